using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Tests;

/// <summary>Where findings are.</summary>
internal static class Places
{
    /// <summary>Fails when a place is not one of the text; line 0 stands for the file as a whole.</summary>
    public static void AreInside(string text, IEnumerable<SourceSpan> places)
    {
        var lines = text.Split('\n');
        foreach (var place in places.Where(place => place.Line > 0))
        {
            Assert.InRange(place.Line, 1, lines.Length);
            Assert.InRange(place.Column, 1, lines[place.Line - 1].Length + 1);
            Assert.InRange(place.EndLine, place.Line, lines.Length);
            Assert.InRange(place.EndColumn, place.EndLine == place.Line ? place.Column : 1, lines[place.EndLine - 1].Length + 1);
        }
    }
}
