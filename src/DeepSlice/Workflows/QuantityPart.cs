using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DeepSlice.Formats;
using DeepSlice.Quantities;

namespace DeepSlice.Workflows;

/// <summary>The quantities of a part of the slices, in a file until all parts are put together.</summary>
internal sealed record QuantityPart
{
    /// <summary>Hash of the options and of the ids of all slices.</summary>
    public required string Key { get; init; }

    /// <summary>The rows of the slices, in order.</summary>
    public required IReadOnlyList<QuantityRow> Rows { get; init; }

    /// <summary>The midlines of the slices that were measured.</summary>
    public required IReadOnlyList<Midline> Midlines { get; init; }

    /// <summary>Slices without a pixel size.</summary>
    public required IReadOnlyList<string> Unscaled { get; init; }

    /// <summary>What to check.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Slices that could not be measured.</summary>
    public required IReadOnlyList<FileFailure> Failures { get; init; }

    /// <summary>Whether a slice has a mask or outlines of what is excluded.</summary>
    public required bool HasExcluded { get; init; }

    /// <summary>The hash of the options and of the ids of all slices.</summary>
    public static string KeyOf(QuantityOptions options, IReadOnlyList<string> ids) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(options, JsonFormat.Compact) + string.Join('\n', ids))));

    /// <summary>Reads a part.</summary>
    /// <param name="output">Folder of the tables.</param>
    /// <param name="shard">The part.</param>
    /// <param name="key">Hash that it must have.</param>
    /// <exception cref="InvalidDataException">It is missing, damaged, or of other options or slices.</exception>
    public static QuantityPart Read(string output, Shard shard, string key)
    {
        string path = PathOf(output, shard);
        string remedy = $"measure it by --shard {shard}";
        if (!File.Exists(path))
        {
            throw new InvalidDataException($"{path}: expected part {shard.Number} of {shard.Count}, got none; {remedy}");
        }

        QuantityPart part = JsonText.Read<QuantityPart>(path, JsonFormat.Compact, remedy);
        if (part.Key != key)
        {
            throw new InvalidDataException($"{path}: expected a part of the same options and slices, got one of others; {remedy}");
        }

        return part;
    }

    /// <summary>Writes the part.</summary>
    /// <param name="output">Folder of the tables.</param>
    /// <param name="shard">The part.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(string output, Shard shard) => OutputFile.WriteText(PathOf(output, shard), JsonSerializer.Serialize(this, JsonFormat.Compact) + "\n");

    private static string PathOf(string output, Shard shard) =>
        Path.Combine(output, "parts", FormattableString.Invariant($"quantities-{shard.Number}-of-{shard.Count}.json"));
}
