using System.Globalization;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;

namespace Fence.Pipeline;

/// <summary>The number of DEAs on the command line, in place of the definition's.</summary>
internal static class MicroCloudDeas
{
    public static ClusterDefinition Override(ClusterDefinition cluster, int? deas)
    {
        if (deas is not { } count)
            return cluster;
        if (cluster.MicroCloud is null)
            throw Wrong($"the cluster {cluster.Name} is not made on this machine, so --deas cannot say how many DEAs it has");
        if (count is < 1 or > MicroCloudDefinition.MaximumDeas)
            throw Wrong(string.Create(CultureInfo.InvariantCulture, $"--deas is 1 to {MicroCloudDefinition.MaximumDeas}, and not {count}"));
        return cluster with { MicroCloud = new MicroCloudDefinition(count) };
    }

    private static FenceException Wrong(string message) => new(ExitCode.BadInput, Diagnostic.Error("FY092", message));
}
