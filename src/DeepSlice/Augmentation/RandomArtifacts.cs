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
    /// <exception cref="ArgumentException">A key to leave out is none of the catalogue's, or none is left.</exception>
    public RandomArtifacts(ArtifactOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        Artifact[] leftOut = [.. options.LeftOut.Select(ArtifactCatalog.Get)];
        _artifacts = [.. ArtifactCatalog.All.Except(leftOut)];
        if (_artifacts.Length == 0 && options.Probability > 0)
        {
            throw new ArgumentException("found every artifact left out, at least one must stay; set the probability to 0 for none", nameof(options));
        }
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
