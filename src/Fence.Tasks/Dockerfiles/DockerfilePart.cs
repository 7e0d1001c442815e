namespace Fence.Tasks.Dockerfiles;

/// <summary>What a piece of a Dockerfile is.</summary>
public enum DockerfilePartKind
{
    /// <summary>A comment that tells the parser something: <c># escape=`</c>.</summary>
    Directive,

    /// <summary>A comment between instructions.</summary>
    Comment,

    /// <summary>A line with nothing on it.</summary>
    Blank,

    /// <summary>An instruction with its continued lines, the comments within them and its here-documents.</summary>
    Instruction,
}

/// <summary>A piece of a Dockerfile; all of them one after the other are the file, to the character.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its characters, line ends and a byte order mark included.</param>
public sealed record DockerfilePart(DockerfilePartKind Kind, string Text);

/// <summary>A here-document, which BuildKit knows and the classic builder does not.</summary>
/// <param name="Name">What ends it; for a <c>COPY</c> also the name of the file.</param>
/// <param name="Text">Its lines, leading tabs taken off where <c>&lt;&lt;-</c> asks for that.</param>
/// <param name="IsExpanded">Whether variables in it are put in: its name is not quoted.</param>
/// <param name="Start">Where its lines begin in the file, in UTF-16 code units.</param>
/// <param name="StripsTabs">Whether it was announced with <c>&lt;&lt;-</c>.</param>
public sealed record HereDocument(string Name, string Text, bool IsExpanded, int Start, bool StripsTabs);
