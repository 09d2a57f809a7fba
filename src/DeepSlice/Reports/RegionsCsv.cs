using System.Globalization;
using DeepSlice.Formats;
using DeepSlice.Metrics;

namespace DeepSlice.Reports;

/// <summary>The table of predicted regions: one row a slice and region, <c>slice,region,area_px,area_um2,fraction,mean_intensity,confidence,flag,binning,working_width,working_height,working_pixel_um,binning_reason,animal,damaged_fraction,slice_damaged_fraction</c>.</summary>
/// <remarks>
/// The flag is <c>slice</c> in all rows of a slice with a low confidence, <c>region</c> for a region with a low confidence in any other slice, and else empty. Areas
/// are in pixels of the original image. Unknown values, such as µm² without a pixel size, are empty fields; so is the animal, the sub-folder of an image, unless sub-folders were searched, and the damaged fractions of region and slice, unless the model predicts damage.
/// </remarks>
internal static class RegionsCsv
{
    /// <summary>Writes the table.</summary>
    /// <param name="path">File, replaced if it exists.</param>
    /// <param name="slices">The slices, in order.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IEnumerable<PredictedSlice> slices) => CsvTable.Write(path, table => Fill(table, slices));

    internal static void Write(TextWriter writer, IEnumerable<PredictedSlice> slices) => CsvTable.Write(writer, table => Fill(table, slices));

    private static void Fill(CsvTable table, IEnumerable<PredictedSlice> slices)
    {
        ArgumentNullException.ThrowIfNull(slices);
        table.Row("slice", "region", "area_px", "area_um2", "fraction", "mean_intensity", "confidence", "flag", "binning", "working_width", "working_height", "working_pixel_um", "binning_reason", "animal", "damaged_fraction", "slice_damaged_fraction");
        foreach ((PredictedSlice slice, RegionMeasurement measurement) in slices.SelectMany(slice => slice.Measurements.Select(measurement => (slice, measurement))))
        {
            table.Row(
                measurement.SliceId,
                measurement.Region.Key,
                measurement.AreaPixels,
                Rounded(measurement.AreaSquareMicrometres),
                Rounded(measurement.Fraction),
                Rounded(measurement.MeanIntensity),
                Rounded(measurement.Confidence),
                slice.HasLowConfidence ? "slice" : slice.IsUnsure(measurement) ? "region" : "",
                slice.Scale.Binning.Factor,
                slice.Scale.Size.Width,
                slice.Scale.Size.Height,
                Rounded(slice.Scale.MicrometresPerWorkingPixel),
                slice.Scale.Reason,
                slice.Animal,
                Rounded(slice.Damage?.Regions[measurement.Region.Index]),
                Rounded(slice.Damage?.Slice));
        }
    }

    // As text, because a small number would be written with an exponent; it begins with a digit.
    private static string? Rounded(double? value) => value?.ToString("0.######", CultureInfo.InvariantCulture);
}
