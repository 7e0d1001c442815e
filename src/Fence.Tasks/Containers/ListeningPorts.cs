using System.Globalization;

namespace Fence.Tasks.Containers;

/// <summary>Reads the kernel's table of sockets, <c>/proc/net/tcp</c> and <c>tcp6</c>: whether somebody listens, without a tool in the image.</summary>
internal static class ListeningPorts
{
    private const string Listening = "0A";

    /// <summary>Whether a port is listened on, by these lines.</summary>
    public static bool Include(IEnumerable<string> table, int port) => table
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Any(words => words is [_, var local, _, Listening, ..] && local.EndsWith(string.Create(CultureInfo.InvariantCulture, $":{port:X4}"), StringComparison.Ordinal));
}
