using System.Globalization;

namespace DeepSlice.Workflows;

/// <summary>One of several parts of a work that several processes share.</summary>
/// <param name="Number">Number of the part, 1 … <paramref name="Count"/>.</param>
/// <param name="Count">Number of parts.</param>
internal sealed record Shard(int Number, int Count)
{
    /// <summary>The only part.</summary>
    public static Shard Whole { get; } = new(1, 1);

    /// <summary>Whether there are other parts.</summary>
    public bool IsPart => Count > 1;

    /// <summary>Reads <c>2/8</c>.</summary>
    /// <exception cref="ArgumentException">The text is no part.</exception>
    public static Shard Parse(string text)
    {
        string[] parts = text.Split('/');
        return parts.Length == 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int number) && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int count) && number >= 1 && number <= count
            ? new Shard(number, count)
            : throw new ArgumentException($"expected a part K/N with 1 ≤ K ≤ N, got '{text}'; give --shard 2/8 for the second of eight parts", nameof(text));
    }

    /// <summary>The items of this part: neighbours, in numbers that differ by no more than one.</summary>
    public IReadOnlyList<T> Of<T>(IReadOnlyList<T> all)
    {
        int first = (int)((long)all.Count * (Number - 1) / Count);
        int end = (int)((long)all.Count * Number / Count);
        return [.. all.Skip(first).Take(end - first)];
    }

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Number}/{Count}");
}
