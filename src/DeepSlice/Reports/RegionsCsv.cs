using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using DeepSlice.Formats;
using DeepSlice.Metrics;

namespace DeepSlice.Reports;

/// <summary>The table of predicted regions: one row a slice and region, <c>slice,region,area_px,area_um2,fraction,mean_intensity,confidence</c>.</summary>
/// <remarks>Areas are in pixels of the original image. What is unknown, as the µm² where the size of a pixel is not given, is an empty field.</remarks>
public static class RegionsCsv
{
    /// <summary>Writes the table.</summary>
    /// <param name="path">File, replaced where it exists.</param>
    /// <param name="measurements">The rows, in order.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IEnumerable<RegionMeasurement> measurements) => OutputFile.Write(path, temporary =>
    {
        using var writer = new StreamWriter(temporary);
        Write(writer, measurements);
    });

    internal static void Write(TextWriter writer, IEnumerable<RegionMeasurement> measurements)
    {
        ArgumentNullException.ThrowIfNull(measurements);
        using var csv = new CsvWriter(writer, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" }, leaveOpen: true);
        foreach (string column in (ReadOnlySpan<string>)["slice", "region", "area_px", "area_um2", "fraction", "mean_intensity", "confidence"])
        {
            csv.WriteField(column);
        }

        csv.NextRecord();
        foreach (RegionMeasurement measurement in measurements)
        {
            csv.WriteField(measurement.SliceId);
            csv.WriteField(measurement.Region.Key);
            csv.WriteField(measurement.AreaPixels);
            csv.WriteField(Rounded(measurement.AreaSquareMicrometres));
            csv.WriteField(Rounded(measurement.Fraction));
            csv.WriteField(Rounded(measurement.MeanIntensity));
            csv.WriteField(Rounded(measurement.Confidence));
            csv.NextRecord();
        }
    }

    private static string? Rounded(double? value) => value?.ToString("0.######", CultureInfo.InvariantCulture);
}
