namespace Fence.Tasks.Images.Receipts.Packages;

/// <summary>Reads <c>/var/lib/dpkg/status</c>, and the files of <c>status.d</c> that images without dpkg have in its place.</summary>
internal static class DpkgStatus
{
    /// <summary>The packages whose files are there: installed, or half-way to it; not those of which only the configuration is left.</summary>
    public static IEnumerable<PackageReceipt> Parse(string text)
    {
        foreach (var stanza in Stanzas(text))
        {
            var state = stanza.GetValueOrDefault("Status")?.Split(' ')[^1] ?? "installed";
            if (state is not ("not-installed" or "config-files") && stanza.TryGetValue("Package", out var name) && stanza.TryGetValue("Version", out var version))
                yield return new PackageReceipt("dpkg", name, version, stanza.GetValueOrDefault("Architecture", ""), []);
        }
    }

    /// <summary>The fields of each stanza, with the first line of their values.</summary>
    internal static IEnumerable<Dictionary<string, string>> Stanzas(string text)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in text.Split('\n'))
        {
            if (line.AsSpan().Trim().IsEmpty)
            {
                if (fields.Count > 0)
                    yield return fields;
                fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            }
            else if (line[0] is not (' ' or '\t') && line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
            {
                fields[line[..colon]] = line[(colon + 1)..].Trim();
            }
        }

        if (fields.Count > 0)
            yield return fields;
    }
}
