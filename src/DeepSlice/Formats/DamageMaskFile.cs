using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Formats;

/// <summary>Damage masks as PNG: 8-bit, 0 on what is sound, any other value on what is damaged or to be left out.</summary>
internal static class DamageMaskFile
{
    /// <summary>Endings of the files beside outlines: <c>.damage.png</c>, as <c>predict</c> writes it, and <c>.exclude.png</c>.</summary>
    public static IReadOnlyList<string> Endings { get; } = [.. DamageNames.All.Select(name => $".{name}.png")];

    /// <summary>The masks in a folder by the ids of their slices; ids that differ in case only are one.</summary>
    /// <param name="folder">Folder.</param>
    /// <param name="recursive">Whether its sub-folders are searched, too.</param>
    public static ILookup<string, string> List(string folder, bool recursive) => SubFolders.Of(folder, recursive)
        .SelectMany(Directory.EnumerateFiles)
        .Where(path => !Path.GetFileName(path).StartsWith('.') && EndingOf(path) is not null)
        .Order(StringComparer.Ordinal)
        .ToLookup(path => ImageFolder.PrefixOf(folder, path) + ComposedText.Of(Path.GetFileName(path)[..^EndingOf(path)!.Length]), StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads a mask.</summary>
    /// <param name="path">PNG file.</param>
    /// <returns><see cref="DamageMask.Marked"/> where the file is not 0.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or not a picture with a single 8-bit channel.</exception>
    public static Raster<byte> Read(string path) => PngFile.ReadIndices(path).Map(value => value == 0 ? DamageMask.Sound : DamageMask.Marked);

    private static string? EndingOf(string path) => Endings.FirstOrDefault(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}
