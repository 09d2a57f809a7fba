namespace DeepSlice.Training;

/// <summary>Samples whole slices, with new artifacts and augmentation each time.</summary>
internal sealed class WholeSliceSampler(IReadOnlyList<TrainingSlice> slices, TrainingPlan plan) : ISampler
{
    private readonly SliceVariation _variation = new(plan);

    /// <inheritdoc/>
    public void Draw(int slice, int visit, RandomStream random, Span<float> input, Span<long> labels, Span<byte> damage)
    {
        TrainingSlice shown = slices[slice];
        _variation.Apply(shown.Sample(), shown.Normalised, random, input, labels, damage);
    }
}
