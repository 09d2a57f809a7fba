using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Evaluation;

/// <summary>Reads the probabilities of a prediction, which <c>predict --probabilities</c> writes.</summary>
internal static class PredictedProbabilities
{
    // In single precision, a sum of exponentials may slightly exceed 1.
    private const float LargestSum = 1 + 1e-5f;

    /// <summary>Reads the probabilities of a slice. Probabilities without the padding of their slice are padded with background of probability 1.</summary>
    /// <param name="folder">Folder that <c>predict</c> has written.</param>
    /// <param name="slice">The slice.</param>
    /// <param name="regions">Number of regions.</param>
    /// <param name="stored">Size of the label map of the slice in the folder.</param>
    /// <returns>(C, H, W) in row-major order, of the working size of the slice; null if the folder has none.</returns>
    /// <exception cref="InvalidDataException">The file is damaged, or is not an array of probabilities of these regions.</exception>
    public static float[]? Find(PredictionFolder folder, Slice slice, int regions, RasterSize stored)
    {
        string path = folder.ProbabilitiesOf(slice.Id);
        if (!File.Exists(path))
        {
            return null;
        }

        NpyArray array = NpyFile.Read(path);
        if (!array.Shape.SequenceEqual([regions, stored.Height, stored.Width]))
        {
            throw new InvalidDataException(
                $"{path}: expected shape ({regions}, {stored.Height}, {stored.Width}) as of the label map, got ({string.Join(", ", array.Shape)}); predict again with --probabilities");
        }

        float[] probabilities = array.ToArray<float>();
        RequireProbabilities(path, probabilities);
        return stored == slice.Image.Size ? probabilities : Place(probabilities, regions, stored, slice.Frame);
    }

    private static void RequireProbabilities(string path, ReadOnlySpan<float> probabilities)
    {
        foreach (float probability in probabilities)
        {
            // NaN fails this comparison.
            if (!(probability >= 0 && probability <= LargestSum))
            {
                throw new InvalidDataException(FormattableString.Invariant($"{path}: expected probabilities of 0 to 1, got {probability}; predict again with --probabilities"));
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
