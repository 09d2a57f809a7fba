using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Training;

/// <summary>Augmented slices as the first steps of a run see them, for people to check that image and labels move together.</summary>
public static class AugmentationPreview
{
    /// <summary>Makes augmented pairs.</summary>
    /// <param name="dataset">Annotated slices.</param>
    /// <param name="plan">The run's plan.</param>
    /// <param name="count">Number of pairs, 1 or more.</param>
    /// <returns>Images on the network's scale with their labels, both of the working size.</returns>
    public static IReadOnlyList<(Raster<float> Image, RegionMap Labels)> Make(SliceDataset dataset, TrainingPlan plan, int count)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(plan);
        TrainingSlice[] slices = [.. TrainingSplit.Make(dataset, plan).Training.Select(slice => TrainingSlice.Prepare(slice, plan.Normalization, plan.CoarseBinning))];
        var source = new BatchSource(slices, plan, firstStep: 1);
        var pairs = new List<(Raster<float>, RegionMap)>();
        for (int step = 1; pairs.Count < Ensure.Positive(count); step++)
        {
            pairs.AddRange(Pairs(source.Make(step), plan, dataset.Catalog).Take(count - pairs.Count));
        }

        return pairs;
    }

    private static IEnumerable<(Raster<float> Image, RegionMap Labels)> Pairs(TrainingBatch batch, TrainingPlan plan, RegionCatalog catalog)
    {
        RasterSize size = plan.Network.WorkingSize;
        int pixels = (int)size.PixelCount;
        for (int k = 0; k < plan.BatchSize; k++)
        {
            var image = new Raster<float>(size.Width, size.Height, batch.Images.AsSpan(k * plan.Network.InputChannels * pixels, pixels));
            byte[] labels = Array.ConvertAll(batch.Labels[(k * pixels)..((k + 1) * pixels)], label => (byte)label);
            yield return (image, new RegionMap(catalog, new Raster<byte>(size.Width, size.Height, labels)));
        }
    }
}
