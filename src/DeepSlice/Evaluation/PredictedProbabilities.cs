using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Evaluation;

/// <summary>Reads the probabilities of a prediction: <c>&lt;id&gt;.probabilities.npy</c> beside its label map, where it was asked for.</summary>
internal static class PredictedProbabilities
{
    private const string Ending = ".probabilities.npy";

    // Single precision may sum exponentials to a little more than 1.
    private const float LargestSum = 1 + 1e-5f;

    /// <summary>Reads the probabilities of a slice; those without its padding are surrounded by certain background.</summary>
    /// <param name="folder">Folder that <c>predict</c> has written.</param>
    /// <param name="slice">The slice.</param>
    /// <param name="regions">Number of regions.</param>
    /// <param name="stored">Size of the slice's label map as it is stored.</param>
    /// <returns>(C, H, W) in row-major order, of the slice's working size; null where the folder holds none.</returns>
    /// <exception cref="InvalidDataException">The file is damaged, or holds something else than these regions' probabilities.</exception>
    public static float[]? Find(string folder, Slice slice, int regions, RasterSize stored)
    {
        string path = Path.Combine(folder, slice.Id + Ending);
        if (!File.Exists(path))
        {
            return null;
        }

        NpyArray array = NpyFile.Read(path);
        if (!array.Shape.SequenceEqual([regions, stored.Height, stored.Width]))
        {
            throw new InvalidDataException(
                $"{path}: found shape ({string.Join(", ", array.Shape)}), the label map beside it needs ({regions}, {stored.Height}, {stored.Width}); predict again with --probabilities");
        }

        float[] probabilities = array.ToArray<float>();
        RequireProbabilities(path, probabilities);
        return stored == slice.Image.Size ? probabilities : Place(probabilities, regions, stored, slice.Frame);
    }

    private static void RequireProbabilities(string path, ReadOnlySpan<float> probabilities)
    {
        foreach (float probability in probabilities)
        {
            // Written so that NaN fails.
            if (!(probability >= 0 && probability <= LargestSum))
            {
                throw new InvalidDataException(FormattableString.Invariant($"{path}: found {probability}, a probability is 0 to 1; predict again with --probabilities"));
            }
        }
    }

    private static float[] Place(ReadOnlySpan<float> probabilities, int regions, RasterSize stored, SliceFrame frame)
    {
        var planes = new float[regions * frame.WorkingSize.PixelCount];
        var plane = new Raster<float>(frame.WorkingSize);
        for (int region = 0; region < regions; region++)
        {
            plane.Pixels.Fill(region == 0 ? 1 : 0);
            ReadOnlySpan<float> own = probabilities.Slice(region * (int)stored.PixelCount, (int)stored.PixelCount);
            for (int y = 0; y < stored.Height; y++)
            {
                own.Slice(y * stored.Width, stored.Width).CopyTo(plane.Row(y + frame.OffsetY)[frame.OffsetX..]);
            }

            plane.Pixels.CopyTo(planes.AsSpan(region * plane.Pixels.Length));
        }

        return planes;
    }
}
