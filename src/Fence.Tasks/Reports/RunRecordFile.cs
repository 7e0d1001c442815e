using System.Text.Json;
using System.Text.Json.Serialization;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Reports;

/// <summary>Keeps a <see cref="RunRecord"/> in a file.</summary>
/// <param name="path">The file, usually <c>artifacts/run.json</c>.</param>
public sealed class RunRecordFile(string path)
{
    /// <summary>Reads the record.</summary>
    /// <returns>The record; null where there is no file.</returns>
    /// <exception cref="FenceException">The file is none of this program's, or of another form.</exception>
    public RunRecord? Read()
    {
        if (!File.Exists(path))
            return null;

        try
        {
            var record = JsonSerializer.Deserialize(File.ReadAllBytes(path), ReportJson.Default.RunRecord);
            if (record is { Schema: RunRecord.CurrentSchema })
                return record;
        }
        catch (JsonException broken)
        {
            throw Unreadable($"{broken.Message}", broken);
        }

        throw Unreadable("it was written by another version of this program");
    }

    /// <summary>Writes the record; whoever reads at the same time, or after a crash, finds the old or the new one whole.</summary>
    public void Write(RunRecord record)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var fresh = $"{path}.new";
        using (var file = new FileStream(fresh, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(file, record, ReportJson.Default.RunRecord);
            file.Flush(flushToDisk: true);
        }

        File.Move(fresh, path, overwrite: true);
    }

    private FenceException Unreadable(string why, Exception? cause = null) => new(
        ExitCode.BadInput,
        Diagnostic.Error("FT002", $"the run record {path} cannot be used: {why}", "Remove it, and run from BuildImage on", new SourceSpan(path)),
        cause);
}

[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RunRecord))]
[JsonSerializable(typeof(Rollouts.ClusterStatus))]
[JsonSerializable(typeof(System.Collections.Immutable.ImmutableArray<Rollouts.HistoryEntry>))]
[JsonSerializable(typeof(System.Collections.Immutable.ImmutableArray<Inventories.RepositoryInventory>))]
internal sealed partial class ReportJson : JsonSerializerContext;
