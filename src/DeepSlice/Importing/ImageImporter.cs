using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Slices;

namespace DeepSlice.Importing;

/// <summary>Turns microscope images and the outlines drawn on them into a dataset.</summary>
public static class ImageImporter
{
    /// <summary>Reads, bins and annotates every image that has outlines of the same name, as <c>B31-02.tif</c> and <c>B31-02.zip</c>.</summary>
    /// <param name="imagesFolder">Folder of images.</param>
    /// <param name="roisFolder">Folder of outlines: ImageJ's ROI zips or single <c>.roi</c> files, or QuPath's <c>.geojson</c> exports.</param>
    /// <param name="options">Binning, channel and regions.</param>
    /// <param name="progress">Receives a report after each image, from any thread.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>
    /// Slices centred on a square working grid with the longest side of all; tissue outside the outlines is
    /// <c>rest</c> if the catalogue has it. Unreadable files are listed, and the others are imported.
    /// </returns>
    /// <exception cref="DirectoryNotFoundException">A folder is missing.</exception>
    /// <exception cref="InvalidDataException">There is no image.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ImportResult Import(
        string imagesFolder, string roisFolder, ImportOptions options, IProgress<ImportProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<FileFailure> failures = [];
        List<string> warnings = [];
        var names = new RegionNames(options.Catalog) { MergeSides = options.MergeSides };
        var checks = new AnnotationChecks();
        IReadOnlyList<ImagePair> pairs = ImagePairing.Find(imagesFolder, roisFolder, options.Recursive, failures, warnings);
        (Binning binning, string reason) = options.Binning is { } stated ? (stated, "as stated") : PlanBinning(pairs, options.Preprocessing, cancellationToken);
        Preprocessing preprocessing = options.Preprocessing with { Binning = binning };
        var images = new AnnotatedImage?[pairs.Count];
        int done = 0;
        Parallel.For(0, pairs.Count, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            images[i] = Attempt(pairs[i], failures, () => Read(pairs[i], preprocessing, names, checks, cancellationToken));
            progress?.Report(new ImportProgress(Interlocked.Increment(ref done), pairs.Count));
        });
        AnnotatedImage[] read = [.. images.OfType<AnnotatedImage>()];
        warnings.AddRange(ReadingWarnings.Of(read));
        preprocessing = preprocessing with
        {
            MicrometresPerPixel = preprocessing.MicrometresPerPixel ?? CommonPixelSize(read, warnings),
            Background = preprocessing.Background ?? (read.Length > 0 && Array.TrueForAll(read, image => image.IsInverted) ? SliceBackground.Bright : null),
        };
        SliceDataset dataset = Assemble(read, preprocessing, options.Catalog, imagesFolder, checks, failures);
        warnings.AddRange(checks.Warnings(options.Catalog));
        warnings.AddRange(new[] { RegionCounts.Of(dataset).Warning(), DatasetScale.Warning(dataset) }.OfType<string>());

        RasterSize size = dataset.Slices.Count > 0 ? dataset.Slices[0].Image.Size : default;
        return new ImportResult(
            dataset,
            new SliceScale(binning, size, preprocessing.MicrometresPerWorkingPixel, reason),
            [.. failures.OrderBy(failure => failure.Path, StringComparer.Ordinal)],
            warnings);
    }

    // One binning for all: by the median length of the tissue of a few images, read coarsely.
    private static (Binning Binning, string Reason) PlanBinning(IReadOnlyList<ImagePair> pairs, Preprocessing preprocessing, CancellationToken cancellationToken)
    {
        const int MostImages = 12;
        const double ProbeSide = 256;
        List<FileFailure> unread = []; // told of when the image itself is read
        ImagePair[] sample = [.. pairs.Where((_, i) => (long)i * MostImages / pairs.Count != ((long)i - 1) * MostImages / pairs.Count || i == 0)];
        var measured = new List<(double Length, RasterSize Size)>();
        foreach (ImagePair pair in sample)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Attempt(pair, unread, () => ConvertedImage.Read(
                pair.ImagePath,
                path =>
                {
                    RasterSize size = ImageFile.Inspect(path).Size;
                    var coarse = new Binning((int)Math.Clamp(Math.Max(size.Width, size.Height) / ProbeSide, 1, 4096));
                    Raster<float> image = ImageFile.Read(path, preprocessing with { Binning = coarse }, cancellationToken);
                    _ = preprocessing.Background is null && BrightBackground.InvertIfIn(image);
                    measured.Add((TissueLength.Measure(image) * coarse.Factor, size));
                    return pair;
                },
                cancellationToken));
        }

        (double length, RasterSize ofSize) = measured.Count == 0 ? (0, new RasterSize(1, 1)) : measured.OrderBy(image => image.Length).ElementAt(measured.Count / 2);
        return DatasetScale.Usual.ByTissue(length, ofSize);
    }

    private static double? CommonPixelSize(AnnotatedImage[] images, List<string> warnings)
    {
        AnnotatedImage[] known = [.. images.Where(image => image.MicrometresPerPixel is not null)];
        if (known.Length == 0)
        {
            return null;
        }

        double size = known[0].MicrometresPerPixel!.Value;
        if (known.FirstOrDefault(image => !PixelSize.AreEqual(size, image.MicrometresPerPixel!.Value)) is { } other)
        {
            warnings.Add(FormattableString.Invariant(
                $"expected images of one pixel size, got {size:0.####} µm in {known[0].Pair.Id} and {other.MicrometresPerPixel:0.####} µm in {other.Pair.Id}; import each size on its own, or state one by --pixel-size"));
            return null;
        }

        if (known.Length < images.Length)
        {
            warnings.Add(FormattableString.Invariant(
                $"expected a pixel size in every image, got none in {images.First(image => image.MicrometresPerPixel is null).Pair.Id} and {images.Length - known.Length} of {images.Length} in all; the others' {size:0.####} µm was used; state it by --pixel-size"));
        }

        return size;
    }

    /// <summary>Does the work on one image; lists the image and gives null where it fails.</summary>
    private static T? Attempt<T>(ImagePair pair, List<FileFailure> failures, Func<T> work)
        where T : class
    {
        try
        {
            return work();
        }
        catch (Exception error) when (FileFailure.IsOne(error))
        {
            lock (failures)
            {
                failures.Add(FileFailure.Of(pair.ImagePath, error));
            }

            return null;
        }
    }

    private static AnnotatedImage Read(ImagePair pair, Preprocessing preprocessing, RegionNames names, AnnotationChecks checks, CancellationToken cancellationToken)
    {
        SliceOutlines outlines = OutlineFile.Read(pair.RoiPath, pair.Id, names, checks.Notes);
        return ConvertedImage.Read(
            pair.ImagePath,
            path =>
            {
                ImageFileInfo info = ImageFile.Inspect(path);
                AnnotationChecks.RequireInside(outlines.Regions, info.Size, pair);
                (Raster<float> binned, bool isColoured) = ImageFile.ReadWithColour(path, preprocessing, cancellationToken);
                bool isJudgedBright = preprocessing.Background is null && BrightBackground.InvertIfIn(binned);
                checks.LookAtImage(pair.Id, binned);
                bool isInverted = isJudgedBright || preprocessing.Background == SliceBackground.Bright;
                return new AnnotatedImage(pair, binned, info.Size, info.MicrometresPerPixel, outlines.Regions)
                {
                    Damage = new DrawnDamage(outlines.Damage, [.. pair.MaskPaths.Select(mask => DrawnDamage.ReadMask(mask, info.Size, preprocessing.Binning))]),
                    IsInverted = isInverted,
                    Warning = ReadingWords.Join(
                        ReadingWords.Of(info, preprocessing, preprocessing),
                        isColoured && !isInverted ? ReadingWords.OfColours : null,
                        isJudgedBright ? ReadingWords.OfInversion : null),
                };
            },
            cancellationToken);
    }

    private static SliceDataset Assemble(AnnotatedImage[] images, Preprocessing preprocessing, RegionCatalog catalog, string folder, AnnotationChecks checks, List<FileFailure> failures)
    {
        int side = images.Length == 0 ? 0 : images.Max(image => Math.Max(image.Binned.Width, image.Binned.Height));
        return new SliceDataset
        {
            Catalog = catalog,
            Preprocessing = preprocessing,
            Provenance = $"images and outlines imported from {Path.GetFileName(Path.GetFullPath(folder).TrimEnd('/'))}",
            Slices = [.. images.Select(image => Attempt(image.Pair, failures, () => Place(image, new RasterSize(side, side), preprocessing, catalog, checks))).OfType<Slice>()],
        };
    }

    private static Slice Place(AnnotatedImage image, RasterSize size, Preprocessing preprocessing, RegionCatalog catalog, AnnotationChecks checks)
    {
        var padding = new Padding(image.Binned.Size, size);
        var frame = new SliceFrame
        {
            Binning = preprocessing.Binning,
            OriginalSize = image.OriginalSize,
            WorkingSize = size,
            OffsetX = padding.OffsetX,
            OffsetY = padding.OffsetY,
        };
        RegionMap regions = RegionMapBuilder.FromOutlines(
            catalog,
            size,
            image.Outlines.Select(outline => KeyValuePair.Create(outline.Region.Key, outline.Outline.Map(frame.ToWorking))),
            preprocessing.Rule ?? RasterRule.PixelCentre);
        checks.LookAtOutlines(image, frame, preprocessing.Rule ?? RasterRule.PixelCentre, regions);
        return RestTissue.Fill(new Slice { Id = image.Pair.Id, Image = padding.Pad(image.Binned), Regions = regions, Damage = image.Damage.Place(padding, frame, preprocessing.Rule ?? RasterRule.PixelCentre), Frame = frame });
    }
}
