using System.Collections.Concurrent;
using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Metrics;
using DeepSlice.Networks;
using DeepSlice.Prediction;
using DeepSlice.Reports;
using DeepSlice.Slices;

namespace DeepSlice.Workflows;

/// <summary>Writes the files of one predicted slice.</summary>
internal sealed class SliceOutputs
{
    private readonly SliceRenderer _renderer = new();
    private readonly ConcurrentDictionary<string, PredictionRunSlice> _written = new(StringComparer.Ordinal);
    private readonly PredictionFolder _folder;
    private readonly PredictionWorkflowOptions _options;
    private readonly FlagThresholds _flags;
    private readonly PredictionRecord? _record;

    /// <summary>Prepares the writing.</summary>
    /// <param name="folder">Folder of the predictions.</param>
    /// <param name="options">Which files are written.</param>
    /// <param name="flags">The thresholds of the model.</param>
    /// <param name="record">Receives every slice whose files are in place; null for none.</param>
    public SliceOutputs(PredictionFolder folder, PredictionWorkflowOptions options, FlagThresholds flags, PredictionRecord? record)
    {
        _flags = flags;
        _folder = folder;
        _options = options;
        _record = record;
    }

    /// <summary>Whether an earlier run has written the slice, so that this one leaves it as it is.</summary>
    /// <param name="source">Where the slice is read from.</param>
    public bool IsFinished(SliceSource source) => _record?.Found.ContainsKey(source.Id) == true;

    /// <summary>The entry of a written slice in <c>run.json</c>.</summary>
    /// <param name="id">Id of the slice.</param>
    public PredictionRunSlice Describe(string id) => _written[id];

    /// <summary>
    /// Writes the files of a slice, and removes those of an earlier run that this run does not write. They are written to a temporary folder
    /// at once; the task flushes them to the disk and moves them to their place.
    /// </summary>
    /// <param name="source">Where the slice was read from.</param>
    /// <param name="input">The slice.</param>
    /// <param name="prediction">Its prediction.</param>
    /// <param name="keepPictures">Whether the report shows the slice with pictures of its own.</param>
    /// <param name="cancellationToken">Stops writing a map at full resolution; the slice then has no files.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task<PredictedSlice> Write(SliceSource source, InputSlice input, SlicePrediction prediction, bool keepPictures, CancellationToken cancellationToken)
    {
        Slice slice = input.Slice;
        RegionMap regions = prediction.Regions;
        Raster<byte> image = _renderer.Image(slice.Image);
        byte[] overlay = PngFile.Encode(_renderer.Overlay(image, regions, prediction.Damage));
        PredictedSlice written = Measure(input, prediction);
        string staging = Path.Combine(_folder.FullPath, $"{slice.Id}.{Guid.NewGuid():N}.tmp");
        var staged = new PredictionFolder(staging);
        try
        {
            ClearStaging(slice.Id);
            Directory.CreateDirectory(staging);
            OutputFile.Stage(staged.LabelsOf(slice.Id), LabelPng.Encode(regions));
            OutputFile.Stage(staged.OverlayOf(slice.Id), overlay);
            WriteOutlines(staged, slice, regions, written);
            WriteDamage(staged.DamageOf(slice.Id), prediction);
            WriteProbabilities(staged.ProbabilitiesOf(slice.Id), slice, prediction);
            if (_options.WriteFullResolution)
            {
                LabelImageFile.Write(staged.FullResolutionLabelsOf(slice.Id), regions.Indices, slice.Frame, input.MicrometresPerPixel, cancellationToken);
            }
        }
        catch
        {
            Delete(staging);
            throw;
        }

        if (keepPictures)
        {
            written = written with { Pictures = new SlicePictures(PngFile.Encode(image), overlay) };
        }

        return Task.Run(() =>
        {
            Publish(staging, slice.Id);
            Note(source, input, written);
            return written;
        });
    }

    private void Note(SliceSource source, InputSlice input, PredictedSlice written)
    {
        PredictionRunSlice described = Describe(input) with
        {
            Input = Path.GetFullPath(source.Path),
            DamagedFraction = written.Damage is { } found ? Math.Round(found.Slice, 6) : null,
        };
        _written[source.Id] = described;
        _record?.Add(source, described, written);
    }

