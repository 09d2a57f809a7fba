using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Scores;
using DeepSlice.Slices;

namespace DeepSlice.Evaluation;

/// <summary>Reads the predictions of annotated slices from a folder of predictions: label maps, and probabilities where the folder has them.</summary>
internal static class PredictedRegions
{
    /// <summary>Reads the label maps of all annotated slices that have one. A label map without the padding of its slice is padded with background.</summary>
    /// <param name="folder">Folder that <c>predict</c> has written.</param>
    /// <param name="dataset">Annotated slices; those without a prediction are skipped.</param>
    /// <param name="failures">Gets the label maps and probabilities that cannot be used, while they are enumerated; null where they are errors.</param>
    /// <returns>Slices with their predictions, in the order of the dataset; at least one. Each is read when it is enumerated.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">
    /// No annotated slice has a prediction. While reading, without <paramref name="failures"/>: a label map or probabilities do not fit their slice, or are of
    /// other regions; with it: no prediction can be used.
    /// </exception>
    public static IEnumerable<ComparedSlice> Read(string folder, SliceDataset dataset, ICollection<FileFailure>? failures = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        PredictionFolder.RequireThere(folder);
        var predictions = new PredictionFolder(folder);
        Slice[] predicted = [.. dataset.Slices.Where(slice => slice.Regions is not null && File.Exists(predictions.LabelsOf(slice.Id)))];
        return predicted.Length > 0 ? ReadAll(predictions, predicted, dataset, failures)
            : failures?.Count > 0 ? throw FileFailure.OfAll(failures)
            : throw new InvalidDataException(
                $"{folder}: expected predictions of annotated slices of the dataset, which are {string.Join(", ", dataset.Slices.Take(3).Select(slice => slice.Id))} …, got none; give the folder that predict wrote for these slices");
    }

    private static IEnumerable<ComparedSlice> ReadAll(PredictionFolder folder, IReadOnlyList<Slice> slices, SliceDataset dataset, ICollection<FileFailure>? failures)
    {
        PredictionRuns runs = folder.ReadRuns();
        IReadOnlyDictionary<string, string> animals = folder.ReadAnimals();
        RegionCatalog? ofLastRun = folder.FindCatalog();
        bool isAnyRead = false;
        foreach (Slice slice in slices)
        {
            ComparedSlice read;
            try
            {
                RegionCatalog predicted = runs.Find(slice.Id)?.Model.Catalog ?? ofLastRun ?? dataset.Catalog;
                RequireSameRegions(folder.LabelsOf(slice.Id), predicted, dataset.Catalog);
                read = ReadSlice(folder, slice, dataset, predicted) with { SeenInTraining = SeenSlices.IsSeen(runs, slice.Id), Animal = animals.GetValueOrDefault(slice.Id, "") };
            }
            catch (Exception error) when (failures is not null && FileFailure.IsOne(error))
            {
                failures.Add(FileFailure.Of(folder.LabelsOf(slice.Id), error));
                continue;
            }

            isAnyRead = true;
            yield return read;
        }

        if (!isAnyRead)
        {
            throw FileFailure.OfAll(failures!);
        }
    }

    // Label maps hold indices only: without this check, indices of other regions would be scored as those of the dataset.
    private static void RequireSameRegions(string path, RegionCatalog found, RegionCatalog expected)
    {
        if (!found.HasSameRegions(expected))
        {
            throw new InvalidDataException($"{path}: expected the regions {expected.Keys} of the dataset, got {found.Keys}; evaluate on a dataset with the regions of the model");
        }
    }

    private static ComparedSlice ReadSlice(PredictionFolder folder, Slice slice, SliceDataset dataset, RegionCatalog colours)
    {
        string path = folder.LabelsOf(slice.Id);
        Raster<byte> indices = LabelPng.Read(path, colours);
        try
        {
            var predicted = new RegionMap(dataset.Catalog, indices.Size == slice.Image.Size ? indices : Place(path, indices, slice.Frame));
            return ComparedSlice.Of(dataset, slice, predicted, PredictedProbabilities.Find(folder, slice, dataset.Catalog.Count, indices.Size));
        }
        catch (ArgumentException error)
        {
            throw new InvalidDataException($"{path}: {PlainWords.Of(error)}", error);
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
