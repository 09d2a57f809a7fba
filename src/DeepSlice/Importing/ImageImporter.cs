using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Slices;

namespace DeepSlice.Importing;

/// <summary>Turns microscope images and the ImageJ outlines drawn on them into a data set.</summary>
public static class ImageImporter
{
    /// <summary>Reads, bins and annotates every image that has outlines of the same name, as <c>B31-02.tif</c> and <c>B31-02.zip</c>.</summary>
    /// <param name="imagesFolder">Folder of images; those of its folders are not read.</param>
    /// <param name="roisFolder">Folder of ImageJ ROI zips, or single <c>.roi</c> files.</param>
    /// <param name="options">Binning, channel and regions.</param>
    /// <param name="progress">Told after each image, from any thread.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>
    /// Slices on a square working grid whose side is the longest of all, each in its middle; the tissue outside the outlines is
    /// <c>rest</c> where the catalogue has that. Files that cannot be read are listed, and the others are imported all the same.
    /// </returns>
    /// <exception cref="DirectoryNotFoundException">A folder is missing.</exception>
    /// <exception cref="InvalidDataException">There is no image.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ImportResult Import(
        string imagesFolder, string roisFolder, ImportOptions options, IProgress<ImportProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<ImportFailure> failures = [];
        IReadOnlyList<ImagePair> pairs = ImagePairing.Find(imagesFolder, roisFolder, failures);
        var images = new AnnotatedImage?[pairs.Count];
        int done = 0;
        Parallel.For(0, pairs.Count, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            images[i] = Attempt(pairs[i], failures, () => Read(pairs[i], options, cancellationToken));
            progress?.Report(new ImportProgress(Interlocked.Increment(ref done), pairs.Count));
        });
        SliceDataset dataset = Assemble([.. images.OfType<AnnotatedImage>()], options, imagesFolder, failures);
        return new ImportResult(dataset, [.. failures.OrderBy(failure => failure.Path, StringComparer.Ordinal)]);
    }

    /// <summary>Does the work on one image; lists the image and gives null where it fails.</summary>
    private static T? Attempt<T>(ImagePair pair, List<ImportFailure> failures, Func<T> work)
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
                failures.Add(new ImportFailure(pair.ImagePath, FileFailure.Describe(pair.ImagePath, error)));
            }

            return null;
        }
    }

    private static AnnotatedImage Read(ImagePair pair, ImportOptions options, CancellationToken cancellationToken)
    {
        IReadOnlyList<RegionOutline> outlines = RoiSetFile.ReadRegions(pair.RoiPath, options.Catalog);
        ImageFileInfo info = ImageFile.Inspect(pair.ImagePath);
        RequireInside(outlines, info.Size, pair);
        var reading = new ImageReadOptions { Binning = options.Binning, Channel = options.Channel, SmoothBeforeBinning = options.SmoothBeforeBinning };
        Raster<float> binned = ImageFile.Read(pair.ImagePath, reading, cancellationToken);
        return new AnnotatedImage(pair, binned, info.Size, info.MicrometresPerPixel, outlines);
    }

    // Outlines may leave the image by a hand's tremor; farther out, they were drawn on another image, or at another resolution.
    private static void RequireInside(IReadOnlyList<RegionOutline> outlines, RasterSize size, ImagePair pair)
    {
        const double Tremor = 1.05;
        foreach (RegionOutline outline in outlines)
        {
            PixelPoint[] vertices = [.. outline.Outline.Rings.SelectMany(ring => ring.Vertices)];
            double right = vertices.Max(vertex => vertex.X);
            double bottom = vertices.Max(vertex => vertex.Y);
            if (right > size.Width * Tremor || bottom > size.Height * Tremor)
            {
                throw new InvalidDataException(FormattableString.Invariant(
                    $"{pair.RoiPath}: found outline '{outline.Region.Key}' reaching to ({right:0}, {bottom:0}), the image {pair.ImagePath} has {size} pixels; give the outlines drawn on this image at this resolution"));
            }
        }
    }

    private static SliceDataset Assemble(IReadOnlyList<AnnotatedImage> images, ImportOptions options, string folder, List<ImportFailure> failures)
    {
        int side = images.Count == 0 ? 0 : images.Max(image => Math.Max(image.Binned.Width, image.Binned.Height));
        double?[] sizes = [.. images.Select(image => image.MicrometresPerPixel).Distinct()];
        return new SliceDataset
        {
            Catalog = options.Catalog,
            Binning = options.Binning,
            MicrometresPerPixel = options.MicrometresPerPixel ?? (sizes.Length == 1 ? sizes[0] : null),
            Provenance = $"images and ImageJ outlines imported from {Path.GetFileName(Path.GetFullPath(folder).TrimEnd('/'))}",
            Slices = [.. images.Select(image => Attempt(image.Pair, failures, () => Place(image, new RasterSize(side, side), options))).OfType<Slice>()],
        };
    }

    private static Slice Place(AnnotatedImage image, RasterSize size, ImportOptions options)
    {
        var padding = new Padding(image.Binned.Size, size);
        var frame = new SliceFrame
        {
            Binning = options.Binning,
            OriginalSize = image.OriginalSize,
            WorkingSize = size,
            OffsetX = padding.OffsetX,
            OffsetY = padding.OffsetY,
        };
        RegionMap regions = RegionMapBuilder.FromOutlines(
            options.Catalog,
            size,
            image.Outlines.Select(outline => KeyValuePair.Create(outline.Region.Key, outline.Outline.Map(frame.ToWorking))),
            options.Rule);
        return RestTissue.Fill(new Slice { Id = image.Pair.Id, Image = padding.Pad(image.Binned), Regions = regions, Frame = frame });
    }
}
