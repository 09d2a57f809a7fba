namespace DeepSlice;

/// <summary>Counts with their noun, in singular or plural.</summary>
internal static class Counted
{
    public static string Of(int count, string noun) => FormattableString.Invariant($"{count:N0} {noun}{(count == 1 ? "" : "s")}");
}
