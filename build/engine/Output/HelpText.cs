using System.Reflection;
using System.Text;

namespace Nuke.Common.Execution;

/// <summary>What <c>--help</c> shows.</summary>
internal sealed class HelpText(NukeBuild build, IReadOnlyList<ExecutableTarget> targets, BuildRequest request, Ansi ansi)
{
    private const string Script = "./build.sh";

    private readonly StringBuilder text = new();

    /// <summary>All targets and parameters, or those targets that are named.</summary>
    /// <exception cref="CommandLineException">There is no such target.</exception>
    public string Show(string[] names)
    {
        var errors = new List<string>();
        var wanted = TargetNames.Resolve(names, targets, errors);
        if (errors.Count > 0) throw new CommandLineException(errors);

        if (wanted.Count == 0) ShowAll();
        foreach (var (i, target) in wanted.Index()) Show(target, isFirst: i == 0);
        return text.ToString();
    }

    private void ShowAll()
    {
        text.AppendLine($"Usage: {Script} [targets] [parameters]").AppendLine();

        text.AppendLine(ansi.Bold("Targets"));
        var width = targets.Max(t => t.Name.Length) + 2;
        foreach (var target in InOrder().Where(t => t.IsListed))
        {
            var needs = target.DependsOn.Count > 0 ? ansi.Dim($"-> {string.Join(", ", target.DependsOn)}") : "";
            var words = new[] { target.Description ?? "", target.IsDefault ? "(default)" : "", needs }.Where(w => w.Length > 0);
            text.AppendLine($"  {target.Name.PadRight(width)}{string.Join(' ', words)}".TrimEnd());
        }

        Show("Parameters", request.Declarations.Where(d => !d.IsEngineOption && d.Attribute.List));
        Show("Options", request.Declarations.Where(d => d.IsEngineOption));
        text.AppendLine().AppendLine(
            $"""
            A parameter --image-tag is also read from the environment, as NUKE_IMAGE_TAG, IMAGE_TAG or ImageTag, and from
            .nuke/parameters.json. {Script} --help <target> explains a target.
            """);
    }

    // As one comes to them: what a target depends on stands above it, and what the default runs above all else.
    private IEnumerable<ExecutableTarget> InOrder()
    {
        var seen = new HashSet<ExecutableTarget>();
        return targets.Where(t => t.IsDefault).Concat(targets).SelectMany(With);

        // Nothing is said about a circle here: help has to be there for those who look for it.
        IEnumerable<ExecutableTarget> With(ExecutableTarget target) =>
            seen.Add(target) ? [.. target.DependsOn.SelectMany(With), target, .. target.Triggers.SelectMany(With)] : [];
    }

    private void Show(ExecutableTarget target, bool isFirst)
    {
        if (!isFirst) text.AppendLine();
        text.AppendLine(ansi.Bold(target.Name));
        if (target.Description is { } description) text.AppendLine($"  {description}");
        (string What, IEnumerable<object> Values)[] facts =
        [
            ("Runs after", target.DependsOn),
            ("If planned, after", target.RunsAfter),
            ("Is needed by", targets.Where(t => t.DependsOn.Contains(target))),
            ("Triggers", target.Triggers),
            ("Is triggered by", targets.Where(t => t.Triggers.Contains(target))),
            ("Only when", target.StaticConditions.Concat(target.DynamicConditions).Select(c => c.Text)),
            ("Produces", target.Products),
            ("Reads what is from", target.Consumed),
        ];
        var told = facts.Where(f => f.Values.Any()).ToList();
        if (told.Count > 0) text.AppendLine();
        foreach (var (what, values) in told) text.AppendLine($"  {what + ":",-20}{string.Join(", ", values)}");

        var required = target.Requirements.Where(r => r.ReturnType != typeof(bool)).Select(r => NukeBuild.MemberOf(r.Body).Name);
        Show("Requires", request.Declarations.Where(d => required.Contains(d.Member.Name)));
    }

    private void Show(string title, IEnumerable<ParameterDeclaration> some)
    {
        var declarations = some.ToList();
        if (declarations.Count == 0) return;
        var width = declarations.Max(d => d.Usage.Length) + 2;
        text.AppendLine().AppendLine(ansi.Bold(title));
        foreach (var declaration in declarations)
            text.AppendLine($"  {declaration.Usage.PadRight(width)}{declaration.Attribute.Description}{ansi.Dim(Note(declaration))}".TrimEnd());
    }

    private string Note(ParameterDeclaration declaration) =>
        string.Join("; ", Notes(declaration)) is { Length: > 0 } notes ? $" [{notes}]" : "";

    private IEnumerable<string> Notes(ParameterDeclaration declaration)
    {
        if (!declaration.IsSwitch && declaration.Allowed is { } allowed) yield return string.Join(", ", allowed);
        if (declaration.IsSecret) yield return "secret";
        if (request.Values.Find(declaration) is { } value && value.Source != "command line")
            yield return declaration.IsSecret ? $"set: {value.Source}" : $"now {Text(value.Value)}: {value.Source}";
        else if (!declaration.IsSecret && Text(Preset(declaration)) is { } preset)
            yield return $"default {preset}";
    }

    // A computed property may do anything when it is read, so only stored values are shown; the engine's options say theirs.
    private object? Preset(ParameterDeclaration declaration) => declaration.Member switch
    {
        _ when declaration.IsEngineOption => null,
        FieldInfo field => field.GetValue(build),
        PropertyInfo { CanWrite: true } property => property.GetValue(build),
        _ => null,
    };

    private static string? Text(object? value) => value switch
    {
        null or false or "" or Array { Length: 0 } => null,
        Array values => string.Join(' ', values.Cast<object>()),
        true => "true",
        _ => value.ToString(),
    };
}
