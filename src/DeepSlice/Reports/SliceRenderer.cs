using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Reports;

/// <summary>Draws pictures of slices.</summary>
/// <remarks>
/// Small slices are enlarged by an integer factor, with interpolation of the image; large ones are reduced. Outlines are drawn at the resolution of the
/// picture, so they are sharp at any size. Thread-safe.
/// </remarks>
internal sealed class SliceRenderer
{
    private const double FillOpacity = 0.25;
    private const int ThickOutlineFrom = 200;
    private const int HatchPixels = 6;

    /// <summary>Creates a renderer.</summary>
    /// <param name="longestSide">Maximal length of a picture's longest side in pixels, 16 … 20000; the default for reports, 336, enlarges 84 px by 4.</param>
    /// <exception cref="ArgumentOutOfRangeException">The side is out of range.</exception>
    public SliceRenderer(int longestSide = 336) => LongestSide = Ensure.InRange(longestSide, 16, 20_000);

    /// <summary>Maximal length of a picture's longest side in pixels.</summary>
    public int LongestSide { get; }

    /// <summary>Draws the image alone, with a contrast stretch that makes dim tissue visible.</summary>
    /// <param name="image">Grey values in any unit.</param>
    /// <param name="exposedAs">Image of the same unit whose contrast stretch is used, so that both can be compared; by default the image itself.</param>
    /// <returns>Display values, 0 … 255.</returns>
    public Raster<byte> Image(Raster<float> image, Raster<float>? exposedAs = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        RasterSize size = new PictureScale(image.Size, LongestSide).Size;
        Raster<float> smaller = Smaller(image);
        Raster<float> shown = smaller.Map(new GreyStretch(exposedAs is null ? smaller : Smaller(exposedAs)).Apply);
        Raster<float> resized = shown.Size == size ? shown : SmoothResize.Apply(shown, size);
        var picture = new Raster<byte>(size);
        Span<byte> pixels = picture.Pixels;
        ReadOnlySpan<float> values = resized.Pixels;
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)Math.Clamp(MathF.Round(values[i]), 0, 255);
        }

        return picture;
    }

    /// <summary>Draws the image with its annotated regions tinted and outlined.</summary>
    /// <param name="image">Grey values in any unit.</param>
    /// <param name="regions">Regions of the same size.</param>
    /// <param name="exposedAs">As for <see cref="Image"/>.</param>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public Raster<RegionColor> Overlay(Raster<float> image, RegionMap regions, Raster<float>? exposedAs = null)
    {
        RequireSameSize(image, regions);
        return Overlay(Image(image, exposedAs), regions);
    }

    /// <summary>Draws regions on the slice's <see cref="Image"/>, and hatches damage where it is given.</summary>
    internal Raster<RegionColor> Overlay(Raster<byte> grey, RegionMap regions, Raster<byte>? damage = null)
    {
        var picture = new Raster<RegionColor>(grey.Size);
        Region[] catalog = [.. regions.Catalog.Regions];
        RegionColor[][] tints = Array.ConvertAll(catalog, Tints);
        Raster<byte> indices = SmoothLabels.Resize(regions.Indices, LongestSide);
        Raster<bool> borders = RegionBorders.Mark(indices);
        if (Math.Max(picture.Width, picture.Height) >= ThickOutlineFrom)
        {
            borders = RegionBorders.Widen(indices, borders);
        }

        for (int y = 0; y < picture.Height; y++)
        {
            Span<RegionColor> pixels = picture.Row(y);
            ReadOnlySpan<byte> rowGrey = grey.Row(y);
            ReadOnlySpan<byte> rowIndices = indices.Row(y);
            ReadOnlySpan<bool> rowBorders = borders.Row(y);
            for (int x = 0; x < pixels.Length; x++)
            {
                byte index = rowIndices[x];
                pixels[x] = rowBorders[x] && catalog[index].IsAnnotated ? catalog[index].Color : tints[index][rowGrey[x]];
            }
        }

        if (damage is not null)
        {
            Hatch(picture, SmoothLabels.Resize(damage, LongestSide));
        }

        return picture;
    }


    /// <summary>Draws every region in its colour, including background and other tissue.</summary>
    /// <param name="regions">Regions.</param>
    public Raster<RegionColor> Labels(RegionMap regions)
    {
        ArgumentNullException.ThrowIfNull(regions);
        return SmoothLabels.Resize(regions.Indices, LongestSide).Map(index => regions.Catalog.Regions[index].Color);
    }

    /// <summary>Draws where prediction and annotation agree, on the dimmed image: right, missed, extra, and wrong region.</summary>
    /// <param name="image">Grey values in any unit.</param>
    /// <param name="predicted">The prediction.</param>
    /// <param name="truth">The annotation.</param>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public Raster<RegionColor> Difference(Raster<float> image, RegionMap predicted, RegionMap truth)
    {
        RequireSameSize(image, predicted);
        RequireSameSize(image, truth);
        Raster<RegionColor> picture = Image(image).Map(value => Blend(Grey(value), default, 0.4));
        Raster<byte> predictedIndices = SmoothLabels.Resize(predicted.Indices, LongestSide);
        Raster<byte> truthIndices = SmoothLabels.Resize(truth.Indices, LongestSide);
        Raster<bool> borders = RegionBorders.Mark(truthIndices);
        for (int y = 0; y < picture.Height; y++)
        {
            Span<RegionColor> pixels = picture.Row(y);
            ReadOnlySpan<byte> rowTruth = truthIndices.Row(y);
            ReadOnlySpan<byte> rowPredicted = predictedIndices.Row(y);
            ReadOnlySpan<bool> rowBorders = borders.Row(y);
            for (int x = 0; x < pixels.Length; x++)
            {
                Region truthRegion = truth.Catalog.Regions[rowTruth[x]];
                Region predictedRegion = predicted.Catalog.Regions[rowPredicted[x]];
                if (Agreement.Of(predictedRegion, truthRegion) is Agreement agreement)
                {
                    pixels[x] = Blend(pixels[x], agreement.Color, agreement.Opacity);
                }

                if (truthRegion.IsAnnotated && rowBorders[x])
                {
                    pixels[x] = Blend(pixels[x], new RegionColor(255, 255, 255), 0.6);
                }
            }
        }

        return picture;
    }

    private Raster<float> Smaller(Raster<float> image)
    {
        RasterSize size = new PictureScale(image.Size, LongestSide).Size;
        return size.PixelCount < image.Size.PixelCount ? SmoothResize.Apply(image, size) : image;
    }

    private static void RequireSameSize(Raster<float> image, RegionMap regions)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(regions);
        if (image.Size != regions.Size)
        {
            throw new ArgumentException($"expected regions of the image's size {image.Size}, got {regions.Size}", nameof(regions));
        }
    }

    /// <summary>Colour table: by grey value, the colour inside a region.</summary>
    private static RegionColor[] Tints(Region region)
    {
        var tints = new RegionColor[256];
        for (int value = 0; value < tints.Length; value++)
        {
            RegionColor grey = Grey((byte)value);
            tints[value] = region.IsAnnotated ? Blend(grey, region.Color, FillOpacity) : grey;
        }

        return tints;
    }

    private static void Hatch(Raster<RegionColor> picture, Raster<byte> damage)
    {
        var color = new RegionColor(255, 0, 200);
        for (int y = 0; y < picture.Height; y++)
        {
            Span<RegionColor> pixels = picture.Row(y);
            ReadOnlySpan<byte> marks = damage.Row(y);
            for (int x = 0; x < pixels.Length; x++)
            {
                if (marks[x] != DamageMask.Sound && (x + y) % HatchPixels < HatchPixels / 3)
                {
                    pixels[x] = color;
                }
            }
        }
    }

    private static RegionColor Grey(byte value) => new(value, value, value);

    private static RegionColor Blend(RegionColor under, RegionColor over, double opacity)
    {
        byte Mix(byte a, byte b) => (byte)Math.Round(a + ((b - a) * opacity));
        return new RegionColor(Mix(under.Red, over.Red), Mix(under.Green, over.Green), Mix(under.Blue, over.Blue));
    }
}
