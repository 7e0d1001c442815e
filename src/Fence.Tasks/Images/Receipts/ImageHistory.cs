using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Fence.Tasks.Docker;

namespace Fence.Tasks.Images.Receipts;

/// <summary>An image's history as instructions, whichever builder noted them, and the layers they made.</summary>
internal static partial class ImageHistory
{
    private static readonly ImmutableHashSet<string> MakeLayers = ["ADD", "COPY", "RUN", "WORKDIR"];

    /// <summary>The instructions, the first first.</summary>
    public static ImmutableArray<HistoryReceipt> Steps(ImageConfig image) =>
        [.. image.History.Select(step => new HistoryReceipt(step.CreatedAt, HiddenSecrets.In(Instruction(step.CreatedBy)), step.Size))];

    /// <summary>
    /// The layers, the lowest first, with what made them. The engine tells the two apart; a step that added something made a layer, and of
    /// the others only some instructions can have. Where that does not add up, sizes and instructions are left out rather than guessed.
    /// </summary>
    public static ImmutableArray<LayerReceipt> Layers(ImageConfig image)
    {
        var steps = Steps(image);
        var makers = steps.Where(step => step.Size > 0).ToList();
        if (makers.Count != image.Layers.Count)
            makers = [.. steps.Where(step => step.Size > 0 || MakeLayers.Contains(step.CreatedBy.Split(' ')[0]))];
        return makers.Count == image.Layers.Count
            ? [.. image.Layers.Zip(makers, (digest, step) => new LayerReceipt(digest, step.Size, step.CreatedBy))]
            : [.. image.Layers.Select(digest => new LayerReceipt(digest, Size: null, CreatedBy: null))];
    }

    /// <summary>
    /// What stood in the Dockerfile: the classic builder notes <c>/bin/sh -c #(nop) ENV A=b</c> and <c>/bin/sh -c make</c>, with build
    /// arguments <c>|1 A=b /bin/sh -c make</c>; BuildKit <c>ENV A=b</c> and <c>RUN /bin/sh -c make # buildkit</c>.
    /// </summary>
    internal static string Instruction(string createdBy)
    {
        var text = createdBy.EndsWith(" # buildkit", StringComparison.Ordinal) ? createdBy[..^" # buildkit".Length] : createdBy;
        if (Nop().Match(text) is { Success: true } nop)
            return text[nop.Length..].Trim();
        return Shell().Match(text) is { Success: true } shell
            ? $"RUN {shell.Groups["arguments"].Value}{text[shell.Length..]}".TrimEnd()
            : text.Trim();
    }

    [GeneratedRegex(@"\A/bin/(?:ba)?sh -c #\(nop\)\s*", RegexOptions.NonBacktracking)]
    private static partial Regex Nop();

    [GeneratedRegex(@"\A(?:RUN )?(?:\|\d+ (?<arguments>.*?))?/bin/(?:ba)?sh (?:-[a-z]+ )*-[a-z]*c ", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shell();
}
