using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DeepSlice.Evaluation;
using DeepSlice.Formats;
using DeepSlice.Reports;

namespace DeepSlice.Workflows;

/// <summary>A finished field of a scorecard on disk: <c>cells/&lt;model&gt;/&lt;artifact&gt;-&lt;severity&gt;.json</c>.</summary>
internal sealed record RobustnessCellFile
{
    /// <summary>Folder of the fields within the output.</summary>
    public const string FolderName = "cells";

    /// <summary>Hash of all that decides the scores; a field of another one is computed anew.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Scores of the slices.</summary>
    public required IReadOnlyList<RobustnessSlice> Slices { get; init; }

    /// <summary>Pictures that stand for the field.</summary>
    public required IReadOnlyList<RobustnessExample> Examples { get; init; }

    /// <summary>Reads a field; null where there is none, or one of something else, or a damaged one.</summary>
    public static RobustnessCellFile? Find(string path, string fingerprint)
    {
        try
        {
            RobustnessCellFile? found = File.Exists(path) ? JsonSerializer.Deserialize<RobustnessCellFile>(File.ReadAllText(path), JsonFormat.Readable) : null;
            return found?.Fingerprint == fingerprint ? found : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Where a field lies.</summary>
    public static string PathOf(string folder, string model, RobustnessPlace place) => Path.Combine(folder, FolderName, model, place.Key + ".json");

    /// <summary>The fingerprint of a field.</summary>
    /// <param name="parts">Hashes of what decides the scores.</param>
    public static string Combine(params IEnumerable<string> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));

    /// <summary>Writes the field.</summary>
    public void Write(string path) =>
        OutputFile.WriteText(path, JsonSerializer.Serialize(this, JsonFormat.Readable) + "\n");
}
