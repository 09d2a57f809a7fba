using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Training;

/// <summary>Augmented slices as in the first steps of a run, for checking by eye that image and labels match.</summary>
internal static class AugmentationPreview
{
    /// <summary>Makes augmented pairs.</summary>
    /// <param name="split">The run's slices.</param>
    /// <param name="plan">The run's plan.</param>
    /// <param name="count">Number of pairs, 1 or more.</param>
    /// <returns>Images on the network's scale with their labels, both of the working size.</returns>
    public static IReadOnlyList<(Raster<float> Image, RegionMap Labels)> Make(TrainingSplit split, TrainingPlan plan, int count)
    {
        TrainingSlice[] slices = [.. split.Training.Select(slice => TrainingSlice.Prepare(slice, plan))];
        var source = new BatchSource(slices, plan, firstStep: 1, whole: null, split.Sections);
        var pairs = new List<(Raster<float>, RegionMap)>();
        for (int step = 1; pairs.Count < Ensure.Positive(count); step++)
        {
            pairs.AddRange(Pairs(source.Make(step), plan, split.Dataset.Catalog).Take(count - pairs.Count));
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