    private PredictedSlice Measure(InputSlice input, SlicePrediction prediction)
    {
        IReadOnlyList<RegionMeasurement> measurements = RegionMeasurement.Measure(input.Slice, prediction.Regions, input.MicrometresPerPixel, prediction.Confidences);
        return new PredictedSlice(input.Slice.Id, measurements, prediction.Confidence, Pictures: null)
        {
            Scale = input.Scale,
            Animal = input.Animal,
            Thresholds = _flags,
            Damage = prediction.Damage is { } damage ? DamageMeasurement.Measure(prediction.Regions, damage) : null,
        };
    }

    private static PredictionRunSlice Describe(InputSlice input) => new()
    {
        Id = input.Slice.Id,
        Input = "",
        Binning = input.Scale.Binning.Factor,
        Width = input.Scale.Size.Width,
        Height = input.Scale.Size.Height,
        MicrometresPerWorkingPixel = input.Scale.MicrometresPerWorkingPixel,
        Reason = input.Scale.Reason,
        Warning = input.Scale.Warning,
    };

    // Removes temporary folders that a killed process left for the same slice.
    private void ClearStaging(string id)
    {
        if (!Directory.Exists(_folder.FullPath))
        {
            return;
        }

        foreach (string folder in Directory.EnumerateDirectories(_folder.FullPath, $"{id}.{new string('?', 32)}.tmp"))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // The label map is removed first and put in place last: a slice with a label map has all of its other files, of the same run.
    private void Publish(string staging, string id)
    {
        try
        {
            foreach (string file in Directory.EnumerateFiles(staging))
            {
                OutputFile.Flush(file);
            }

            File.Delete(_folder.LabelsOf(id));
            foreach (string ending in PredictionFolder.Endings)
            {
                string written = Path.Combine(staging, id + ending);
                string place = Path.Combine(_folder.FullPath, id + ending);
                if (File.Exists(written))
                {
                    File.Move(written, place, overwrite: true);
                }
                else
                {
                    File.Delete(place);
                }
            }
        }
        finally
        {
            Delete(staging);
        }
    }

    private static void Delete(string staging)
    {
        if (Directory.Exists(staging))
        {
            Directory.Delete(staging, recursive: true);
        }
    }

    private void WriteOutlines(PredictionFolder staged, Slice slice, RegionMap regions, PredictedSlice written)
    {
        IReadOnlyList<RegionOutline> outlines = RegionOutline.Trace(regions, slice.Frame);
        IReadOnlyList<QuPathAnnotation> annotations = SliceAnnotations.Of(slice.Id, slice.Frame.OriginalSize, outlines, written.Measurements);
        ImageJRoi[] rois = [.. outlines.Zip(annotations, (outline, annotation) => outline.ToRoi() with { Properties = annotation.RoiProperties() })];
        if (rois.Length > 0)
        {
            OutputFile.Stage(staged.OutlinesOf(slice.Id), RoiSetFile.Encode(rois));
            OutputFile.Stage(staged.GeoJsonOf(slice.Id), GeoJsonWriter.Encode(annotations));
        }

        if (_options.WriteOverlay)
        {
            var stretch = new GreyStretch(slice.Image);
            ImageJRoi[] onImage = [.. rois.Select(roi => roi with { Outline = roi.Outline.Map(slice.Frame.ToWorking).Map(point => new PixelPoint(point.X, point.Y)) })];
            OutputFile.Stage(
                staged.OverlayImageOf(slice.Id), ImageJOverlayFile.Encode(slice.Image, stretch.Black, stretch.White, written.Scale.MicrometresPerWorkingPixel, onImage));
        }
    }

    private static void WriteDamage(string path, SlicePrediction prediction)
    {
        if (prediction.Damage is { } damage)
        {
            OutputFile.Stage(path, PngFile.Encode(damage));
        }
    }

    private void WriteProbabilities(string path, Slice slice, SlicePrediction prediction)
    {
        if (_options.WriteProbabilities)
        {
            NpyFile.Write<float>(path, prediction.Probabilities, prediction.Regions.Catalog.Count, slice.Image.Height, slice.Image.Width);
        }
    }
}
