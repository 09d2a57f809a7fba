using DeepSlice.Geometry;
using DeepSlice.Prediction;
using DeepSlice.Slices;

namespace DeepSlice.Evaluation;

/// <summary>The subject of a scorecard: a model, or the models of a cross-validation, each for its held-out slices.</summary>
/// <param name="Name">Name of the model.</param>
/// <param name="Parts">Networks with the ids of the slices each is scored on, null for all; each slice belongs to the first matching network.</param>
internal sealed record RobustnessSubject(string Name, IReadOnlyList<(SlicePredictor Predictor, IReadOnlySet<string>? SliceIds)> Parts)
{
    /// <summary>A model that is scored on all slices.</summary>
    /// <param name="name">Name of the model.</param>
    /// <param name="predictor">The model.</param>
    public static RobustnessSubject Of(string name, SlicePredictor predictor) => new(name, [(predictor, null)]);

    /// <summary>Predicts slices, each with its network.</summary>
    /// <exception cref="ArgumentException">A slice belongs to no network.</exception>
    public (RegionMap Regions, double? Confidence, bool IsFlagged)[] Predict(IReadOnlyList<Slice> slices, CancellationToken cancellationToken)
    {
        var found = new (RegionMap Regions, double? Confidence, bool IsFlagged)[slices.Count];
        var owners = slices.Select(OwnerOf).ToArray();
        for (int part = 0; part < Parts.Count; part++)
        {
            foreach (int[] batch in Batches(slices, [.. Enumerable.Range(0, slices.Count).Where(place => owners[place] == part)]))
            {
                Raster<float>[] images = [.. batch.Select(place => slices[place].Image)];
                foreach ((int place, SlicePrediction prediction) in batch.Zip(Parts[part].Predictor.Predict(images, cancellationToken)))
                {
                    bool isFlagged = Parts[part].Predictor.Flags.Flag(prediction.Confidence, prediction.WeakestConfidence);
                    found[place] = (prediction.Regions, prediction.Confidence, isFlagged);
                }
            }
        }

        return found;
    }

    private int OwnerOf(Slice slice)
    {
        int owner = Parts.TakeWhile(part => part.SliceIds?.Contains(slice.Id) == false).Count();
        return owner < Parts.Count
            ? owner
            : throw new ArgumentException($"expected a network of '{Name}' for every slice, got none for '{slice.Id}'", nameof(slice));
    }

    // Probabilities take eight times the memory of their slices, so those of a whole dataset are not kept at once.
    private static IEnumerable<int[]> Batches(IReadOnlyList<Slice> slices, int[] places)
    {
        List<int> batch = [];
        long pixels = 0;
        foreach (int place in places)
        {
            pixels += slices[place].Image.Size.PixelCount;
            if (batch.Count > 0 && pixels > SlicePredictor.MostPixels)
            {
                yield return [.. batch];
                batch.Clear();
                pixels = slices[place].Image.Size.PixelCount;
            }

            batch.Add(place);
        }

        if (batch.Count > 0)
        {
            yield return [.. batch];
        }
    }
}
