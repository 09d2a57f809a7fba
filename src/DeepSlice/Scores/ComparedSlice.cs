using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Scores;

/// <summary>A slice to be scored, and to be shown with its prediction and its annotation.</summary>
/// <param name="Id">Id, as in the scores.</param>
/// <param name="Image">Grey values at working resolution.</param>
/// <param name="Predicted">The prediction.</param>
/// <param name="Truth">The annotation.</param>
internal sealed record ComparedSlice(string Id, Raster<float> Image, RegionMap Predicted, RegionMap Truth)
{
    /// <summary>Animal of the slice; empty if unknown.</summary>
    public string Animal { get; init; } = "";

    /// <summary>Probability of each region at each pixel, (C, H, W) in row-major order; null if unknown.</summary>
    public float[]? Probabilities { get; init; }

    /// <summary>Confidence of the model, 0 … 1; null if it is unknown, or no region was found.</summary>
    public double? Confidence { get; init; }

    /// <summary>Whether the model flags its prediction for a check; false if it is unknown.</summary>
    public bool IsFlagged { get; init; }

    /// <summary>Whether the model that predicted the slice has seen it in training, as far as is known.</summary>
    public bool SeenInTraining { get; init; }

    /// <summary>Side of a working pixel in micrometres; null where unknown.</summary>
    public double? MicrometresPerWorkingPixel { get; init; }

    /// <summary>The slice with background in prediction and annotation on marked pixels, so that they count in no score.</summary>
    /// <param name="damage">Values of <see cref="DamageMask"/>; null for none.</param>
    public ComparedSlice Without(Raster<byte>? damage)
    {
        RegionMap truth = Truth.Without(damage);
        return ReferenceEquals(truth, Truth) ? this : this with
        {
            Predicted = Predicted.Without(damage),
            Truth = truth,
            Probabilities = Probabilities is null ? null : Without(Probabilities, damage!),
        };
    }

    /// <summary>Compares a prediction with an annotated slice of a dataset.</summary>
    /// <param name="dataset">The dataset, for the size of its pixels.</param>
    /// <param name="slice">A slice with an annotation.</param>
    /// <param name="predicted">The prediction.</param>
    /// <param name="probabilities">As <see cref="Probabilities"/>.</param>
    public static ComparedSlice Of(SliceDataset dataset, Slice slice, RegionMap predicted, float[]? probabilities)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(slice);
        return new ComparedSlice(slice.Id, slice.Image, predicted, slice.Regions ?? throw new ArgumentException($"expected an annotated slice, got '{slice.Id}' without annotation", nameof(slice)))
        {
            Probabilities = probabilities,
            MicrometresPerWorkingPixel = dataset.MicrometresPerPixel * slice.Frame.Binning.Factor,
        }.Without(slice.Damage);
    }

    private static float[] Without(float[] probabilities, Raster<byte> damage)
    {
        float[] changed = [.. probabilities];
        int pixels = damage.Pixels.Length;
        for (int i = 0; i < changed.Length; i++)
        {
            changed[i] = damage.Pixels[i % pixels] != DamageMask.Marked ? changed[i] : i < pixels ? 1 : 0;
        }

        return changed;
    }
}
