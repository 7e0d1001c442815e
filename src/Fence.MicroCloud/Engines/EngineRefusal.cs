using Docker.DotNet;
using Fence.Tasks.Diagnostics;

namespace Fence.MicroCloud.Engines;

/// <summary>Turns what the engine refuses into a message for people.</summary>
internal static class EngineRefusal
{
    /// <summary>Does something with the engine.</summary>
    /// <exception cref="FenceException">The engine refuses it (FC016), or cannot be reached (FC017).</exception>
    public static async Task<T> ExplainAsync<T>(Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (DockerApiException exception)
        {
            throw new FenceException(
                ExitCode.ClusterFailed,
                Diagnostic.Error("FC016", $"the Docker engine refuses: {HostCommand.LastLines(exception.Message, 2)}"),
                exception);
        }
        catch (HttpRequestException exception)
        {
            throw new FenceException(
                ExitCode.ClusterFailed,
                Diagnostic.Error(
                    "FC017",
                    $"the Docker engine cannot be reached: {exception.Message}",
                    "see that it runs, and that this user is in the group docker"),
                exception);
        }
    }
}
