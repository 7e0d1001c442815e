using Docker.DotNet.Models;

namespace Fence.MicroCloud.Images;

/// <summary>What an engine says while it builds, pulls, pushes or loads; its errors come this way too, and not as exceptions.</summary>
internal sealed class EngineMessages : IProgress<JSONMessage>
{
    private const int Kept = 20;
    private readonly Queue<string> _lines = new();

    /// <summary>The error, or null.</summary>
    public string? Error { get; private set; }

    /// <summary>The last lines before the end.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    public void Report(JSONMessage value)
    {
        Error ??= value.Error?.Message;
        foreach (var line in (value.Stream ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            _lines.Enqueue(line);
            if (_lines.Count > Kept)
                _lines.Dequeue();
        }
    }
}
