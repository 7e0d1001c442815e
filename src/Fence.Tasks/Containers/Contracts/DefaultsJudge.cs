using System.Globalization;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Docker;

namespace Fence.Tasks.Containers.Contracts;

/// <summary>Compares what an image gives its containers, and how large it is, with what is wanted of that.</summary>
internal static class DefaultsJudge
{
    private const string Code = "FV033";
    private const string SizeCode = "FV034";

    /// <summary>Judges all of it.</summary>
    public static IEnumerable<TestCase> Judge(VerifyDefinition wanted, ImageDefaults found) =>
    [
        .. wanted.Environment.Select(value => Value("environment", "the variable", value, found.Environment)),
        .. wanted.Labels.Select(value => Value("labels", "the label", value, found.Labels)),
        .. wanted.Ports.Select(port => Name("ports", "the port", "exposed", port, found.Ports)),
        .. wanted.Volumes.Select(volume => Name("volumes", "the volume", "declared", volume, found.Volumes)),
        .. Text("runs_as", "the user", wanted.RunsAs, found.User.Length == 0 ? "root" : found.User),
        .. Text("workdir", "the working folder", wanted.WorkingFolder, found.WorkingFolder.Length == 0 ? "/" : found.WorkingFolder),
        .. List("entrypoint", "the entry point", wanted.EntryPoint, found.EntryPoint),
        .. List("cmd", "the command", wanted.Command, found.Command),
        .. Bound("max_size", wanted.MaximumSize, found.Size, Megabytes),
        .. Bound("max_layers", wanted.MaximumLayers, found.Layers, layers => string.Create(CultureInfo.InvariantCulture, $"{layers} layers")),
    ];

    private static TestCase Value(string group, string what, ValueContract wanted, IReadOnlyDictionary<string, string> found)
    {
        var value = found.GetValueOrDefault(wanted.Name);
        var wrong = (value, wanted) switch
        {
            (not null, { IsSet: false }) => $"{what} {wanted.Name} is set, and is not to be",
            (null, { IsSet: true }) => $"{what} {wanted.Name} is not set",
            // The pattern is for all of it.
            (not null, { Pattern: { } pattern }) when !ContractPattern.Of($@"\A(?:{pattern})\z").IsMatch(value) =>
                $"{what} {wanted.Name} is '{value}', which does not match '{pattern}'",
            _ => null,
        };
        return ContractCase.Of(group, wanted.Name, Code, wanted.Span, Only(wrong));
    }

    private static TestCase Name(string group, string what, string verb, NameContract wanted, IReadOnlyList<string> found)
    {
        var isThere = found.Contains(wanted.Name, StringComparer.Ordinal);
        var wrong = isThere == wanted.IsThere ? null
            : isThere ? $"{what} {wanted.Name} is {verb}, and is not to be" : $"{what} {wanted.Name} is not {verb}";
        return ContractCase.Of(group, $"{(wanted.IsThere ? "" : "no ")}{wanted.Name}", Code, wanted.Span, Only(wrong));
    }

    private static IEnumerable<TestCase> Text(string name, string what, TextContract? wanted, string found) => wanted is null
        ? []
        : [ContractCase.Of("image", name, Code, wanted.Span, Only(found == wanted.Text ? null : $"{what} is {found}, and is to be {wanted.Text}"))];

    private static IEnumerable<TestCase> List(string name, string what, ListContract? wanted, IReadOnlyList<string> found) => wanted is null
        ? []
        :
        [
            ContractCase.Of("image", name, Code, wanted.Span, Only(found.SequenceEqual(wanted.Texts, StringComparer.Ordinal)
                ? null
                : $"{what} is [{string.Join(", ", found)}], and is to be [{string.Join(", ", wanted.Texts)}]")),
        ];

    private static IEnumerable<TestCase> Bound(string name, NumberContract? wanted, long found, Func<long, string> say) => wanted is null
        ? []
        : [ContractCase.Of("image", name, SizeCode, wanted.Span, Only(found <= wanted.Number ? null : $"the image has {say(found)}, and is to have {say(wanted.Number)} at most"))];

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB");

    private static IEnumerable<string> Only(string? wrong) => wrong is null ? [] : [wrong];
}
