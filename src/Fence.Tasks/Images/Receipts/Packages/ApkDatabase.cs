namespace Fence.Tasks.Images.Receipts.Packages;

/// <summary>Reads apk's database of installed packages, <c>/lib/apk/db/installed</c>: one letter a field, an empty line behind each package.</summary>
internal static class ApkDatabase
{
    public static IEnumerable<PackageReceipt> Parse(string text)
    {
        string name = "", version = "", architecture = "", licence = "";
        foreach (var line in text.Split('\n').Append(""))
        {
            if (line.Length >= 2 && line[1] == ':')
            {
                var value = line[2..].Trim();
                switch (line[0])
                {
                    case 'P':
                        name = value;
                        break;
                    case 'V':
                        version = value;
                        break;
                    case 'A':
                        architecture = value;
                        break;
                    case 'L':
                        licence = value;
                        break;
                }
            }
            else if (line.Length == 0)
            {
                if (name.Length > 0)
                    yield return new PackageReceipt("apk", name, version, architecture, licence.Length > 0 ? [licence] : []);
                name = version = architecture = licence = "";
            }
        }
    }
}
