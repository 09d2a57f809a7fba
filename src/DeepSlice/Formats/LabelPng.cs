using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Formats;

/// <summary>Label maps as PNG: the region's index for each pixel, with the colours of the catalogue as palette.</summary>
internal static class LabelPng
{
    /// <summary>Writes a map.</summary>
    /// <param name="path">File, replaced if it exists.</param>
    /// <param name="regions">The map.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, RegionMap regions) => PngFile.Write(path, Encode(regions));

    /// <summary>The bytes of the file.</summary>
    /// <param name="regions">The map.</param>
    public static byte[] Encode(RegionMap regions)
    {
        ArgumentNullException.ThrowIfNull(regions);
        return new IndexedPng(regions.Indices, [.. regions.Catalog.Regions.Select(region => region.Color)]).Encode();
    }

    /// <summary>Reads a map: of 8-bit indices, grey as earlier versions wrote them or with any palette; or of the catalogue's colours, as some painting programs save it.</summary>
    /// <param name="path">Image file of one page; PNG, as it must be lossless.</param>
    /// <param name="catalog">The regions.</param>
    /// <returns>The indices, which may be others than the catalogue's.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or of another kind, or a colour is none of the catalogue's.</exception>
    public static Raster<byte> Read(string path, RegionCatalog catalog)
    {
        Dictionary<RegionColor, byte> known = catalog.Regions.GroupBy(region => region.Color).Where(group => group.Count() == 1).ToDictionary(group => group.Key, group => group.First().Index);
        if (File.Exists(path) && IndexedPng.PaletteOf(path) is { Count: > 0 } palette)
        {
            return InOrder(PngFile.ReadIndices(path), palette, known);
        }

        if (PngFile.FindColors(path) is not { } colors)
        {
            return PngFile.ReadIndices(path);
        }

        var indices = new Raster<byte>(colors.Size);
        for (int i = 0; i < colors.Pixels.Length; i++)
        {
            indices.Pixels[i] = known.TryGetValue(colors.Pixels[i], out byte index)
                ? index
                : throw new InvalidDataException(
                    $"{path}: expected 8-bit indices or the colours of the regions, got {colors.Pixels[i]} at ({i % colors.Width}, {i / colors.Width}); draw with the colours in {DatasetFolder.DocumentName} and without smoothing");
        }

        return indices;
    }

    // Some programs sort the palette when they save: where all colours are the catalogue's, they tell the regions.
    private static Raster<byte> InOrder(Raster<byte> indices, IReadOnlyList<RegionColor> palette, Dictionary<RegionColor, byte> known)
    {
        byte[] used = [.. indices.Pixels.ToArray().Distinct()];
        return used.All(index => index < palette.Count && known.ContainsKey(palette[index])) ? indices.Map(index => known[palette[index]]) : indices;
    }
}
