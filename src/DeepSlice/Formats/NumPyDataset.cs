using System.Globalization;
using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Formats;

/// <summary>
/// The original project's folder: <c>features.npy</c> (N, H, W) with the images and, for each annotated region,
/// <c>labels_&lt;key&gt;.npy</c> (N, H, W) with a mask of 0 and 1.
/// </summary>
internal static class NumPyDataset
{
    private const string FeaturesName = "features.npy";

    /// <summary>Reads a folder.</summary>
    /// <param name="folder">Folder with <c>features.npy</c>; without any label file the slices have no annotation.</param>
    /// <param name="catalog">Regions whose masks are read; where masks overlap, the first region in the catalogue wins.</param>
    /// <param name="first">Number of slices to read, from the first one; null for all.</param>
    /// <param name="binning">Full-resolution pixels per pixel; null uses the number at the end of the folder's name (<c>…_64</c>), or 1 if there is none.</param>
    /// <returns>Slices <c>slice-000</c>, <c>slice-001</c> …; pixels in no mask are background, other tissue among them.</returns>
    /// <exception cref="FileNotFoundException">The images, or some regions' masks, are missing.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, shapes differ, or a mask has values other than 0 and 1.</exception>
    public static SliceDataset Read(string folder, RegionCatalog catalog, int? first = null, Binning? binning = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(catalog);
        NpyArray features = NpyFile.ReadStack(Path.Combine(folder, FeaturesName));
        if (features.Shape[0] == 0)
        {
            throw new InvalidDataException($"{Path.Combine(folder, FeaturesName)}: expected one or more images, got a stack of 0");
        }

        int count = Math.Min(features.Shape[0], first is int wanted ? Ensure.Positive(wanted, nameof(first)) : int.MaxValue);
        List<(Region Region, string Path, NpyArray Masks)> labels = ReadLabels(folder, catalog, features);
        Binning factor = binning ?? BinningOf(folder);
        if ((long)Math.Max(features.Shape[1], features.Shape[2]) * factor.Factor > int.MaxValue)
        {
            throw new InvalidDataException(
                $"{Path.Combine(folder, FeaturesName)}: expected sides of {int.MaxValue / factor.Factor} pixels or fewer at binning {factor}, got {features.Shape[2]}×{features.Shape[1]}; give a smaller binning");
        }

        var slices = new Slice[count];
        for (int index = 0; index < count; index++)
        {
            Raster<float> image = features.Image<float>(index);
            slices[index] = new Slice
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"slice-{index:000}"),
                Image = image,
                Regions = labels.Count == 0 ? null : new RegionMap(catalog, Join(labels, index, image.Size)),
                Frame = new SliceFrame
                {
                    Binning = factor,
                    OriginalSize = new RasterSize(image.Width * factor.Factor, image.Height * factor.Factor),
                    WorkingSize = image.Size,
                },
            };
        }

        return new SliceDataset { Catalog = catalog, Slices = slices, Preprocessing = new Preprocessing { Binning = factor }, Provenance = "NumPy folder " + NameOf(folder) };
    }

    /// <summary>Writes a folder: <c>features.npy</c> as float64 and, for annotated slices, a mask file of int64 for each annotated region.</summary>
    /// <param name="dataset">Slices of one size, all annotated or none.</param>
    /// <param name="folder">Folder to create; an existing one must be empty, as it may hold original data.</param>
    /// <exception cref="ArgumentException">There are no slices, or they differ in size, or only some are annotated, or the stack exceeds one array.</exception>
    /// <exception cref="IOException">The folder cannot be written, or is not empty.</exception>
    public static void Write(SliceDataset dataset, string folder)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        if (dataset.Slices.Count == 0)
        {
            throw new ArgumentException("expected one or more slices, got none", nameof(dataset));
        }

        RasterSize size = dataset.Slices[0].Image.Size;
        if (dataset.Slices.FirstOrDefault(slice => slice.Image.Size != size) is { } other)
        {
            throw new ArgumentException($"expected slices of one size in a NumPy stack, got '{other.Id}' of {other.Image.Size} pixels and '{dataset.Slices[0].Id}' of {size}; pad the slices first", nameof(dataset));
        }

        string[] bare = [.. dataset.Slices.Where(slice => slice.Regions is null).Select(slice => slice.Id)];
        if (bare.Length > 0 && bare.Length < dataset.Slices.Count)
        {
            throw new ArgumentException(
                $"expected annotated slices, got {bare.Length} of {dataset.Slices.Count} without annotation, first '{bare[0]}'; annotate all or omit those, as masks cannot distinguish them from slices without regions", nameof(dataset));
        }

        if (size.PixelCount * dataset.Slices.Count > Array.MaxLength)
        {
            throw new ArgumentException($"expected at most {Array.MaxLength} pixels in one stack, got {dataset.Slices.Count} slices of {size} pixels", nameof(dataset));
        }

        OutputFolder.RequireEmpty(folder);
        using var output = new OutputFolder(folder);
        foreach (Region region in bare.Length > 0 ? [] : dataset.Catalog.Annotated)
        {
            _ = output.Stage(LabelsName(region), file => WriteStack<long>(file, dataset, (slice, values) => CopyMask(slice.Regions!, region, values)));
        }

        _ = output.Stage(FeaturesName, file => WriteStack<double>(file, dataset, (slice, values) => CopyImage(slice.Image, values)));
        OutputFolder.RequireEmpty(folder);
        output.Publish();
    }

    private static string LabelsName(Region region) => $"labels_{region.Key}.npy";

    private static string NameOf(string folder) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));

    private static Binning BinningOf(string folder)
    {
        string ending = NameOf(folder).Split('_')[^1];
        return int.TryParse(ending, NumberStyles.None, CultureInfo.InvariantCulture, out int factor) && factor is >= 1 and <= 4096
            ? new Binning(factor)
            : Binning.None;
    }

    private static List<(Region Region, string Path, NpyArray Masks)> ReadLabels(string folder, RegionCatalog catalog, NpyArray features)
    {
        string[] missing = [.. catalog.Annotated.Select(LabelsName).Where(name => !File.Exists(Path.Combine(folder, name)))];
        var labels = new List<(Region, string, NpyArray)>();
        if (missing.Length == catalog.Annotated.Count())
        {
            return labels;
        }

        if (missing.Length > 0)
        {
            throw new FileNotFoundException($"{folder}: expected a mask file for each of {string.Join(", ", catalog.Annotated.Select(region => region.Key))}, got no {string.Join(", ", missing)}");
        }

        foreach (Region region in catalog.Annotated)
        {
            string path = Path.Combine(folder, LabelsName(region));
            NpyArray masks = NpyFile.ReadStack(path);
            if (!masks.Shape.SequenceEqual(features.Shape))
            {
                throw new InvalidDataException(
                    $"{path}: expected the shape of {FeaturesName}, ({string.Join(", ", features.Shape)}), got ({string.Join(", ", masks.Shape)})");
            }

            labels.Add((region, path, masks));
        }

        return labels;
    }

    private static Raster<byte> Join(List<(Region Region, string Path, NpyArray Masks)> labels, int index, RasterSize size)
    {
        var indices = new Raster<byte>(size);
        foreach ((Region region, string path, NpyArray masks) in labels)
        {
            Raster<double> mask = masks.Image<double>(index);
            for (int i = 0; i < mask.Pixels.Length; i++)
            {
                double value = mask.Pixels[i];
                if (value is not (0 or 1))
                {
                    throw new InvalidDataException($"{path}: expected mask values 0 and 1, got {value.ToString(CultureInfo.InvariantCulture)} in image {index}");
                }

                if (value == 1 && indices.Pixels[i] == 0)
                {
                    indices.Pixels[i] = region.Index;
                }
            }
        }

        return indices;
    }

    private static void WriteStack<T>(string path, SliceDataset dataset, Action<Slice, Memory<T>> fill)
        where T : unmanaged
    {
        RasterSize size = dataset.Slices[0].Image.Size;
        int pixels = (int)size.PixelCount;
        var values = new T[pixels * dataset.Slices.Count];
        for (int index = 0; index < dataset.Slices.Count; index++)
        {
            fill(dataset.Slices[index], values.AsMemory(index * pixels, pixels));
        }

        NpyFile.Write<T>(path, values, dataset.Slices.Count, size.Height, size.Width);
    }

    private static void CopyImage(Raster<float> image, Memory<double> values)
    {
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            values.Span[i] = image.Pixels[i];
        }
    }

    private static void CopyMask(RegionMap regions, Region region, Memory<long> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values.Span[i] = regions.Indices.Pixels[i] == region.Index ? 1 : 0;
        }
    }
}
