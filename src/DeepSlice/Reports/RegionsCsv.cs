using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using DeepSlice.Formats;
using DeepSlice.Metrics;

namespace DeepSlice.Reports;

/// <summary>The table of predicted regions: one row a slice and region, <c>slice,region,area_px,area_um2,fraction,mean_intensity,confidence,flag,binning,working_width,working_height,working_pixel_um,binning_reason</c>.</summary>
/// <remarks>
/// The flag is <c>slice</c> in all rows of a slice with a low confidence, <c>region</c> for a region with a low confidence in any other slice, and else empty. Areas
/// are in pixels of the original image. Unknown values, such as µm² without a pixel size, are empty fields.
/// </remarks>
internal static class RegionsCsv
{
    /// <summary>Writes the table.</summary>
    /// <param name="path">File, replaced if it exists.</param>
    /// <param name="slices">The slices, in order.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IEnumerable<PredictedSlice> slices) => OutputFile.Write(path, temporary =>
    {
        using var writer = new StreamWriter(temporary);
        Write(writer, slices);
    });

    internal static void Write(TextWriter writer, IEnumerable<PredictedSlice> slices)
    {
        ArgumentNullException.ThrowIfNull(slices);
        using var csv = new CsvWriter(writer, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" }, leaveOpen: true);
        foreach (string column in (ReadOnlySpan<string>)["slice", "region", "area_px", "area_um2", "fraction", "mean_intensity", "confidence", "flag", "binning", "working_width", "working_height", "working_pixel_um", "binning_reason"])
        {
            csv.WriteField(column);
        }

        csv.NextRecord();
        foreach ((PredictedSlice slice, RegionMeasurement measurement) in slices.SelectMany(slice => slice.Measurements.Select(measurement => (slice, measurement))))
        {
            csv.WriteField(measurement.SliceId);
            csv.WriteField(measurement.Region.Key);
            csv.WriteField(measurement.AreaPixels);
            csv.WriteField(Rounded(measurement.AreaSquareMicrometres));
            csv.WriteField(Rounded(measurement.Fraction));
            csv.WriteField(Rounded(measurement.MeanIntensity));
            csv.WriteField(Rounded(measurement.Confidence));
            csv.WriteField(slice.HasLowConfidence ? "slice" : slice.IsUnsure(measurement) ? "region" : "");
            csv.WriteField(slice.Scale.Binning.Factor);
            csv.WriteField(slice.Scale.Size.Width);
            csv.WriteField(slice.Scale.Size.Height);
            csv.WriteField(Rounded(slice.Scale.MicrometresPerWorkingPixel));
            csv.WriteField(slice.Scale.Reason);
            csv.NextRecord();
        }
    }

    private static string? Rounded(double? value) => value?.ToString("0.######", CultureInfo.InvariantCulture);
}
