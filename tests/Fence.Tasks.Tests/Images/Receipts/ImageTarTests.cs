using System.Formats.Tar;
using System.Text;
using CsCheck;
using Fence.Tasks.Images.Receipts;

namespace Fence.Tasks.Tests.Images.Receipts;

public sealed class ImageTarTests
{
    private static readonly Gen<(string Name, string Content, int Mode, long Id)> AnyFile =
        from parts in Gen.String[Gen.Char["abcÄ名 -\n'"], 1, 60].Array[1, 8]
        from content in Gen.String[Gen.Char.AlphaNumeric, 0, 2000]
        from mode in Gen.Int[0, 0xfff]
        from id in Gen.Long[0, 4_000_000_000]
        select (string.Join('/', parts.Select(part => $"x{part}y")), content, mode, id);

    [Fact]
    public void What_other_writers_of_tars_write_is_read_whatever_the_form_the_names_and_the_numbers() => Gen.Select(
        AnyFile.Array[0, 6], Gen.Bool).Sample((files, isPax) =>
        {
            using var bytes = new MemoryStream();
            using (var tar = new TarWriter(bytes, isPax ? TarEntryFormat.Pax : TarEntryFormat.Gnu, leaveOpen: true))
            {
                foreach (var (name, content, mode, id) in files)
                {
                    TarEntry entry = isPax ? new PaxTarEntry(TarEntryType.RegularFile, name) : new GnuTarEntry(TarEntryType.RegularFile, name);
                    entry.Mode = (UnixFileMode)mode;
                    entry.Uid = (int)(id % int.MaxValue);
                    entry.DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content));
                    tar.WriteEntry(entry);
                }
            }

            bytes.Position = 0;
            Assert.Equal(
                files.Select(file => (file.Name, file.Content, file.Mode, file.Id % int.MaxValue)),
                ReadAll(bytes));
        }, iter: 300);

    [Fact]
    public void Nothing_that_is_no_tar_makes_it_do_anything_but_say_so() => Gen.Byte.Array[0, 3000].Sample(bytes =>
    {
        try
        {
            Assert.All(ReadAll(new MemoryStream(bytes)), entry => Assert.NotNull(entry.Name));
        }
        catch (InvalidDataException)
        {
            // What it says of such bytes.
        }
    }, iter: 500);

    [Theory]
    [InlineData("01000002 00200000 00000000 00000000 00000000", "cap_net_raw=ep")]
    [InlineData("00000002 00340000 00000000 00000000 00000000", "cap_net_bind_service,cap_net_admin,cap_net_raw=p")]
    [InlineData("01000002 C0000000 00000000 00010000 00000000", "cap_setgid,cap_setuid,cap_checkpoint_restore=ep")]
    [InlineData("01000003 00002000 00002000 00000000 00000000 E8030000", "cap_sys_admin=eip")]
    [InlineData("01000001 01000000 00000000", "cap_chown=ep")]
    public async Task Capabilities_are_read_from_the_bytes_that_a_tar_carries(string attribute, string text)
    {
        var value = Convert.FromHexString(attribute.Replace(" ", "", StringComparison.Ordinal));

        var entry = await new ImageTar(new MemoryStream(WithCapabilities("usr/bin/ping", value))).NextAsync(TestContext.Current.CancellationToken);

        Assert.Equal("usr/bin/ping", entry!.Path);
        Assert.Equal(text, FileCapabilities.Text(entry.Capabilities));
    }

    // Capabilities are no text, and what .NET has for extended attributes takes only text.
    private static byte[] WithCapabilities(string path, byte[] value)
    {
        byte[] key = [.. " SCHILY.xattr.security.capability="u8, .. value, (byte)'\n'];
        var length = key.Length + 2;
        byte[] record = [.. Encoding.ASCII.GetBytes($"{length}"), .. key];
        return [.. Header("PaxHeaders/0", 'x', record.Length), .. record, .. new byte[512 - record.Length], .. Header(path, '0', 0), .. new byte[1024]];
    }

    private static byte[] Header(string name, char type, int size)
    {
        var header = new byte[512];
        Encoding.ASCII.GetBytes(name).CopyTo(header, 0);
        Encoding.ASCII.GetBytes("0000755\0").CopyTo(header, 100);
        Encoding.ASCII.GetBytes($"{Convert.ToString(size, 8).PadLeft(11, '0')}\0").CopyTo(header, 124);
        header[156] = (byte)type;
        Encoding.ASCII.GetBytes("ustar\0").CopyTo(header, 257);
        return header;
    }

    private static IEnumerable<(string Name, string Content, int Mode, long Id)> ReadAll(Stream stream)
    {
        var tar = new ImageTar(stream);
        while (tar.NextAsync(CancellationToken.None).GetAwaiter().GetResult() is { } entry)
        {
            var content = tar.ReadAsync(int.MaxValue, CancellationToken.None).GetAwaiter().GetResult();
            yield return (entry.Path, Encoding.UTF8.GetString(content), entry.Mode, entry.UserId);
        }
    }
}
