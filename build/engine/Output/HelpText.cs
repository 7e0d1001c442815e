using System.Reflection;
using System.Text;

namespace Nuke.Common.Execution;

/// <summary>What <c>--help</c> shows.</summary>
internal static class HelpText
{
    private const string Script = "./build.sh";

    /// <summary>All targets and parameters, or one target.</summary>
    public static string For(NukeBuild build, IReadOnlyList<ExecutableTarget> targets, BuildRequest request, Ansi ansi)
    {
        if (request.Settings.Help is not [_, ..] names) return All(build, targets, request, ansi);

        var errors = new List<string>();
        var wanted = TargetNames.Resolve(names, [.. targets.Select(t => t.Name)], errors);
        if (errors.Count > 0) throw new CommandLineException(errors);
        var texts = targets.Where(t => wanted.Contains(t.Name)).Select(t => One(t, build, targets, request, ansi));
        return string.Join(Environment.NewLine, texts);
    }

    private static string All(NukeBuild build, IReadOnlyList<ExecutableTarget> targets, BuildRequest request, Ansi ansi)
    {
        var text = new StringBuilder();
        text.AppendLine($"Usage: {Script} [targets] [parameters]").AppendLine();

        text.AppendLine(ansi.Bold("Targets"));
        var width = targets.Max(t => t.Name.Length) + 2;
        foreach (var target in InOrder(targets).Where(t => t.Listed))
        {
            var needs = target.DependsOn.Count > 0 ? ansi.Dim($"-> {string.Join(", ", target.DependsOn)}") : "";
            var words = new[] { target.Description ?? "", target.IsDefault ? "(default)" : "", needs }.Where(w => w.Length > 0);
            text.AppendLine($"  {target.Name.PadRight(width)}{string.Join(' ', words)}".TrimEnd());
        }

        var own = request.Declarations.Where(d => d is { IsEngineOption: false, IsListed: true }).ToList();
        if (own.Count > 0) Parameters(text.AppendLine(), "Parameters", own, build, request, ansi);
        Parameters(text.AppendLine(), "Options", [.. request.Declarations.Where(d => d.IsEngineOption)], build, request, ansi);

        text.AppendLine().AppendLine(
            $"""
            A parameter --image-tag is also read from the environment, as NUKE_IMAGE_TAG, IMAGE_TAG or ImageTag, and from
            .nuke/parameters.json. {Script} --help <target> explains a target.
            """);
        return text.ToString();
    }

    // As one comes to them: what a target depends on stands above it, and what the default runs above all else.
    private static IEnumerable<ExecutableTarget> InOrder(IReadOnlyList<ExecutableTarget> targets)
    {
        var seen = new HashSet<ExecutableTarget>();
        return targets.Where(t => t.IsDefault).Concat(targets).SelectMany(With);

        // Nothing is said about a circle here: help has to be there for those who look for it.
        IEnumerable<ExecutableTarget> With(ExecutableTarget target) =>
            seen.Add(target) ? [.. target.DependsOn.SelectMany(With), target, .. target.Triggers.SelectMany(With)] : [];
    }

    private static string One(
        ExecutableTarget target, NukeBuild build, IReadOnlyList<ExecutableTarget> targets, BuildRequest request, Ansi ansi)
    {
        var text = new StringBuilder();
        text.AppendLine(ansi.Bold(target.Name));
        if (target.Description is { } description) text.AppendLine($"  {description}");
        var head = text.Length;
        Line("Runs after", target.DependsOn.Select(t => t.Name));
        Line("If planned, after", target.RunsAfter.Select(t => t.Name));
        Line("Is needed by", targets.Where(t => t.DependsOn.Contains(target)).Select(t => t.Name));
        Line("Triggers", target.Triggers.Select(t => t.Name));
        Line("Is triggered by", targets.Where(t => t.Triggers.Contains(target)).Select(t => t.Name));
        Line("Only when", target.StaticConditions.Concat(target.DynamicConditions).Select(c => c.Text));
        Line("Produces", target.Products);
        Line("Reads what is from", target.Consumed.Select(t => t.Name));

        var required = target.Requirements.Where(r => r.ReturnType != typeof(bool))
            .Select(r => NukeBuild.MemberOf(r.Body).Name).ToHashSet(StringComparer.Ordinal);
        var parameters = request.Declarations.Where(d => d.Member is { } m && required.Contains(m.Name)).ToList();
        if (parameters.Count > 0) Parameters(text.AppendLine(), "Requires", parameters, build, request, ansi);
        return text.ToString();

        void Line(string what, IEnumerable<string> values)
        {
            var all = string.Join(", ", values);
            if (all.Length > 0 && text.Length == head) text.AppendLine();
            if (all.Length > 0) text.AppendLine($"  {what + ":",-20}{all}");
        }
    }

    private static void Parameters(
        StringBuilder text, string title, List<ParameterDeclaration> declarations, NukeBuild build, BuildRequest request, Ansi ansi)
    {
        text.AppendLine(ansi.Bold(title));
        var width = declarations.Max(d => Usage(d).Length) + 2;
        foreach (var declaration in declarations)
        {
            var notes = Notes(declaration, build, request).ToList();
            var note = notes.Count > 0 ? ansi.Dim($" [{string.Join("; ", notes)}]") : "";
            text.AppendLine($"  {Usage(declaration).PadRight(width)}{declaration.Description}{note}".TrimEnd());
        }
    }

    private static string Usage(ParameterDeclaration declaration) => $"--{declaration.Option} {declaration.Placeholder}".TrimEnd();

    private static IEnumerable<string> Notes(ParameterDeclaration declaration, NukeBuild build, BuildRequest request)
    {
        if (!declaration.IsSwitch && declaration.Allowed is { } allowed) yield return string.Join(", ", allowed);
        if (declaration.IsSecret) yield return "secret";
        if (request.Values.Find(declaration.Name) is { } value && value.Source != "command line")
            yield return declaration.IsSecret ? $"set: {value.Source}" : $"now {Show(value.Value)}: {value.Source}";
        else if (!declaration.IsSecret && Default(declaration, build) is { } preset)
            yield return $"default {preset}";
    }

    // A computed property may do anything when it is read, so only stored values are shown.
    private static string? Default(ParameterDeclaration declaration, NukeBuild build) => declaration.Member switch
    {
        FieldInfo field => Show(field.GetValue(build)),
        PropertyInfo { CanWrite: true } property => Show(property.GetValue(build)),
        _ => null,
    };

    private static string? Show(object? value) => value switch
    {
        null or false or "" => null,
        Array { Length: 0 } => null,
        Array values => string.Join(' ', values.Cast<object>()),
        true => "true",
        _ => value.ToString(),
    };
}
