using System.Collections.Immutable;
using System.Globalization;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Containers.Contracts;

/// <summary>Compares how a command ended with what is wanted of it.</summary>
internal static class CommandJudge
{
    /// <summary>Judges one.</summary>
    /// <param name="wanted">What is wanted.</param>
    /// <param name="exitCode">Its exit code; null where it did not end in time.</param>
    /// <param name="output">What it printed on standard output.</param>
    /// <param name="error">What it printed on standard error.</param>
    public static TestCase Judge(CommandContract wanted, int? exitCode, ImmutableArray<string> output, ImmutableArray<string> error) =>
        ContractCase.Of("commands", NameOf(wanted), "FV032", wanted.Span, Wrong(wanted, exitCode, output, error)) with { Output = [.. output, .. error] };

    /// <summary>What people call it.</summary>
    public static string NameOf(CommandContract wanted) => wanted.Words is ["/bin/bash", "-c", var line] ? line : string.Join(' ', wanted.Words);

    private static List<string> Wrong(CommandContract wanted, int? exitCode, ImmutableArray<string> output, ImmutableArray<string> error)
    {
        var name = $"'{NameOf(wanted)}'";
        if (exitCode is null)
            return [string.Create(CultureInfo.InvariantCulture, $"{name} did not end within {wanted.Seconds} seconds")];
        var wrong = new List<string>();
        if (exitCode != wanted.ExitCode)
            wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{name} ended with exit code {exitCode}, and is to end with {wanted.ExitCode}{Said(output, error)}"));
        wrong.AddRange(PatternJudge.Wrong($"the output of {name}", string.Join('\n', output), wanted.Output.Contains, wanted.Output.Excludes));
        wrong.AddRange(PatternJudge.Wrong($"the standard error of {name}", string.Join('\n', error), wanted.Error.Contains, wanted.Error.Excludes));
        return wrong;
    }

    private static string Said(ImmutableArray<string> output, ImmutableArray<string> error)
    {
        var last = (error.IsEmpty ? output : error).Where(line => line.Trim().Length > 0).TakeLast(3).ToList();
        return last.Count == 0 ? "" : $"; it said: {string.Join(" / ", last)}";
    }
}
