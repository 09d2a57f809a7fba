using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Workflows;

/// <summary>Reads one slice: an image file, one of a dataset with its regions, or one of a NumPy stack.</summary>
internal static class SingleSlice
{
    /// <summary>Longest side of an image at working resolution with automatic binning.</summary>
    private const int LongestSide = 350;

    /// <summary>Reads a slice at working resolution.</summary>
    /// <param name="path">Image file, dataset folder or <c>.npy</c> stack.</param>
    /// <param name="id">Id of the slice in a dataset or stack; null for the first one, and for image files.</param>
    /// <param name="binning">Binning of an image file; null chooses the smallest that brings its longest side to 350 pixels.</param>
    /// <param name="channel">Channel of an image file; see <see cref="Preprocessing.Channel"/>.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The slice; with its regions if it is an annotated slice of a dataset.</returns>
    /// <exception cref="FileNotFoundException">There is no such file or folder.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or has no slice of that id, or options that apply only to image files were given.</exception>
    public static Slice Read(string path, string? id = null, Binning? binning = null, int? channel = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!Path.Exists(path))
        {
            throw new FileNotFoundException($"{path}: there is no such file or folder", path);
        }

        bool isStack = path.EndsWith(".npy", StringComparison.OrdinalIgnoreCase) && !Directory.Exists(path);
        if (!isStack && !Directory.Exists(path))
        {
            return id is null
                ? ReadImage(path, binning, channel, cancellationToken)
                : throw new InvalidDataException($"{path}: expected no slice id for an image file, got '{id}'; omit it");
        }

        if (binning is not null || channel is not null)
        {
            throw new InvalidDataException($"{path}: expected an image file for --binning or --channel, got slices that are binned already; omit these options");
        }

        return isStack ? ReadFromStack(path, id, cancellationToken) : ReadFromDataset(path, id);
    }

    private static Slice ReadImage(string path, Binning? binning, int? channel, CancellationToken cancellationToken)
    {
        return ConvertedImage.Read(path, readable => ReadImage(path, readable, binning, channel, cancellationToken), cancellationToken);
    }

    private static Slice ReadImage(string path, string readable, Binning? binning, int? channel, CancellationToken cancellationToken)
    {
        RasterSize size = ImageFile.Inspect(readable).Size;
        int smallest = (int)Math.Ceiling(Math.Max(size.Width, size.Height) / (double)LongestSide);
        var options = new Preprocessing { Binning = binning ?? new Binning(smallest), Channel = channel };
        Raster<float> image = ImageFile.Read(readable, options, cancellationToken);
        return new Slice
        {
            Id = ImageFolder.IdOf(path),
            Image = image,
            Frame = new SliceFrame { Binning = options.Binning, OriginalSize = size, WorkingSize = image.Size },
        };
    }

    private static Slice ReadFromDataset(string path, string? id)
    {
        DatasetReader dataset = DatasetReader.Open(path);
        return dataset.ReadSlice(IndexOf(path, dataset.SliceIds, id));
    }

    private static Slice ReadFromStack(string path, string? id, CancellationToken cancellationToken)
    {
        SliceSource[] sources = [.. StackSource.Open(path)];
        return sources[IndexOf(path, [.. sources.Select(source => source.Id)], id)].Read(cancellationToken).Slice;
    }

    private static int IndexOf(string path, IReadOnlyList<string> ids, string? id)
    {
        int index = id is null ? 0 : ids.ToList().IndexOf(id);
        return index >= 0 && index < ids.Count
            ? index
            : throw new InvalidDataException(
                ids.Count == 0 ? $"{path}: expected one or more slices, got none" : $"{path}: expected the id of one of {Counted.Of(ids.Count, "slice")}, from '{ids[0]}' to '{ids[^1]}', got '{id}'");
    }
}
