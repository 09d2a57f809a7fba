using System.Collections.Concurrent;
using DeepSlice.Augmentation.Artifacts;
using DeepSlice.Geometry;
using DeepSlice.Phantoms;
using DeepSlice.Slices;

namespace DeepSlice.Tests.Augmentation.Artifacts;

/// <summary>Slices for tests of artifacts.</summary>
internal static class TestSlices
{
    private static readonly ConcurrentDictionary<(int Size, ulong Seed), Slice> _phantoms = new();

    public static TheoryData<string> Keys => [.. ArtifactCatalog.All.Select(artifact => artifact.Key)];

    public static TheoryData<string> TissueKeys => [.. ArtifactCatalog.All.Where(artifact => artifact.ChangesLabels).Select(artifact => artifact.Key)];

    public static TheoryData<string> LightKeys => [.. ArtifactCatalog.All.Where(artifact => !artifact.ChangesLabels).Select(artifact => artifact.Key)];

    /// <summary>A copy of an annotated phantom without artifacts.</summary>
    public static SliceSample Phantom(int sizePixels, ulong seed = 4)
    {
        Slice slice = _phantoms.GetOrAdd((sizePixels, seed), key => PhantomGenerator.Generate(
            new PhantomOptions { SizePixels = key.Size, MildArtifacts = 0 }, key.Seed, "phantom"));
        return new SliceSample(slice.Image.Clone(), slice.Regions!.Indices.Clone());
    }

    /// <summary>A bright disc on a background, with noise of a given standard deviation.</summary>
    public static SliceSample Disc(int side, double radius, float background, float tissue, double noise = 0)
    {
        var random = new RandomStream(77);
        var labels = new Raster<byte>(side, side);
        for (int y = 0; y < side; y++)
        {
            for (int x = 0; x < side; x++)
            {
                labels[x, y] = Math.Pow(x + 0.5 - (side / 2.0), 2) + Math.Pow(y + 0.5 - (side / 2.0), 2) < radius * radius ? (byte)1 : (byte)0;
            }
        }

        return new SliceSample(labels.Map(label => (label == 1 ? tissue : background) + (float)(noise * random.Normal())), labels);
    }

    /// <summary>Mean and standard deviation of the pixels of a label.</summary>
    public static (double Mean, double Deviation) Measure(Raster<float> image, Raster<byte> labels, byte label)
    {
        double[] values = [.. Enumerable.Range(0, image.Pixels.Length).Where(i => labels.Pixels[i] == label).Select(i => (double)image.Pixels[i])];
        double mean = values.Average();
        return (mean, Math.Sqrt(values.Average(value => (value - mean) * (value - mean))));
    }
}
