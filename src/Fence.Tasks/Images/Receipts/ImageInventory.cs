using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Fence.Tasks.Images.Receipts.Packages;

namespace Fence.Tasks.Images.Receipts;

/// <summary>What the files of an image tell, collected in one pass over their tar; nothing of the image is run.</summary>
internal sealed class ImageInventory
{
    private const int LargestDatabase = 256 * 1024 * 1024;
    private const int LargestText = 4 * 1024 * 1024;
    private const int SetUser = 0x800;
    private const int SetGroup = 0x400;
    private const int Sticky = 0x200;
    private const int WritableByAll = 0x2;

    private readonly string hookFolder;
    private readonly List<PackageReceipt> packages = [];
    private readonly PackageLicences licences = new();
    private readonly List<(ImageTarEntry Entry, string? Sha256)> hooks = [];
    private readonly List<(ImageTarEntry Entry, ImmutableArray<string> Reasons)> privileges = [];
    private readonly List<SudoersReceipt> sudoers = [];
    private readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);

    private ImageInventory(string hookFolder) => this.hookFolder = hookFolder.Trim('/') + "/";

    /// <summary>Whether rpm has installed something, which only rpm itself can read.</summary>
    public bool HasRpmDatabase { get; private set; }

    /// <summary>The packages of dpkg and apk, with their licences.</summary>
    public ImmutableArray<PackageReceipt> Packages => [.. packages.Select(licences.AddTo)];

    public ImmutableArray<SudoersReceipt> Sudoers => [.. sudoers.OrderBy(line => line.File, StringComparer.Ordinal)];

    public ImmutableArray<UserReceipt> Users => UserFiles.Users(Text("etc/passwd"), Text("etc/group"));

    public DistributionReceipt Distribution => OsRelease.Parse(texts.GetValueOrDefault("etc/os-release") ?? Text("usr/lib/os-release"));

    public ImmutableArray<HookReceipt> Hooks
    {
        get
        {
            var owner = Owner();
            // A hard link has no content of its own in the tar.
            var digests = hooks.Where(hook => hook.Sha256 is not null).ToDictionary(hook => hook.Entry.Path, hook => hook.Sha256, StringComparer.Ordinal);
            return
            [
                .. hooks.OrderBy(hook => hook.Entry.Path, StringComparer.Ordinal).Select(hook => new HookReceipt(
                    $"/{hook.Entry.Path}", Octal(hook.Entry.Mode), owner(hook.Entry),
                    hook.Sha256 ?? (hook.Entry.IsHardLink ? digests.GetValueOrDefault(hook.Entry.Link.Trim('/')) : null),
                    hook.Entry.IsSymbolicLink ? hook.Entry.Link : null)),
            ];
        }
    }

    public ImmutableArray<PrivilegeReceipt> Privileges
    {
        get
        {
            var owner = Owner();
            return
            [
                .. privileges.OrderBy(file => file.Entry.Path, StringComparer.Ordinal).Select(file => new PrivilegeReceipt(
                    $"/{file.Entry.Path}", Octal(file.Entry.Mode), owner(file.Entry), file.Reasons,
                    file.Entry.Capabilities is { } capabilities ? FileCapabilities.Text(capabilities) : null)),
            ];
        }
    }

    /// <summary>Reads an image's tar.</summary>
    /// <param name="tar">The tar of all files.</param>
    /// <param name="hookFolder">Where hooks are in the image.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InvalidDataException">It is no tar, or ends early.</exception>
    public static async Task<ImageInventory> ReadAsync(Stream tar, string hookFolder, CancellationToken cancellationToken)
    {
        var inventory = new ImageInventory(hookFolder);
        var reader = new ImageTar(tar);
        while (await reader.NextAsync(cancellationToken) is { } entry)
        {
            // What the engine itself puts into a container, and not the image.
            if (entry.Path is ".dockerenv" || entry.Path.StartsWith("dev/", StringComparison.Ordinal))
                continue;
            inventory.Judge(entry);
            await inventory.TakeAsync(entry, reader, cancellationToken);
        }

        return inventory;
    }

    private void Judge(ImageTarEntry entry)
    {
        var isFile = entry.IsFile || entry.IsHardLink;
        var reasons = new List<string>();
        if (isFile && (entry.Mode & SetUser) != 0)
            reasons.Add("setuid");
        if (isFile && (entry.Mode & SetGroup) != 0)
            reasons.Add("setgid");
        // In a folder that is sticky, as /tmp, nobody can touch what is another's.
        if ((entry.Mode & WritableByAll) != 0 && (isFile || (entry.IsFolder && (entry.Mode & Sticky) == 0)))
            reasons.Add("world-writable");
        if (entry.Capabilities is not null)
            reasons.Add("capabilities");
        if (reasons.Count > 0)
            privileges.Add((entry, [.. reasons]));
    }

    private async Task TakeAsync(ImageTarEntry entry, ImageTar reader, CancellationToken cancellationToken)
    {
        HasRpmDatabase |= RpmQuery.IsDatabase(entry.Path);
        if (entry.Path.StartsWith(hookFolder, StringComparison.Ordinal) && !entry.IsFolder)
            hooks.Add((entry, entry.IsFile ? await reader.HashAsync(cancellationToken) : null));
        else if (entry.Path.StartsWith(PackageLicences.Folder, StringComparison.Ordinal))
            await licences.TakeAsync(entry, reader, LargestText, cancellationToken);
        else if (!entry.IsFile)
            return;
        else if (entry.Path is "var/lib/dpkg/status"
            || (entry.Path.StartsWith("var/lib/dpkg/status.d/", StringComparison.Ordinal) && !entry.Path.EndsWith(".md5sums", StringComparison.Ordinal)))
            packages.AddRange(DpkgStatus.Parse(await TextAsync(reader, LargestDatabase, cancellationToken)));
        else if (entry.Path is "lib/apk/db/installed" or "usr/lib/apk/db/installed")
            packages.AddRange(ApkDatabase.Parse(await TextAsync(reader, LargestDatabase, cancellationToken)));
        else if (entry.Path is "etc/passwd" or "etc/group" or "etc/os-release" or "usr/lib/os-release" && entry.Size <= LargestText)
            texts[entry.Path] = await TextAsync(reader, LargestText, cancellationToken);
        else if (IsSudoers(entry.Path) && entry.Size <= LargestText)
            sudoers.AddRange(SudoersLines.Of(await TextAsync(reader, LargestText, cancellationToken))
                .Select(line => new SudoersReceipt($"/{entry.Path}", Octal(entry.Mode), line)));
    }

    // sudo passes over files in that folder whose names hold a dot or end in a tilde.
    private static bool IsSudoers(string path) => path is "etc/sudoers"
        || (path.StartsWith("etc/sudoers.d/", StringComparison.Ordinal) && !path["etc/sudoers.d/".Length..].Contains('.', StringComparison.Ordinal) && !path.EndsWith('~'));

    private string Text(string path) => texts.GetValueOrDefault(path, "");

    private Func<ImageTarEntry, string> Owner()
    {
        var users = Users.GroupBy(user => (long)user.Id).ToDictionary(same => same.Key, same => same.First().Name);
        var groups = UserFiles.Groups(Text("etc/group"));
        return entry => $"{users.GetValueOrDefault(entry.UserId, Number(entry.UserId))}:{groups.GetValueOrDefault(entry.GroupId, Number(entry.GroupId))}";
    }

    private static string Number(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static string Octal(int mode) => Convert.ToString(mode, toBase: 8).PadLeft(4, '0');

    private static async Task<string> TextAsync(ImageTar reader, int most, CancellationToken cancellationToken) =>
        Encoding.UTF8.GetString(await reader.ReadAsync(most, cancellationToken));
}
