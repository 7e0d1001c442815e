using System.Runtime.CompilerServices;

namespace Fence.Engine.Tests;

/// <summary>Compares a text with the file that a person has looked at and checked in.</summary>
internal static class Snapshot
{
    /// <summary>Compares with <c>Snapshots/name.verified.txt</c>; where it differs, the text is left beside it as <c>received</c>.</summary>
    public static void Verify(string text, string name, [CallerFilePath] string caller = "")
    {
        var stem = Path.Combine(Path.GetDirectoryName(caller)!, "Snapshots", name);
        var (verified, received) = ($"{stem}.verified.txt", $"{stem}.received.txt");
        var expected = File.Exists(verified) ? File.ReadAllText(verified) : "";
        if (expected == text)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text);
        Assert.Equal(expected, text);
    }
}
