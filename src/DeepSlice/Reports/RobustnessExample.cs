using DeepSlice.Evaluation;
using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Scores;

namespace DeepSlice.Reports;

/// <summary>An example slice for a cell of a scorecard: a small picture with predicted and annotated borders as vector paths.</summary>
internal sealed record RobustnessExample
{
    // Browsers enlarge the picture smoothly and the borders crisply; more pixels would only make the page large.
    private const int LongestSide = 96;

    /// <summary>Why this slice was chosen: <c>typical</c> for the median one, or <c>worst</c>.</summary>
    public required string Choice { get; init; }

    /// <summary>Id of the slice.</summary>
    public required string SliceId { get; init; }

    /// <summary>Mean Dice of the slice, 0 … 1.</summary>
    public required double Dice { get; init; }

    /// <summary>PNG file of the image, with the contrast stretch of the clean slice.</summary>
    public required byte[] Image { get; init; }

    /// <summary>Columns of the image.</summary>
    public required int Width { get; init; }

    /// <summary>Rows of the image.</summary>
    public required int Height { get; init; }

    /// <summary>By key, border of each annotated region of the prediction, in half pixels of the image.</summary>
    public required IReadOnlyDictionary<string, string> Predicted { get; init; }

    /// <summary>By key, border of each annotated region, in half pixels of the image.</summary>
    public required IReadOnlyDictionary<string, string> Annotated { get; init; }

    /// <summary>Draws the median and the worst slice of a cell; only one if they are the same, none if no slice has a region.</summary>
    /// <param name="measured">The cell.</param>
    /// <param name="clean">By id, the images without the artifact, for their brightness.</param>
    public static IReadOnlyList<RobustnessExample> Draw(MeasuredCell measured, IReadOnlyDictionary<string, Raster<float>> clean)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(clean);
        int[] order =
        [
            .. Enumerable.Range(0, measured.Slices.Count)
                .Where(place => measured.Scores.Slices[place].Regions.Count > 0)
                .OrderBy(place => measured.Scores.Slices[place].Mean!.Dice),
        ];
        return order.Length switch
        {
            0 => [],
            1 => [Draw("typical", order[0])],
            _ => [Draw("typical", order[order.Length / 2]), Draw("worst", order[0])],
        };

        RobustnessExample Draw(string choice, int place) => Make(choice, measured.Scores.Slices[place].Mean!, measured.Slices[place], clean[measured.Slices[place].Id]);
    }

    private static RobustnessExample Make(string choice, Score score, ComparedSlice slice, Raster<float> clean)
    {
        Raster<byte> picture = new SliceRenderer(LongestSide).Image(slice.Image, clean);
        return new RobustnessExample
        {
            Choice = choice,
            SliceId = slice.Id,
            Dice = score.Dice,
            Image = PngFile.Encode(picture),
            Width = picture.Width,
            Height = picture.Height,
            Predicted = OutlinePaths.Of(slice.Predicted, LongestSide),
            Annotated = OutlinePaths.Of(slice.Truth, LongestSide),
        };
    }
}
