using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Nuke.Common;

/// <summary>Checks that end a target with a message when they do not hold.</summary>
[DebuggerStepThrough]
public static class Assert
{
    /// <summary>Ends the target.</summary>
    /// <exception cref="InvalidOperationException">Always.</exception>
    [DoesNotReturn]
    public static void Fail(string message, Exception? exception = null) => throw new InvalidOperationException(message, exception);

    /// <summary>Requires the condition to be true.</summary>
    /// <exception cref="InvalidOperationException">It is false; the message is the given one, or the condition as written.</exception>
    public static void True(
        [DoesNotReturnIf(false)] bool condition, string? message = null,
        [CallerArgumentExpression(nameof(condition))] string? argumentExpression = null)
    {
        if (!condition) Fail(message ?? $"Expected to be true: {argumentExpression}");
    }

    /// <summary>Requires the condition to be false.</summary>
    /// <exception cref="InvalidOperationException">It is true.</exception>
    public static void False(
        [DoesNotReturnIf(true)] bool condition, string? message = null,
        [CallerArgumentExpression(nameof(condition))] string? argumentExpression = null)
    {
        if (condition) Fail(message ?? $"Expected to be false: {argumentExpression}");
    }

    /// <summary>Requires the object to be there, and returns it.</summary>
    /// <exception cref="InvalidOperationException">It is null.</exception>
    public static T NotNull<T>(
        [NotNull] this T? obj, string? message = null, [CallerArgumentExpression(nameof(obj))] string? argumentExpression = null)
        where T : class
    {
        if (obj is null) Fail(message ?? $"Expected to have a value: {argumentExpression}");
        return obj;
    }

    /// <summary>Requires the text to have at least one character, and returns it.</summary>
    /// <exception cref="InvalidOperationException">It is null or empty.</exception>
    public static string NotNullOrEmpty(
        [NotNull] this string? str, string? message = null, [CallerArgumentExpression(nameof(str))] string? argumentExpression = null)
    {
        if (string.IsNullOrEmpty(str)) Fail(message ?? $"Expected not to be empty: {argumentExpression}");
        return str;
    }

    /// <summary>Requires the file to exist.</summary>
    /// <exception cref="InvalidOperationException">It does not.</exception>
    public static void FileExists(string path, string? message = null) => True(File.Exists(path), message ?? $"No such file: {path}");

    /// <summary>Requires the directory to exist.</summary>
    /// <exception cref="InvalidOperationException">It does not.</exception>
    public static void DirectoryExists(string path, string? message = null) =>
        True(Directory.Exists(path), message ?? $"No such directory: {path}");
}
