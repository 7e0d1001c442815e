namespace Nuke.Common.Execution;

/// <summary>The caller has asked for something that cannot be; the run ends before it begins, with exit code 2.</summary>
/// <param name="errors">All that is wrong, in sentences.</param>
internal sealed class CommandLineException(params IReadOnlyList<string> errors) : Exception(string.Join(Environment.NewLine, errors))
{
    public IReadOnlyList<string> Errors { get; } = errors;
}
