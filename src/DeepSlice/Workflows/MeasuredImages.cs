using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Workflows;

/// <summary>Finds the images of predicted slices: those given by the user, otherwise the inputs that <c>run.json</c> names.</summary>
internal sealed class MeasuredImages
{
    private readonly Dictionary<string, FolderImage> _given;
    private readonly PredictionRuns _runs;
    private readonly QuantityOptions _options;
    private DatasetReader? _dataset;
    private string? _datasetPath;
    private StackSource[] _stack = [];
    private string? _stackPath;

    /// <summary>Lists the images.</summary>
    /// <param name="runs">The runs of the predictions.</param>
    /// <param name="options">Images, plane and pixel size.</param>
    /// <param name="warnings">Gets what was left out.</param>
    /// <exception cref="FileNotFoundException">A path does not exist.</exception>
    /// <exception cref="InvalidDataException">A folder has no image, or two images have one name.</exception>
    public MeasuredImages(PredictionRuns runs, QuantityOptions options, List<string> warnings)
    {
        _runs = runs;
        _options = options;
        _given = new Dictionary<string, FolderImage>(StringComparer.OrdinalIgnoreCase);
        foreach (string path in options.Images)
        {
            foreach (FolderImage image in List(path, options.Recursive, warnings))
            {
                if (!_given.TryAdd(image.Id, image))
                {
                    throw new InvalidDataException($"{image.Path}: expected one image of slice '{image.Id}', got a second one beside {_given[image.Id].Path}; give one of them");
                }
            }
        }
    }

    /// <summary>The sub-folder of the image of a slice, which usually holds one animal; empty if unknown.</summary>
    public string AnimalOf(string id) => _given.GetValueOrDefault(id)?.Animal ?? "";

    /// <summary>Uses the image of a slice.</summary>
    /// <typeparam name="T">What comes of it.</typeparam>
    /// <param name="id">Id of the slice.</param>
    /// <param name="workingSize">Size of its label map.</param>
    /// <param name="use">Uses the image.</param>
    /// <param name="cancellationToken">Ends a conversion.</param>
    /// <exception cref="InvalidDataException">The image cannot be used, or is not that of the label map.</exception>
    /// <exception cref="FileNotFoundException">The image is not there.</exception>
    public T Use<T>(string id, RasterSize workingSize, Func<MeasuredImage, T> use, CancellationToken cancellationToken)
    {
        PredictionRunSlice? slice = _runs.FindSlice(id);
        string? input = slice?.Input;
        string? image = _given.GetValueOrDefault(id)?.Path ?? (_options.Images.Count == 0 && File.Exists(input) && !IsStack(input) ? input : null);
        if (image is not null)
        {
            return ConvertedImage.Read(image, path => use(WithPixelSize(OpenFile(path, image, workingSize, slice), slice)), cancellationToken);
        }

        return _options.Images.Count == 0 && (Directory.Exists(input) || File.Exists(input))
            ? use(WithPixelSize(OpenRaster(id, input), slice))
            : throw new FileNotFoundException(input is null || _options.Images.Count > 0
                ? $"expected an image of slice '{id}', got none; give it, or its folder, by --images"
                : $"{input}: expected the image of slice '{id}', which is no longer there; give it, or its folder, by --images");
    }

    private static IEnumerable<FolderImage> List(string path, bool recursive, List<string> warnings)
    {
        if (!Directory.Exists(path))
        {
            return File.Exists(path) ? [new FolderImage(path, ImageFolder.IdOf(path), "")] : throw new FileNotFoundException($"{path}: there is no such file or folder", path);
        }

        FolderImages found = ImageFolder.List(path, recursive);
        warnings.AddRange([.. found.Warnings, .. found.Failures.Select(failure => failure.Reason)]);
        return found.Images;
    }

    private static bool IsStack(string path) => path.EndsWith(".npy", StringComparison.OrdinalIgnoreCase);

    private MeasuredFile OpenFile(string path, string original, RasterSize workingSize, PredictionRunSlice? slice)
    {
        ImageFileInfo info = ImageFile.Inspect(path);
        bool isOfDataset = slice is not null && DatasetFolder.IsDataset(slice.Input);
        SliceFrame frame = isOfDataset
            ? ReadDatasetSlice(slice!.Id, slice.Input).Frame
            : new SliceFrame { Binning = new Binning(slice?.Binning ?? BinningOf(info.Size, workingSize)), OriginalSize = info.Size, WorkingSize = workingSize };
        if (isOfDataset ? frame.OriginalSize != info.Size : frame.Binning.Binned(info.Size) != workingSize)
        {
            throw new InvalidDataException($"{original}: expected the image that was predicted, with a label map of {workingSize} pixels at binning {frame.Binning}, got one of {info.Size}; give the image of this slice by --images");
        }

        return new MeasuredFile(path, info, frame, _options.Plane ?? PlaneOf(slice));
    }

    private int? PlaneOf(PredictionRunSlice? slice) => slice is null ? null : _runs.Find(slice.Id)?.Options.Reading?.Plane;

    // Of a folder without run.json: the binning that makes an image of one size one of the other.
    private static int BinningOf(RasterSize image, RasterSize working) => Math.Max(1, (int)Math.Ceiling(Math.Max((double)image.Width / working.Width, (double)image.Height / working.Height)));

    private MeasuredRaster OpenRaster(string id, string input)
    {
        if (IsStack(input))
        {
            if (_stackPath != input)
            {
                _stack = [.. StackSource.Open(input).Cast<StackSource>()];
                _stackPath = input;
            }

            StackSource stack = _stack.FirstOrDefault(source => source.Id == id) ?? throw new InvalidDataException($"{input}: expected slice '{id}' in the stack, got none; give its image by --images");
            Raster<float> image = stack.Stack.Image<float>(stack.Index);
            return new MeasuredRaster(image, SliceFrame.Identity(image.Size), null);
        }

        Slice slice = ReadDatasetSlice(id, input);
        return new MeasuredRaster(slice.Image, slice.Frame, _dataset!.Preprocessing.MicrometresPerPixel);
    }

    private Slice ReadDatasetSlice(string id, string path)
    {
        if (_datasetPath != path)
        {
            _dataset = DatasetReader.Open(path);
            _datasetPath = path;
        }

        int index = _dataset!.SliceIds.ToList().IndexOf(id);
        return index >= 0 ? _dataset.ReadSlice(index, withRegions: false) : throw new InvalidDataException($"{path}: expected slice '{id}' in the dataset, got none; give its image by --images");
    }

    private MeasuredImage WithPixelSize(MeasuredImage image, PredictionRunSlice? slice) =>
        image with { MicrometresPerPixel = _options.MicrometresPerPixel ?? (slice?.MicrometresPerWorkingPixel / slice?.Binning) ?? image.MicrometresPerPixel };
}
