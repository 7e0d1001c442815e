using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Containers.Contracts;

/// <summary>Compares the packages of an image with what is wanted of them.</summary>
internal static class PackageJudge
{
    /// <summary>Judges one.</summary>
    public static TestCase Judge(PackageContract wanted, ImagePackages found)
    {
        var version = wanted.Operator is { } sign ? $" {sign} {wanted.Version}" : "";
        return ContractCase.Of("packages", $"{(wanted.IsInstalled ? "" : "no ")}{wanted.Name}{version}", "FV031", wanted.Span, Wrong(wanted, found));
    }

    private static IEnumerable<string> Wrong(PackageContract wanted, ImagePackages found)
    {
        if (found.Manager.Length == 0)
        {
            yield return $"whether {wanted.Name} is installed cannot be told: the image has neither dpkg nor rpm nor apk";
            yield break;
        }

        var versions = found.Versions.GetValueOrDefault(wanted.Name, []);
        var fitting = versions.Where(version => wanted.Operator is null || PackageVersion.Holds(found.Manager, version, wanted.Operator, wanted.Version!)).ToList();
        if (wanted.IsInstalled && versions.IsEmpty)
            yield return $"{wanted.Name} is not installed";
        else if (wanted.IsInstalled && fitting.Count == 0)
            yield return $"{wanted.Name} has the version {string.Join(", ", versions)}, and is to have {wanted.Operator} {wanted.Version}";
        else if (!wanted.IsInstalled && fitting.Count > 0)
            yield return $"{wanted.Name} {string.Join(", ", fitting)} is installed, and is not to be";
    }
}
