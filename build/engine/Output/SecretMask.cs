using System.Text.Json;

namespace Nuke.Common.Execution;

/// <summary>Knows the secrets of this run, and replaces them in texts.</summary>
internal sealed class SecretMask
{
    public const string Replacement = "***";

    // Masking a text of one or two letters would hide nothing and make every output unreadable.
    private const int ShortestSecret = 3;

    private volatile string[] secrets = [];

    /// <summary>Adds a secret, with the forms it takes in URLs and JSON, and its lines if it has several.</summary>
    public void Add(string secret)
    {
        var lines = secret.Split('\n', StringSplitOptions.TrimEntries);
        string[] forms = [secret, .. lines, Uri.EscapeDataString(secret), JsonSerializer.Serialize(secret)[1..^1]];
        secrets =
        [
            .. secrets.Concat(forms).Where(f => f.Length >= ShortestSecret).Distinct(StringComparer.Ordinal)
                .OrderByDescending(f => f.Length),
        ];
    }

    /// <summary>The text with every secret replaced.</summary>
    public string Apply(string text)
    {
        foreach (var secret in secrets) text = text.Replace(secret, Replacement, StringComparison.Ordinal);
        return text;
    }

    /// <summary>How many letters at the text's end could be the start of a secret of which the rest is still to come.</summary>
    public int UnfinishedTail(string text)
    {
        var longest = 0;
        foreach (var secret in secrets)
        {
            for (var length = Math.Min(secret.Length - 1, text.Length); length > longest; length--)
            {
                if (text.AsSpan(text.Length - length).SequenceEqual(secret.AsSpan(0, length))) longest = length;
            }
        }

        return longest;
    }
}
