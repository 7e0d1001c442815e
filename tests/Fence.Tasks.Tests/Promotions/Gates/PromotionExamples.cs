using System.Globalization;
using Fence.Tasks.Definition;
using Fence.Tasks.Images.Receipts;
using Fence.Tasks.Promotions;
using Fence.Tasks.Registries;

namespace Fence.Tasks.Tests.Promotions.Gates;

/// <summary>An image that is to follow another one in a channel, the same in all but what a test says.</summary>
internal static class PromotionExamples
{
    public const string Digest = "sha256:new";
    public const string ImageId = "sha256:id-of-new";
    public const string Former = "sha256:former";

    public static ImageReceipt Receipt { get; } = new()
    {
        ImageId = ImageId,
        Distribution = new DistributionReceipt("debian", "12", "Debian GNU/Linux 12"),
        Architecture = "amd64",
        User = "helion",
        Packages = [Package("bash", "5.2"), Package("telnetd", "0.17")],
        Privileges = [new PrivilegeReceipt("/usr/bin/su", "4755", "root:root", ["setuid"], null)],
        Sudoers = [new SudoersReceipt("/etc/sudoers", "0440", "Defaults use_pty"), new SudoersReceipt("/etc/sudoers", "0440", "root ALL=(ALL:ALL) ALL")],
        Users = [new UserReceipt("root", 0, 0, [], "/root", "/bin/bash"), new UserReceipt("helion", 1000, 1000, ["adm"], "/home/helion", "/bin/bash")],
    };

    public static PackageReceipt Package(string name, string version, string architecture = "amd64") => new("dpkg", name, version, architecture, []);

    /// <summary>The image, made of the former one.</summary>
    public static PromotionCandidate After(Func<ImageReceipt, ImageReceipt> change) => new()
    {
        Repository = "exampleco/stack-alsek",
        Image = new RegistryManifest(Digest, ImageId),
        Former = Former,
        FormerReceipt = Receipt with { ImageId = "sha256:id-of-former" },
        Receipt = change(Receipt),
    };

    public static AcknowledgedChange Acknowledged(string change, string until = "2026-12-31") => new(
        change, new Acknowledgement("Ada Example", "nobody needs it", DateOnly.ParseExact(until, "yyyy-MM-dd", CultureInfo.InvariantCulture)));
}
