using System.Text.RegularExpressions;

namespace DeepSlice.Slices;

/// <summary>Names of outlines and files that mark pixels to be left out: <c>damage</c> and <c>exclude</c>.</summary>
internal static partial class DamageNames
{
    /// <summary>The names.</summary>
    public static IReadOnlyList<string> All { get; } = ["damage", "exclude"];

    /// <summary>Whether an outline of this name marks damage. Case, surrounding spaces and a number behind it do not count.</summary>
    /// <param name="name">Name of an outline.</param>
    public static bool IsDamage(string name) => Numbered().Replace(RegionNames.Normalize(name), "") is var plain && All.Contains(plain, StringComparer.Ordinal);

    [GeneratedRegex(@"(?:[-_ #][0-9]+)+$")]
    private static partial Regex Numbered();
}
