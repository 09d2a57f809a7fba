using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Scores;
using DeepSlice.Slices;

namespace DeepSlice.Evaluation;

/// <summary>Reads the predictions of annotated slices from a folder of predictions: label maps, and probabilities where the folder has them.</summary>
public static class PredictedRegions
{
    /// <summary>Reads the label maps of all annotated slices that have one. A label map without the padding of its slice is padded with background.</summary>
    /// <param name="folder">Folder that <c>predict</c> has written.</param>
    /// <param name="dataset">Annotated slices; those without a prediction are skipped.</param>
    /// <returns>Slices with their predictions, in the order of the dataset; at least one. Each is read when it is enumerated.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">
    /// No annotated slice has a prediction, or the model has other regions; while reading, a label map or probabilities do not fit their slice.
    /// </exception>
    public static IEnumerable<ComparedSlice> Read(string folder, SliceDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        PredictionFolder.RequireThere(folder);
        var predictions = new PredictionFolder(folder);
        Slice[] predicted = [.. dataset.Slices.Where(slice => slice.Regions is not null && File.Exists(predictions.LabelsOf(slice.Id)))];
        RequireSameRegions(predictions, predicted, dataset.Catalog);
        return predicted.Length > 0
            ? predicted.Select(slice => ReadSlice(predictions, slice, dataset))
            : throw new InvalidDataException(
                $"{folder}: expected predictions of annotated slices of the dataset, which are {string.Join(", ", dataset.Slices.Take(3).Select(slice => slice.Id))} …, got none; give the folder that predict wrote for these slices");
    }

    // Label maps hold indices only: without this check, indices of other regions would be scored as those of the dataset.
    private static void RequireSameRegions(PredictionFolder folder, IEnumerable<Slice> predicted, RegionCatalog catalog)
    {
        PredictionRuns runs = folder.ReadRuns();
        RegionCatalog? ofLastRun = folder.FindCatalog();
        foreach (string id in predicted.Select(slice => slice.Id))
        {
            if ((runs.Find(id)?.Model.Catalog ?? ofLastRun) is { } found && !found.HasSameRegions(catalog))
            {
                throw new InvalidDataException(
                    $"{folder.LabelsOf(id)}: expected the regions {catalog.Keys} of the dataset, got {found.Keys}; evaluate on a dataset with the regions of the model");
            }
        }
    }

    private static ComparedSlice ReadSlice(PredictionFolder folder, Slice slice, SliceDataset dataset)
    {
        string path = folder.LabelsOf(slice.Id);
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

    // The prediction of an image has no padding; the slice that was imported from it has.
    private static Raster<byte> Place(string path, Raster<byte> indices, SliceFrame frame)
    {
        RasterSize binned = frame.Binning.Binned(frame.OriginalSize);
        RasterSize working = frame.WorkingSize;
        if (indices.Size != binned || frame.OffsetX + binned.Width > working.Width || frame.OffsetY + binned.Height > working.Height)
        {
            throw new InvalidDataException(
                $"{path}: expected {working} pixels, or {binned} without padding, as the slice of the dataset has, got {indices.Size}; predict the dataset, or its images with --binning {frame.Binning}");
        }

        var placed = new Raster<byte>(working);
        for (int y = 0; y < indices.Height; y++)
        {
            indices.Row(y).CopyTo(placed.Row(y + frame.OffsetY)[frame.OffsetX..]);
        }

        return placed;
    }
}
