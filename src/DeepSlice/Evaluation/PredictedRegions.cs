using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Scores;
using DeepSlice.Slices;

namespace DeepSlice.Evaluation;

/// <summary>Finds the predictions of annotated slices: <c>&lt;id&gt;.labels.png</c> in the folder of a prediction, and <c>&lt;id&gt;.probabilities.npy</c> where it is there.</summary>
public static class PredictedRegions
{
    private const string Ending = ".labels.png";

    /// <summary>Reads the label maps of all annotated slices that have one; one without its slice's padding is surrounded by background.</summary>
    /// <param name="folder">Folder that <c>predict</c> has written.</param>
    /// <param name="dataset">Annotated slices; those without a prediction are passed over.</param>
    /// <returns>Slices with their predictions, in the data set's order; at least one. Each is read when it is taken.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">
    /// No annotated slice has a prediction, or the model told other regions apart; while reading, a label map or probabilities do not fit their slice.
    /// </exception>
    public static IEnumerable<ComparedSlice> Read(string folder, SliceDataset dataset)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(dataset);
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"{folder}: there is no such folder");
        }

        RequireSameRegions(folder, dataset.Catalog);
        Slice[] predicted = [.. dataset.Slices.Where(slice => slice.Regions is not null && File.Exists(PathOf(folder, slice)))];
        return predicted.Length > 0
            ? predicted.Select(slice => ReadSlice(folder, slice, dataset))
            : throw new InvalidDataException(
                $"{folder}: found no <id>{Ending} of an annotated slice of the data set; its ids are {string.Join(", ", dataset.Slices.Take(3).Select(slice => slice.Id))} …");
    }

    // Label maps hold bare indices: without this, those of another model's regions would be scored as if they were these.
    private static void RequireSameRegions(string folder, RegionCatalog catalog)
    {
        if (CatalogFile.Find(folder) is { } found && !found.HasSameRegions(catalog))
        {
            throw new InvalidDataException(
                $"{Path.Combine(folder, CatalogFile.Name)}: found predictions of the regions {found.Keys}, the data set has {catalog.Keys}; evaluate on a data set of the regions that the model was trained on");
        }
    }

    private static string PathOf(string folder, Slice slice) => Path.Combine(folder, slice.Id + Ending);

    private static ComparedSlice ReadSlice(string folder, Slice slice, SliceDataset dataset)
    {
        string path = PathOf(folder, slice);
        Raster<byte> indices = PngFile.ReadIndices(path);
        try
        {
            var predicted = new RegionMap(dataset.Catalog, indices.Size == slice.Image.Size ? indices : Place(path, indices, slice.Frame));
            return ComparedSlice.Of(dataset, slice, predicted, PredictedProbabilities.Find(folder, slice, dataset.Catalog.Count, indices.Size));
        }
        catch (ArgumentException error)
        {
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }
    }

    // The prediction of an image itself is without the padding that importing puts around its slice.
    private static Raster<byte> Place(string path, Raster<byte> indices, SliceFrame frame)
    {
        RasterSize binned = frame.Binning.Binned(frame.OriginalSize);
        RasterSize working = frame.WorkingSize;
        if (indices.Size != binned || frame.OffsetX + binned.Width > working.Width || frame.OffsetY + binned.Height > working.Height)
        {
            throw new InvalidDataException(
                $"{path}: found {indices.Size} pixels, the slice of the data set has {working}, or {binned} without padding; predict the data set itself, or its images with --binning {frame.Binning}");
        }

        var placed = new Raster<byte>(working);
        for (int y = 0; y < indices.Height; y++)
        {
            indices.Row(y).CopyTo(placed.Row(y + frame.OffsetY)[frame.OffsetX..]);
        }

        return placed;
    }
}
