using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Reports;

/// <summary>Draws slices for people to look at.</summary>
/// <remarks>
/// Small slices are enlarged by a whole factor, the image smoothly; large ones are reduced. Outlines are drawn at the size of the picture,
/// so they are crisp at any size. Thread-safe.
/// </remarks>
public sealed class SliceRenderer
{
    private const double FillOpacity = 0.25;
    private const int ThickOutlineFrom = 200;

    /// <summary>Makes a renderer.</summary>
    /// <param name="longestSide">Pictures' longest side in pixels at most, 16 … 20000; 336 suits a report, and enlarges 84 px by 4.</param>
    /// <exception cref="ArgumentOutOfRangeException">The side is out of range.</exception>
    public SliceRenderer(int longestSide = 336) => LongestSide = Ensure.InRange(longestSide, 16, 20_000);

    /// <summary>Pictures' longest side in pixels at most.</summary>
    public int LongestSide { get; }

    /// <summary>Draws the image alone, stretched so that dim tissue is visible.</summary>
    /// <param name="image">Grey values in any unit.</param>
    /// <returns>Display values, 0 … 255.</returns>
    public Raster<byte> Image(Raster<float> image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var stretch = new GreyStretch(image);
        return SmoothResize.Apply(image, new PictureScale(image.Size, LongestSide).Size).Map(stretch.Apply);
    }

    /// <summary>Draws the image with its annotated regions tinted and outlined.</summary>
    /// <param name="image">Grey values in any unit.</param>
    /// <param name="regions">Regions of the same size.</param>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public Raster<RegionColor> Overlay(Raster<float> image, RegionMap regions)
    {
        RequireSameSize(image, regions);
        Raster<RegionColor> picture = Image(image).Map(Grey);
        Raster<byte> indices = SmoothLabels.Resize(regions.Indices, LongestSide);
        int width = Math.Max(picture.Width, picture.Height) >= ThickOutlineFrom ? 2 : 1;
        for (int y = 0; y < picture.Height; y++)
        {
            Span<RegionColor> pixels = picture.Row(y);
            for (int x = 0; x < pixels.Length; x++)
            {
                Region region = regions.Catalog.Regions[indices[x, y]];
                if (region.IsAnnotated)
                {
                    pixels[x] = IsBorder(indices, x, y, width) ? region.Color : Blend(pixels[x], region.Color, FillOpacity);
                }
            }
        }

        return picture;
    }

    /// <summary>Draws every region in its colour, background and other tissue among them.</summary>
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
        for (int y = 0; y < picture.Height; y++)
        {
            Span<RegionColor> pixels = picture.Row(y);
            for (int x = 0; x < pixels.Length; x++)
            {
                Region truthRegion = truth.Catalog.Regions[truthIndices[x, y]];
                Region predictedRegion = predicted.Catalog.Regions[predictedIndices[x, y]];
                if (Agreement.Of(predictedRegion, truthRegion) is Agreement agreement)
                {
                    pixels[x] = Blend(pixels[x], agreement.Color, agreement.Opacity);
                }

                if (truthRegion.IsAnnotated && IsBorder(truthIndices, x, y, 1))
                {
                    pixels[x] = Blend(pixels[x], new RegionColor(255, 255, 255), 0.6);
                }
            }
        }

        return picture;
    }

    private static void RequireSameSize(Raster<float> image, RegionMap regions)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(regions);
        if (image.Size != regions.Size)
        {
            throw new ArgumentException($"found regions of {regions.Size} for an image of {image.Size}, both must have the same size", nameof(regions));
        }
    }

    /// <summary>Whether another region begins within a number of pixels; the frame is no border.</summary>
    private static bool IsBorder(Raster<byte> indices, int x, int y, int width)
    {
        byte own = indices[x, y];
        for (int dy = -width; dy <= width; dy++)
        {
            for (int dx = -width; dx <= width; dx++)
            {
                if (Math.Abs(dx) + Math.Abs(dy) <= width && indices.Contains(x + dx, y + dy) && indices[x + dx, y + dy] != own)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static RegionColor Grey(byte value) => new(value, value, value);

    private static RegionColor Blend(RegionColor under, RegionColor over, double opacity)
    {
        byte Mix(byte a, byte b) => (byte)Math.Round(a + ((b - a) * opacity));
        return new RegionColor(Mix(under.Red, over.Red), Mix(under.Green, over.Green), Mix(under.Blue, over.Blue));
    }
}
