using System.Security.Cryptography;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Signatures;

/// <summary>Keys as they are given: in a file, or as they are.</summary>
internal static class KeyText
{
    private const string Pem = "-----BEGIN ";
    private const string P256 = "1.2.840.10045.3.1.7";

    /// <summary>Whether a text is a key itself, and no file.</summary>
    public static bool IsPem(string given) => given.TrimStart().StartsWith(Pem, StringComparison.Ordinal);

    public static string Read(string given, string folder, string what)
    {
        if (IsPem(given))
            return given;
        try
        {
            return File.ReadAllText(Path.GetFullPath(given, folder));
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Refused($"the file of {what} cannot be read", "Give a file with PEM in it, or the PEM itself", missing);
        }
    }

    public static void RequireP256(ECDsa key, string what)
    {
        if (key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value is not P256)
            throw Refused($"{what} is on another curve than P-256", "Make one: openssl ecparam -name prime256v1 -genkey -noout", cause: null);
    }

    public static FenceException Refused(string message, string remedy, Exception? cause) =>
        new(ExitCode.BadInput, Diagnostic.Error("FM010", message, remedy), cause);
}
