using DeepSlice.Augmentation.Artifacts;

namespace DeepSlice.Augmentation;

/// <summary>Makes slices suffer artifacts at random.</summary>
/// <remarks>Thread-safe: an instance may serve many threads at once, each with its own stream.</remarks>
public sealed class RandomArtifacts
{
    private readonly ArtifactOptions _options;
    private readonly Artifact[] _artifacts;

    /// <summary>Makes a source of artifacts.</summary>
    /// <param name="options">How often and how strongly.</param>
    public RandomArtifacts(ArtifactOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _artifacts = [.. ArtifactCatalog.All.Where(artifact => !options.LeftOut.Contains(artifact.Key, StringComparer.Ordinal))];
    }

    /// <summary>Makes a slice suffer none, one or several artifacts.</summary>
    /// <param name="sample">Image in its own unit, before any normalisation, and labels.</param>
    /// <param name="random">Source of the draws; equal streams give equal results.</param>
    /// <returns>The given sample where it suffers none.</returns>
    public SliceSample Apply(SliceSample sample, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        SliceSample result = sample;
        for (bool suffers = random.Chance(_options.Probability); suffers; suffers = random.Chance(_options.AnotherProbability))
        {
            Artifact artifact = _artifacts[random.Below(_artifacts.Length)];
            double severity = random.Uniform(_options.Severity.Minimum, _options.Severity.Maximum);
            result = artifact.Apply(result, severity, random.Derive(random.NextBits()));
        }

        return result;
    }
}
