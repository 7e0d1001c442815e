using System.Buffers;

namespace Fence.Tasks.Ssh;

/// <summary>Puts a command into the one line that ssh hands to the remote user's shell.</summary>
public static class ShellLine
{
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:=@%+,");

    /// <summary>Quotes a command for a POSIX shell, so that the remote program gets exactly these arguments.</summary>
    public static string Of(IEnumerable<string> command) => string.Join(' ', command.Select(Quote));

    private static string Quote(string argument) =>
        argument.Length > 0 && !argument.AsSpan().ContainsAnyExcept(Plain)
            ? argument
            : $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
