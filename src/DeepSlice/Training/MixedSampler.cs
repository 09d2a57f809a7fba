namespace DeepSlice.Training;

/// <summary>Samples sections of atlases and annotated slices in a fixed proportion.</summary>
/// <param name="sections">Samples sections.</param>
/// <param name="sectionCount">Samples of an epoch that are sections: the first indices.</param>
/// <param name="annotated">Samples annotated slices, in turn.</param>
/// <param name="annotatedCount">Number of annotated slices.</param>
/// <param name="annotatedPerEpoch">Samples of an epoch that are annotated slices: the other indices.</param>
internal sealed class MixedSampler(ISampler sections, int sectionCount, ISampler annotated, int annotatedCount, int annotatedPerEpoch) : ISampler
{
    /// <inheritdoc/>
    public void Draw(int slice, int visit, RandomStream random, Span<float> input, Span<long> labels, Span<byte> damage)
    {
        if (slice < sectionCount)
        {
            sections.Draw(slice, visit, random, input, labels, damage);
            return;
        }

        long place = ((long)visit * annotatedPerEpoch) + (slice - sectionCount);
        annotated.Draw((int)(place % annotatedCount), (int)(place / annotatedCount), random, input, labels, damage);
    }
}
