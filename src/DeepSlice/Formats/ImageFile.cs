using System.Numerics.Tensors;
using DeepSlice.Geometry;
using DeepSlice.Native;
using DeepSlice.Native.Vips;
using DeepSlice.Slices;

namespace DeepSlice.Formats;

/// <summary>Images of any format that libvips reads: TIFF (tiled, pyramidal, BigTIFF, OME), PNG, JPEG, whole-slide formats.</summary>
/// <remarks>The format is detected from the content, not from the name.</remarks>
public static class ImageFile
{
    // Some writers subsample to make a level, and all of them round its samples: so much averaging remains to be done.
    private const int LeastOwnBinning = 4;

    /// <summary>Reads an image's header.</summary>
    /// <param name="path">Image file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is not a readable image, or its header contradicts its size.</exception>
    internal static ImageFileInfo Inspect(string path) => UsingImage(path, (_, content) => content.Info);

    /// <summary>Reads one channel of an image and bins it while decoding, so that only the result and a few rows are in memory.</summary>
    /// <param name="path">Image file.</param>
    /// <param name="preprocessing">Channel, plane or projection, blur and binning; null reads at full resolution.</param>
    /// <param name="cancellationToken">Stops the reading within a row.</param>
    /// <returns>
    /// Block means of the raw samples (16-bit: 0 … 65535), ⌈width ÷ binning⌉ × ⌈height ÷ binning⌉; a block cut by the right or lower
    /// border is the mean of its existing pixels.
    /// </returns>
    /// <remarks>
    /// If the file has smaller copies of the image, a copy is binned whose reduction divides the binning and leaves at least 4: a
    /// gigapixel pyramid at binning 64 needs only a small level.
    /// </remarks>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, truncated or not a readable image, has no such channel, or is too large at this binning.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Raster<float> Read(string path, Preprocessing? preprocessing = null, CancellationToken cancellationToken = default)
    {
        return ReadWithColour(path, preprocessing ?? Preprocessing.None, cancellationToken).Pixels;
    }

    /// <summary>Reads as <see cref="Read"/> does.</summary>
    /// <returns>The values, and whether they are means of red, green and blue that differ visibly.</returns>
    internal static (Raster<float> Pixels, bool IsColoured) ReadWithColour(string path, Preprocessing preprocessing, CancellationToken cancellationToken = default) =>
        UsingImage(path, (first, content) =>
        {
            int? channel = content.ChannelOf(preprocessing);
            double[] bandWeights = BandWeights(content.Header, channel);
            bool isColoured = false;
            Raster<float> ReadPlane(int plane)
            {
                int page = content.Pages.First + content.Layout.PageOf((channel ?? 0) / content.Header.Bands, plane);
                (Raster<float> pixels, bool hasColour) = UsingPage(
                    path, first, content, page, image => ReadNearestLevel(path, content.Pages, image, page, bandWeights, preprocessing, cancellationToken));
                isColoured |= hasColour;
                return pixels;
            }

            int planes = content.Layout.Planes;
            Raster<float> result = preprocessing.Plane is int chosen
                ? ReadPlane(chosen < planes ? chosen : throw new InvalidDataException($"{path}: expected a plane of 0 to {planes - 1}, got --plane {chosen}"))
                : Project(ReadPlane, planes, preprocessing.Projection ?? StackProjection.Maximum);
            if (preprocessing.Background == SliceBackground.Bright)
            {
                BrightBackground.Invert(result);
            }

            return (result, isColoured);
        });

    /// <summary>Gives the rows of an image at full resolution while they are decoded, so that only a few rows are in memory.</summary>
    /// <param name="path">Image file.</param>
    /// <param name="page">Which of the pages that hold channels, from 0; the samples of a page are channels, too.</param>
    /// <param name="plane">Plane of a Z-stack, from 0.</param>
    /// <param name="take">Receives the rows, from the top on.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, truncated or not a readable image, or its pages differ.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    internal static void ReadRows(string path, int page, int plane, VipsRowTaker take, CancellationToken cancellationToken = default) =>
        UsingImage(path, (first, content) =>
            UsingPage(path, first, content, content.Pages.First + content.Layout.PageOf(page, plane), image =>
            {
                image.ReadRows(take, cancellationToken);
                return true;
            }));

    private static T UsingPage<T>(string path, VipsImage first, ImageContent content, int page, Func<VipsImage, T> read) => page == content.Pages.First
        ? read(first)
        : Using(path, new VipsPart(page), image =>
        {
            RequireSameLayout(path, content.Header, image.Header, page);
            return read(image);
        });

    private static Raster<float> Project(Func<int, Raster<float>> read, int planes, StackProjection projection)
    {
        Raster<float> result = read(0);
        for (int plane = 1; plane < planes; plane++)
        {
            Raster<float> next = read(plane);
            if (projection == StackProjection.Maximum)
            {
                TensorPrimitives.Max(result.Pixels, next.Pixels, result.Pixels);
            }
            else
            {
                TensorPrimitives.Add(result.Pixels, next.Pixels, result.Pixels);
            }
        }

        if (projection == StackProjection.Mean && planes > 1)
        {
            TensorPrimitives.Divide(result.Pixels, planes, result.Pixels);
        }

        return result;
    }

    /// <summary>Writes an image as TIFF of one 32-bit floating-point channel, compressed with Deflate.</summary>
    /// <param name="path">File, replaced if it exists.</param>
    /// <param name="pixels">Values, kept bit for bit.</param>
    /// <param name="micrometresPerPixel">Side of a pixel, written as the resolution of the file; null if unknown.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, Raster<float> pixels, double? micrometresPerPixel = null) => WriteTiff(path, pixels, micrometresPerPixel);

