using DeepSlice.Formats;
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

    private readonly SliceRenderer _renderer = new();
    private readonly string _folder;
    private readonly bool _withProbabilities;

    public SliceOutputs(string folder, bool withProbabilities)
    {
        _folder = folder;
        _withProbabilities = withProbabilities;
    }

    /// <summary>Whether a file's name is that of a picture written here.</summary>
    public static bool IsPicture(string path) =>
        path.EndsWith(Labels, StringComparison.OrdinalIgnoreCase) || path.EndsWith(Overlay, StringComparison.OrdinalIgnoreCase);

    /// <summary>Writes the files of a slice; those that an earlier run wrote for the same id and this one does not are removed.</summary>
    /// <param name="input">The slice.</param>
    /// <param name="prediction">Its prediction.</param>
    /// <param name="keepPictures">Whether the report will show the slice.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public PredictedSlice Write(InputSlice input, SlicePrediction prediction, bool keepPictures)
    {
        Slice slice = input.Slice;
        RegionMap regions = prediction.Regions;
        byte[] overlay = PngFile.Encode(_renderer.Overlay(slice.Image, regions));
        PngFile.Write(PathOf(slice, Labels), regions.Indices);
        PngFile.Write(PathOf(slice, Overlay), overlay);
        WriteRois(slice, regions);
        WriteProbabilities(slice, prediction);
        SlicePictures? pictures = keepPictures ? new SlicePictures(PngFile.Encode(_renderer.Image(slice.Image)), overlay) : null;
        return new PredictedSlice(slice.Id, Measure(input, prediction), pictures);
    }

    private static IReadOnlyList<RegionMeasurement> Measure(InputSlice input, SlicePrediction prediction) =>
    [
        .. RegionMeasurement.Measure(input.Slice, prediction.Regions, input.MicrometresPerPixel, confidence: null)
            .Select(measurement => measurement with { Confidence = prediction.Confidences[measurement.Region.Index] }),
    ];

    private void WriteRois(Slice slice, RegionMap regions)
    {
        IReadOnlyList<RegionOutline> outlines = RegionOutline.Trace(regions, slice.Frame);
        if (outlines.Count > 0)
        {
            RoiSetFile.Write(PathOf(slice, Rois), [.. outlines.Select(outline => new ImageJRoi(outline.Region.Key, outline.Outline))]);
        }
        else
        {
            File.Delete(PathOf(slice, Rois));
        }
    }

    private void WriteProbabilities(Slice slice, SlicePrediction prediction)
    {
        if (_withProbabilities)
        {
            NpyFile.Write<float>(
                PathOf(slice, Probabilities), prediction.Probabilities, prediction.Regions.Catalog.Count, slice.Image.Height, slice.Image.Width);
        }
        else
        {
            File.Delete(PathOf(slice, Probabilities));
        }
    }

    private string PathOf(Slice slice, string ending) => Path.Combine(_folder, slice.Id + ending);
}
