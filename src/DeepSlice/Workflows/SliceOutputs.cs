using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Metrics;
using DeepSlice.Prediction;
using DeepSlice.Reports;
using DeepSlice.Slices;

namespace DeepSlice.Workflows;

/// <summary>Writes the files of one predicted slice.</summary>
internal sealed class SliceOutputs
{
    private const string Labels = ".labels.png";
    private const string Overlay = ".overlay.png";
    private const string Rois = ".rois.zip";
    private const string Probabilities = ".probabilities.npy";
    private const string FullResolution = ".labels.tif";

    private readonly SliceRenderer _renderer = new();
    private readonly string _folder;
    private readonly PredictionWorkflowOptions _options;

    public SliceOutputs(string folder, PredictionWorkflowOptions options)
    {
        _folder = folder;
        _options = options;
    }

    /// <summary>Whether a file's name is that of a picture written here.</summary>
    public static bool IsPicture(string path) =>
        ((string[])[Labels, Overlay, FullResolution]).Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>Writes the files of a slice; those that an earlier run wrote for the same id and this one does not are removed.</summary>
    /// <param name="input">The slice.</param>
    /// <param name="prediction">Its prediction.</param>
    /// <param name="keepPictures">Whether the report will show the slice.</param>
    /// <param name="cancellationToken">Stops the writing of a map at full resolution; the slice then has no file.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public PredictedSlice Write(InputSlice input, SlicePrediction prediction, bool keepPictures, CancellationToken cancellationToken)
    {
        Slice slice = input.Slice;
        RegionMap regions = prediction.Regions;
        Raster<byte> image = _renderer.Image(slice.Image);
        byte[] overlay = PngFile.Encode(_renderer.Overlay(image, regions));
        string staging = Path.Combine(_folder, $"{slice.Id}.{Guid.NewGuid():N}.tmp");
        try
        {
            ClearStaging(slice.Id);
            Directory.CreateDirectory(staging);
            PngFile.Write(Path.Combine(staging, Labels), regions.Indices);
            PngFile.Write(Path.Combine(staging, Overlay), overlay);
            WriteRois(Path.Combine(staging, Rois), slice, regions);
            WriteProbabilities(Path.Combine(staging, Probabilities), slice, prediction);
            if (_options.WriteFullResolution)
            {
                LabelImageFile.Write(Path.Combine(staging, FullResolution), regions.Indices, slice.Frame, input.MicrometresPerPixel, cancellationToken);
            }

            Publish(staging, slice.Id);
        }
        finally
        {
            if (Directory.Exists(staging))
            {
                Directory.Delete(staging, recursive: true);
            }
        }

        SlicePictures? pictures = keepPictures ? new SlicePictures(PngFile.Encode(image), overlay) : null;
        return new PredictedSlice(slice.Id, RegionMeasurement.Measure(slice, regions, input.MicrometresPerPixel, prediction.Confidences), prediction.Confidence, pictures) { Scale = input.Scale };
    }

    // What a killed process had begun for the same slice.
    private void ClearStaging(string id)
    {
        if (!Directory.Exists(_folder))
        {
            return;
        }

        foreach (string folder in Directory.EnumerateDirectories(_folder, $"{id}.{new string('?', 32)}.tmp"))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // The label map goes first and comes last, so that a slice which has one has all of its other files, and of the same run.
    private void Publish(string staging, string id)
    {
        File.Delete(Path.Combine(_folder, id + Labels));
        foreach (string ending in (string[])[FullResolution, Probabilities, Rois, Overlay, Labels])
        {
            string written = Path.Combine(staging, ending);
            string place = Path.Combine(_folder, id + ending);
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

    private static void WriteRois(string path, Slice slice, RegionMap regions)
    {
        IReadOnlyList<RegionOutline> outlines = RegionOutline.Trace(regions, slice.Frame);
        if (outlines.Count > 0)
        {
            RoiSetFile.Write(path, [.. outlines.Select(outline => new ImageJRoi(outline.Region.Key, outline.Outline))]);
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
