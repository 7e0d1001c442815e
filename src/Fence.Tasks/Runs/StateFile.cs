namespace Fence.Tasks.Runs;

/// <summary>A file in which this machine's user keeps what saves a later run some work. One that is lost or broken costs time and nothing else.</summary>
public static class StateFile
{
    /// <summary>The file in the user's state folder, by the XDG Base Directory Specification.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="environment">Finds the value of a variable.</param>
    public static string PathOf(string name, Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var home = environment("XDG_STATE_HOME");
        return Path.Combine(
            Path.IsPathRooted(home) ? home : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state"),
            "fence",
            name);
    }

    /// <summary>Writes it as a whole, since others may read it at this moment.</summary>
    /// <returns>Whether that went well; where it may not be written, nothing is remembered.</returns>
    internal static bool TryWrite(string file, string text)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            var whole = $"{file}.{Environment.ProcessId}";
            File.WriteAllText(whole, text);
            File.Move(whole, file, overwrite: true);
            return true;
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
