using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Fence.Tasks.Images.Receipts;

/// <summary>Finds the identifier that SPDX has for a licence, from what distributions call it (Debian: "DEP 5", section "License short name").</summary>
internal static partial class SpdxLicences
{
    private static readonly FrozenSet<string> Known = FrozenSet.ToFrozenSet(
        [
            "AFL-2.1", "Apache-1.0", "Apache-1.1", "Apache-2.0", "Artistic-1.0", "Artistic-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSD-4-Clause", "BSL-1.0",
            "CC-BY-3.0", "CC-BY-4.0", "CC-BY-SA-3.0", "CC-BY-SA-4.0", "CC0-1.0", "EPL-1.0", "EPL-2.0", "FSFAP", "FSFUL", "FSFULLR", "HPND", "ICU", "ISC",
            "LPPL-1.3c", "MIT", "MPL-1.1", "MPL-2.0", "NCSA", "OFL-1.1", "OLDAP-2.8", "OpenSSL", "PSF-2.0", "Python-2.0", "Ruby", "Sleepycat", "TCL",
            "Unicode-DFS-2016", "Unlicense", "Vim", "W3C", "WTFPL", "X11", "Zlib", "ZPL-2.1", "bzip2-1.0.6", "curl",
            "GPL-1.0-only", "GPL-1.0-or-later", "GPL-2.0-only", "GPL-2.0-or-later", "GPL-3.0-only", "GPL-3.0-or-later",
            "LGPL-2.0-only", "LGPL-2.0-or-later", "LGPL-2.1-only", "LGPL-2.1-or-later", "LGPL-3.0-only", "LGPL-3.0-or-later",
            "AGPL-3.0-only", "AGPL-3.0-or-later",
            "GFDL-1.1-only", "GFDL-1.1-or-later", "GFDL-1.2-only", "GFDL-1.2-or-later", "GFDL-1.3-only", "GFDL-1.3-or-later",
        ],
        StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string> OtherNames = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["Expat"] = "MIT",
        ["Artistic"] = "Artistic-1.0",
        ["Apache-2"] = "Apache-2.0",
        ["CC0"] = "CC0-1.0",
        ["PSF-2"] = "PSF-2.0",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The identifier; null for what is an expression, or unknown.</summary>
    public static string? Find(string name)
    {
        if (Known.TryGetValue(OtherNames.GetValueOrDefault(name, name), out var id))
            return id;
        var match = Gnu().Match(name);
        return match.Success
            && Known.TryGetValue($"{match.Groups["family"].Value}-{match.Groups["major"].Value}.{Minor(match)}-{(match.Groups["later"].Success ? "or-later" : "only")}", out id)
                ? id
                : null;
    }

    private static string Minor(Match match) => match.Groups["minor"] is { Success: true } minor ? minor.Value : "0";

    [GeneratedRegex(@"\A(?<family>GPL|LGPL|AGPL|GFDL)-?(?<major>\d)(?:\.(?<minor>\d))?(?<later>\+)?\z", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Gnu();
}
