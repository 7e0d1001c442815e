using System.Formats.Tar;
using System.Text;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Images.Receipts;
using Fence.Tasks.Tests.Fakes;

namespace Fence.Tasks.Tests.Images.Receipts;

public sealed class ImageDescriberTests
{
    [Fact]
    public async Task Packages_are_those_whose_files_are_there_with_the_licences_that_their_copyright_names()
    {
        var receipt = await ReceiptExamples.ReceiptAsync();

        Assert.Equal(
            ["dpkg base-files 1:12.4+deb12u9 amd64 []", "dpkg libssl3 3.0.15-1~deb12u1 amd64 [Apache-2.0, GPL-2+ or Artistic]"],
            receipt.Packages.Select(Text));
        Assert.Equal(new DistributionReceipt("debian", "12", "Debian GNU/Linux 12 (bookworm)"), receipt.Distribution);
    }

    [Fact]
    public async Task A_copyright_file_may_be_a_link_and_so_may_its_folder()
    {
        var tar = ReceiptExamples.Pack(
            [("var/lib/dpkg/status", "0644", "Package: one\nVersion: 1\n\nPackage: two\nVersion: 2\n"), ("usr/share/doc/real/copyright", "0644", "see /usr/share/common-licenses/GPL-3.\n")],
            writer =>
            {
                writer.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "usr/share/doc/one") { LinkName = "real" });
                writer.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "usr/share/doc/two/copyright") { LinkName = "../one/copyright" });
            });

        Assert.Equal(["dpkg one 1  [GPL-3]", "dpkg two 2  [GPL-3]"], (await ReceiptExamples.ReceiptAsync(tar)).Packages.Select(Text));
    }

    [Fact]
    public async Task Packages_of_apk_are_read_from_its_database()
    {
        var tar = ReceiptExamples.Pack(("lib/apk/db/installed", "0644", "C:Q1abc=\nP:musl\nV:1.2.4-r2\nA:x86_64\nL:MIT\nF:lib\nR:ld.so\n\nP:busybox\nV:1.36.1-r5\nA:x86_64\nL:GPL-2.0-only\n"));

        Assert.Equal(["apk busybox 1.36.1-r5 x86_64 [GPL-2.0-only]", "apk musl 1.2.4-r2 x86_64 [MIT]"], (await ReceiptExamples.ReceiptAsync(tar)).Packages.Select(Text));
    }

    [Fact]
    public async Task Packages_of_rpm_are_asked_of_rpm_and_its_keys_are_none()
    {
        var tar = ReceiptExamples.Pack(("var/lib/rpm/rpmdb.sqlite", "0644", "x"));

        var receipt = await ReceiptExamples.ReceiptAsync(tar, "bash\t5.1.8-9.el9\tx86_64\tGPLv3+\nopenssl-libs\t1:3.0.7-27.el9\tx86_64\tASL 2.0\ngpg-pubkey\t8483c65d-5ccc5b19\t(none)\tpubkey\n");

        Assert.Equal(["rpm bash 5.1.8-9.el9 x86_64 [GPLv3+]", "rpm openssl-libs 1:3.0.7-27.el9 x86_64 [ASL 2.0]"], receipt.Packages.Select(Text));
    }

    [Fact]
    public async Task A_database_of_rpm_that_nobody_can_read_is_told()
    {
        var events = new RecordedEvents();

        Assert.Empty((await ReceiptExamples.ReceiptAsync(ReceiptExamples.Pack(("usr/lib/sysimage/rpm/rpmdb.sqlite", "0644", "x")), rpm: null, events)).Packages);
        Assert.StartsWith("warning FI011: exampleco/stack-alsek:1 has a database of rpm", events.Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hooks_are_listed_with_their_digests_modes_and_owners()
    {
        var receipt = await ReceiptExamples.ReceiptAsync();

        Assert.Equal(
            [
                new HookReceipt("/etc/helion/hooks/lib/common", "0644", "root:root", Sha256("a\n"), null),
                new HookReceipt("/etc/helion/hooks/pre-running", "0755", "root:root", Sha256("#!/bin/bash\n"), null),
            ],
            receipt.Hooks);
    }

    [Fact]
    public async Task What_gives_rights_is_listed_with_the_reason_and_what_the_engine_adds_is_not()
    {
        var receipt = await ReceiptExamples.ReceiptAsync();

        Assert.Equal(
            ["/srv/upload 0666 root:root world-writable", "/usr/bin/passwd 4755 root:root setuid", "/usr/bin/wall 2755 root:root setgid"],
            receipt.Privileges.Select(file => $"{file.Path} {file.Mode} {file.Owner} {string.Join('+', file.Reasons)}"));
    }

    [Fact]
    public async Task A_folder_that_anybody_may_write_is_listed_unless_it_is_sticky()
    {
        var tar = ReceiptExamples.Pack([], writer =>
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.Directory, "tmp/") { Mode = (UnixFileMode)0b001_111_111_111 });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.Directory, "open/") { Mode = (UnixFileMode)0b111_111_111 });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "link") { Mode = (UnixFileMode)0b111_111_111, LinkName = "x" });
        });

        Assert.Equal(["/open"], (await ReceiptExamples.ReceiptAsync(tar)).Privileges.Select(file => file.Path));
    }

    [Fact]
    public async Task Sudoers_users_environment_labels_layers_and_history_are_as_the_image_has_them()
    {
        var receipt = await ReceiptExamples.ReceiptAsync();

        Assert.Equal(
            [
                "/etc/sudoers 0440 Defaults env_reset", "/etc/sudoers 0440 root ALL=(ALL:ALL) ALL", "/etc/sudoers 0440 @includedir /etc/sudoers.d",
                "/etc/sudoers.d/fence-hooks 0440 helion ALL=(root) NOPASSWD: /usr/bin/a, /usr/bin/b",
            ],
            receipt.Sudoers.Select(line => $"{line.File} {line.Mode} {line.Text}"));
        Assert.Equal(
            ["root 0 0 [adm] /root /bin/bash", "helion 1000 1000 [adm,sudo] /home/helion /bin/bash"],
            receipt.Users.Select(user => $"{user.Name} {user.Id} {user.Group} [{string.Join(',', user.Groups)}] {user.Home} {user.Shell}"));
        Assert.Equal(["ADD file:0123 in /", "ENV API_TOKEN=•••", "RUN CHANNEL=beta make install"], receipt.History.Select(step => step.CreatedBy));
        Assert.Equal([new LayerReceipt("sha256:a", 1000, "ADD file:0123 in /"), new LayerReceipt("sha256:b", 234, "RUN CHANNEL=beta make install")], receipt.Layers);
        Assert.Equal(("2026.11.24-0123456", "sha256:def1", new BaseReceipt("helion/stack-alsek:kato-patched", "sha256:ba5e")), (receipt.Version, receipt.DefinitionDigest, receipt.Base));
    }

    [Fact]
    public async Task What_looks_like_a_secret_is_in_no_receipt()
    {
        var receipt = await ReceiptExamples.ReceiptAsync();

        Assert.Equal(["API_TOKEN=•••", "EMPTY=", "PATH=/usr/bin"], receipt.Environment.Select(variable => $"{variable.Name}={variable.Value}"));
        Assert.DoesNotContain("made-up-1234", Encoding.UTF8.GetString(ReceiptFile.Write(receipt)), StringComparison.Ordinal);
        Assert.DoesNotContain("made-up-1234", Encoding.UTF8.GetString(CycloneDx.Write(receipt)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receipt_is_read_as_it_was_written_and_written_the_same_again()
    {
        var bytes = ReceiptFile.Write(await ReceiptExamples.ReceiptAsync());

        Assert.Equal(bytes, ReceiptFile.Write(ReceiptFile.Read(bytes)!));
        Assert.Null(ReceiptFile.Read("{}"u8));
        Assert.Null(ReceiptFile.Read("no"u8));
    }

    [Fact]
    public async Task A_tar_that_ends_early_is_no_whole_image()
    {
        var error = await Assert.ThrowsAsync<FenceException>(() => ReceiptExamples.ReceiptAsync(ReceiptExamples.Tar[..5000]));

        Assert.StartsWith("the files of exampleco/stack-alsek:1 cannot be read: the tar ends in the middle", error.Message, StringComparison.Ordinal);
    }

    private static string Sha256(string text) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Text(PackageReceipt package) =>
        $"{package.Manager} {package.Name} {package.Version} {package.Architecture} [{string.Join(", ", package.Licences)}]";
}
