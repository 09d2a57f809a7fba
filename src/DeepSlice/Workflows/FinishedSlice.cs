using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Metrics;
using DeepSlice.Networks;
using DeepSlice.Reports;
using DeepSlice.Slices;

namespace DeepSlice.Workflows;

/// <summary>What is kept of a slice whose files are written: a line in <c>finished/</c>, from which tables and reports are made without predicting it again.</summary>
internal sealed record FinishedSlice
{
    /// <summary>Hash of the model and of the options that the slice was predicted with.</summary>
    public required string Key { get; init; }

    /// <summary>The state of the input, see <see cref="SliceSource.Stamp"/>.</summary>
    public required string Stamp { get; init; }

    /// <summary>Files of the slice by their ending, with their state when they were written.</summary>
    public required IReadOnlyDictionary<string, FileStamp> Files { get; init; }

    /// <summary>The entry of <c>run.json</c>.</summary>
    public required PredictionRunSlice Slice { get; init; }

    /// <summary>The sub-folder of the image; empty for any other slice.</summary>
    public string Animal { get; init; } = "";

    /// <summary>The Dice that the network expects for the slice; null if it found no region.</summary>
    public double? Confidence { get; init; }

    /// <summary>How much of it is damaged; null if the model does not predict damage.</summary>
    public DamageMeasurement? Damage { get; init; }

    /// <summary>Measurements of all regions but the background, in the order of the catalogue.</summary>
    public required IReadOnlyList<MeasuredRegion> Regions { get; init; }

    /// <summary>Describes a slice whose files are in place.</summary>
    /// <param name="key">See <see cref="Key"/>.</param>
    /// <param name="stamp">State of the input before it was read.</param>
    /// <param name="folder">Folder of the predictions.</param>
    /// <param name="slice">The entry of <c>run.json</c>.</param>
    /// <param name="predicted">The results.</param>
    public static FinishedSlice Of(string key, string stamp, PredictionFolder folder, PredictionRunSlice slice, PredictedSlice predicted) => new()
    {
        Key = key,
        Stamp = stamp,
        Files = PredictionFolder.Endings.Select(ending => (ending, File: FileStamp.Find(folder.FileOf(slice.Id, ending)))).Where(pair => pair.File is not null)
            .ToDictionary(pair => pair.ending, pair => pair.File!.Value, StringComparer.Ordinal),
        Slice = slice,
        Animal = predicted.Animal,
        Confidence = predicted.Confidence,
        Damage = predicted.Damage,
        Regions = [.. predicted.Measurements.Select(measurement => new MeasuredRegion(measurement.AreaPixels, measurement.AreaSquareMicrometres, measurement.Fraction, measurement.MeanIntensity, measurement.Confidence))],
    };

    /// <summary>Whether label map and outlines are those that were written, and whether all other files are there.</summary>
    /// <param name="folder">Folder of the predictions.</param>
    /// <param name="names">Names of all files in it.</param>
    public bool IsComplete(PredictionFolder folder, IReadOnlySet<string> names) =>
        Files.All(file => names.Contains(Slice.Id + file.Key) && (!PredictionFolder.IsEdited(file.Key) || FileStamp.Find(folder.FileOf(Slice.Id, file.Key)) == file.Value));

    /// <summary>The results for table and report.</summary>
    /// <param name="catalog">The regions of the model.</param>
    /// <param name="flags">The thresholds of the model.</param>
    public PredictedSlice ToPredicted(RegionCatalog catalog, FlagThresholds flags) => new(
        Slice.Id,
        [
            .. Regions.Zip(catalog.Regions.Skip(1), (measured, region) => new RegionMeasurement
            {
                SliceId = Slice.Id,
                Region = region,
                AreaPixels = measured.Area,
                AreaSquareMicrometres = measured.SquareMicrometres,
                Fraction = measured.Fraction,
                MeanIntensity = measured.Intensity,
                Confidence = measured.Confidence,
            }),
        ],
        Confidence,
        Pictures: null)
    {
        Scale = new SliceScale(new Binning(Slice.Binning), new RasterSize(Slice.Width, Slice.Height), Slice.MicrometresPerWorkingPixel, Slice.Reason ?? "") { Warning = Slice.Warning },
        Animal = Animal,
        Thresholds = flags,
        Damage = Damage,
    };

    /// <summary>The measurements of a region, as <see cref="RegionMeasurement"/> has them.</summary>
    internal sealed record MeasuredRegion(double Area, double? SquareMicrometres, double Fraction, double? Intensity, double? Confidence);
}
