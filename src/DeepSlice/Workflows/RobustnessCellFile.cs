using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DeepSlice.Evaluation;
using DeepSlice.Formats;
using DeepSlice.Reports;
using DeepSlice.Scores;
using DeepSlice.Slices;

namespace DeepSlice.Workflows;

/// <summary>A finished cell of a scorecard on disk: <c>cells/&lt;model&gt;/&lt;artifact&gt;-&lt;severity&gt;.json</c>.</summary>
internal sealed record RobustnessCellFile
{
    /// <summary>Folder of the cells within the output.</summary>
    public const string FolderName = "cells";

    /// <summary>Hash of everything that determines the scores; a cell with another hash is recomputed.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Scores of the slices.</summary>
    public required IReadOnlyList<StoredSlice> Slices { get; init; }

    /// <summary>Example pictures of the cell.</summary>
    public required IReadOnlyList<RobustnessExample> Examples { get; init; }

    /// <summary>Creates the file content of a cell.</summary>
    public static RobustnessCellFile Of(string fingerprint, ScoreTable scores, IReadOnlyList<RobustnessExample> examples) => new()
    {
        Fingerprint = fingerprint,
        Slices =
        [
            .. scores.Slices.Select(slice => new StoredSlice
            {
                Id = slice.Id,
                Dice = slice.Regions.ToDictionary(region => region.Key, region => region.Value.Dice, StringComparer.Ordinal),
                Imagined = slice.Imagined,
                Confidence = slice.Confidence,
                IsFlagged = slice.IsFlagged,
            }),
        ],
        Examples = examples,
    };

    /// <summary>Reads a cell; null if it is missing, damaged, or has another fingerprint.</summary>
    public static RobustnessCellFile? Find(string path, string fingerprint)
    {
        try
        {
            RobustnessCellFile? found = File.Exists(path) ? JsonSerializer.Deserialize<RobustnessCellFile>(File.ReadAllText(path), JsonFormat.Readable) : null;
            return found?.Fingerprint == fingerprint && !found.Slices.Contains(null) && !found.Examples.Contains(null) ? found : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The path of a cell.</summary>
    public static string PathOf(string folder, string model, RobustnessPlace place) => Path.Combine(folder, FolderName, model, place.Key + ".json");

    /// <summary>The fingerprint of a cell.</summary>
    /// <param name="parts">Hashes of everything that determines the scores.</param>
    public static string Combine(params IEnumerable<string> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));

    /// <summary>The scores of the cell.</summary>
    public ScoreTable ToScores(RegionCatalog catalog) => new(
        catalog,
        [Measures.Dice],
        [
            .. Slices.Select(slice => new SliceScore
            {
                Id = slice.Id,
                Regions = slice.Dice.ToDictionary(
                    region => region.Key, region => new Score(new Dictionary<Measure, double> { [Measures.Dice] = region.Value }), StringComparer.Ordinal),
                Imagined = slice.Imagined,
                Confidence = slice.Confidence,
                IsFlagged = slice.IsFlagged,
            }),
        ]);

    /// <summary>Writes the cell.</summary>
    public void Write(string path) =>
        OutputFile.WriteText(path, JsonSerializer.Serialize(this, JsonFormat.Readable) + "\n");

    /// <summary>A slice in the file; dictionaries keep the catalogue's order.</summary>
    internal sealed record StoredSlice
    {
        public required string Id { get; init; }

        public required IReadOnlyDictionary<string, double> Dice { get; init; }

        public IReadOnlyList<string> Imagined { get; init; } = [];

        public double? Confidence { get; init; }

        public bool IsFlagged { get; init; }
    }
}
