using DeepSlice.Augmentation.Artifacts;

namespace DeepSlice.Augmentation;

/// <summary>Applies random artifacts to slices.</summary>
/// <remarks>Thread-safe; give each thread its own random stream.</remarks>
internal sealed class RandomArtifacts
{
    private readonly ArtifactOptions _options;
    private readonly (Artifact Artifact, double Weight)[] _artifacts;
    private readonly double _totalWeight;

    /// <summary>Creates a generator of random artifacts.</summary>
    /// <param name="options">How often and how strongly.</param>
    public RandomArtifacts(ArtifactOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        // In catalogue order, so that draws do not depend on the order in the options.
        _artifacts = [.. ArtifactCatalog.All.Select(artifact => (artifact, options.Weights.GetValueOrDefault(artifact.Key))).Where(pair => pair.Item2 > 0)];
        _totalWeight = _artifacts.Sum(pair => pair.Weight);
    }

    /// <summary>Applies no, one or several artifacts.</summary>
    /// <param name="sample">Image in its original unit, before normalisation, and labels.</param>
    /// <param name="random">Random stream; equal streams give equal results.</param>
    /// <returns>The new sample, or the given one if no artifact was drawn.</returns>
    public SliceSample Apply(SliceSample sample, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        SliceSample result = sample;
        for (bool suffers = random.Chance(_options.Probability); suffers; suffers = random.Chance(_options.AnotherProbability))
        {
            Artifact artifact = Draw(random);
            double severity = random.Uniform(_options.Severity.Minimum, _options.Severity.Maximum);
            result = artifact.Apply(result, severity, random.Derive(random.NextBits()));
        }

        return result;
    }

    private Artifact Draw(RandomStream random)
    {
        double left = random.Uniform(0, _totalWeight);
        int place = 0;
        for (; place < _artifacts.Length - 1 && left >= _artifacts[place].Weight; place++)
        {
            left -= _artifacts[place].Weight;
        }

        return _artifacts[place].Artifact;
    }
}
