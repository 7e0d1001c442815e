using Fence.Tasks.Containers;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Diagnostics.Writers;
using Fence.Tasks.Runs;
using Nuke.Common.IO;

namespace Fence.Pipeline;

/// <summary>What a verification came to: on the console, and as a file in artifacts/.</summary>
internal static class VerificationReports
{
    /// <summary>Tells it, and ends the target where the image is not good.</summary>
    public static void Take(AbsolutePath file, Stage stage, string image, VerificationReport report)
    {
        Directory.CreateDirectory(file.Parent!);
        File.WriteAllText(file, JUnitCases.Write(image, report.Cases));
        foreach (var finding in report.Findings)
            stage.Events.Tell(new DiagnosticFound(finding));
        stage.Say(report.Sentence);
        if (!report.Verification.IsGood)
            throw new FenceException(ExitCode.TargetFailed, report.Findings) { IsTold = true };
    }
}