    /// <summary>Writes an image as TIFF of one 16-bit channel, compressed with Deflate.</summary>
    /// <param name="path">File, replaced if it exists.</param>
    /// <param name="pixels">Values 0 … 65535.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, Raster<ushort> pixels) => WriteTiff(path, pixels, micrometresPerPixel: null);

    /// <summary>Opens an image of a file; errors become errors that name the file.</summary>
    /// <typeparam name="T">What is read.</typeparam>
    /// <param name="path">Image file.</param>
    /// <param name="part">Page, sub-IFD or level.</param>
    /// <param name="read">Reads the opened image.</param>
    /// <param name="keepIndices">See <see cref="VipsImage.Open"/>.</param>
    internal static T Using<T>(string path, VipsPart part, Func<VipsImage, T> read, bool keepIndices = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        VipsImage image;
        try
        {
            image = ImageFormats.Convertible(path) is { } format
                ? throw new InvalidDataException(ConvertedImage.Refusal(path, format))
                : VipsImage.Open(path, part, keepIndices);
        }
        catch (NativeException error)
        {
            ReadableFile.Require(path);
            throw new InvalidDataException($"{path}: {ImageFormats.Describe(path, error.Message)}", error);
        }

        try
        {
            using (image)
            {
                return read(image);
            }
        }
        catch (NativeException error)
        {
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }
    }

    // Opens the first page of the image itself: thumbnails and labels may come before it.
    private static T UsingImage<T>(string path, Func<VipsImage, ImageContent, T> read) => Using(path, default, first =>
    {
        var pages = new ImagePages(path, first.Header);
        return pages.First == 0
            ? read(first, ImageContent.Of(path, pages, first, first))
            : Using(path, new VipsPart(pages.First), image => read(image, ImageContent.Of(path, pages, image, first)));
    });

    private static void WriteTiff<T>(string path, Raster<T> pixels, double? micrometresPerPixel)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(pixels);
        OutputFile.Write(path, temporary =>
        {
            try
            {
                VipsImage.WriteTiff<T>(temporary, pixels.Pixels, pixels.Width, pixels.Height, bands: 1, 1000 / micrometresPerPixel);
            }
            catch (NativeException error)
            {
                throw new IOException($"{path}: expected to write the file, got {PlainWords.ReasonAndRemedyOf(error)}", error);
            }
        });
    }

    private static (Raster<float> Pixels, bool IsColoured) ReadNearestLevel(
        string path, ImagePages pages, VipsImage image, int page, double[] bandWeights, Preprocessing preprocessing, CancellationToken cancellationToken)
    {
        int binning = preprocessing.Binning.Factor;
        RasterSize size = new(image.Header.Width, image.Header.Height);
        if (binning < 2 * LeastOwnBinning)
        {
            return ReadLevel(path, image, size, 1, bandWeights, preprocessing, cancellationToken);
        }

        ImageLevel nearest = pages.LevelsOf(image.Header, page)
            .Last(level => level.Reduction == 1 || (binning % level.Reduction == 0 && binning / level.Reduction >= LeastOwnBinning));
        return nearest.Reduction == 1
            ? ReadLevel(path, image, size, 1, bandWeights, preprocessing, cancellationToken)
            : Using(path, nearest.Part, level => ReadLevel(path, level, size, nearest.Reduction, bandWeights, preprocessing, cancellationToken));
    }

    private static (Raster<float> Pixels, bool IsColoured) ReadLevel(
        string path, VipsImage level, RasterSize size, int reduction, double[] bandWeights, Preprocessing preprocessing, CancellationToken cancellationToken)
    {
        VipsHeader header = level.Header;
        int factor = preprocessing.Binning.Factor;
        double sigmaPixels = preprocessing.Blur ? factor / 2.0 : 0;
        AxisWeights x = AxisWeights.ReducedBlockMean(header.Width, reduction, size.Width, factor, sigmaPixels);
        AxisWeights y = AxisWeights.ReducedBlockMean(header.Height, reduction, size.Height, factor, sigmaPixels);
        if ((long)x.Count * y.Count > Array.MaxLength)
        {
            throw new InvalidDataException($"{path}: expected at most {Array.MaxLength} pixels, got {x.Count}×{y.Count} at binning {factor}; read it with a larger binning");
        }

        var result = new Raster<float>(x.Count, y.Count);
        bool isColoured = level.Read(bandWeights, x, y, result.Pixels, cancellationToken);
        return (result, isColoured);
    }

    private static void RequireSameLayout(string path, VipsHeader first, VipsHeader found, int page)
    {
        if (found.Width != first.Width || found.Height != first.Height || found.Bands != first.Bands)
        {
            throw new InvalidDataException(
                $"{path}: expected channels and planes of {first.Width}×{first.Height} pixels of {first.Bands} samples as on the first page, got {found.Width}×{found.Height} of {found.Bands} on page {page}; choose another channel or plane by --channel and --plane");
        }
    }

    private static double[] BandWeights(VipsHeader header, int? channel)
    {
        var weights = new double[header.Bands];
        if (channel is null && ImageContent.IsColor(header))
        {
            weights.AsSpan(0, 3).Fill(1.0 / 3);
        }
        else
        {
            weights[(channel ?? 0) % header.Bands] = 1;
        }

        return weights;
    }
}
