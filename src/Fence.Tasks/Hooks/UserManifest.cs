using System.Collections.Immutable;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Hooks;

/// <summary>The user hooks of an application's <c>manifest.yml</c> (DOMAIN section 5).</summary>
/// <param name="Commands">The commands, in the order of the file.</param>
public sealed record UserManifest(ImmutableArray<UserHookCommand> Commands)
{
    private static readonly string[] Names = ["pre-push", .. HookName.All];

    /// <summary>Reads the text of a manifest.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">The file, as findings name it.</param>
    /// <exception cref="FenceException">It is not YAML: <c>FY002</c>.</exception>
    public static UserManifest Parse(string text, string file)
    {
        if (YamlTree.Read(text, file) is not YamlMap manifest)
            return new UserManifest([]);
        var applications = manifest.Entries.Where(entry => entry.Key is "applications").Select(entry => entry.Value)
            .SelectMany(value => value is YamlList list ? list.Items : [value]).OfType<YamlMap>();
        return new UserManifest([.. applications.Prepend(manifest).SelectMany(CommandsOf)]);
    }

    // Hooks are at the top or, in older manifests, in a section of the brand's name.
    private static IEnumerable<UserHookCommand> CommandsOf(YamlMap application) =>
        application.Entries
            .Where(entry => entry.Key is "stackato" or "helion")
            .Select(entry => entry.Value)
            .OfType<YamlMap>()
            .Prepend(application)
            .SelectMany(section => section.Entries)
            .Where(entry => entry.Key is "hooks")
            .Select(entry => entry.Value)
            .OfType<YamlMap>()
            .SelectMany(hooks => hooks.Entries)
            .Where(hook => Names.Contains(hook.Key, StringComparer.Ordinal))
            .SelectMany(hook => Texts(hook.Value).Select(text => new UserHookCommand(hook.Key, text.Text, text.IsPlain, text.Span)));

    private static IEnumerable<YamlText> Texts(YamlValue value) => value switch
    {
        YamlText { IsNull: false } text => [text],
        // A list in a list is what a prefix outside of quotes becomes.
        YamlList list => list.Items.SelectMany(item => item is YamlList inner
            ? inner.Items.OfType<YamlText>().Select(text => text with { Text = $"-{text.Text}", IsPlain = true, Span = inner.Span })
            : Texts(item)),
        _ => [],
    };
}

/// <summary>A command of a user hook.</summary>
/// <param name="Hook">The hook: <c>pre-running</c>.</param>
/// <param name="Text">The command.</param>
/// <param name="IsPlain">Whether it stands without quotes.</param>
/// <param name="Span">Where it is.</param>
public sealed record UserHookCommand(string Hook, string Text, bool IsPlain, SourceSpan Span);
