using DeepSlice.Atlases;

namespace DeepSlice.Training;

/// <summary>Samples a new section of an atlas each time.</summary>
internal sealed class SectionSampler(IReadOnlyList<AtlasSections> sections, TrainingPlan plan) : ISampler
{
    private readonly SliceVariation _variation = new(plan);
    private readonly double _tissueLength = plan.TissueLength ?? throw new ArgumentException("expected a plan with a tissue length, got one without", nameof(plan));

    /// <inheritdoc/>
    public void Draw(int slice, int visit, RandomStream random, Span<float> input, Span<long> labels, Span<byte> damage)
    {
        AtlasSections atlas = sections[random.Derive("atlas").Below(sections.Count)];
        _variation.Apply(atlas.Draw(_tissueLength, random.Derive("section")), normalised: null, random, input, labels, damage);
    }
}
