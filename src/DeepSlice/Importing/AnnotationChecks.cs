using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Slices;

namespace DeepSlice.Importing;

/// <summary>Checks whether images and outlines fit each other, and collects what does not as few warnings.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class AnnotationChecks
{
    private readonly SortedDictionary<string, SortedSet<string>> _noSignal = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _cornered = new(StringComparer.Ordinal);

    /// <summary>What was noticed when the outlines were read.</summary>
    public OutlineNotes Notes { get; } = new();

    /// <summary>Refuses outlines that reach out of their image. Hand-drawn ones may slightly; farther out, they belong to another image or another resolution.</summary>
    /// <param name="outlines">Outlines in full-resolution pixels.</param>
    /// <param name="size">Size of the image.</param>
    /// <param name="pair">Their files.</param>
    /// <exception cref="InvalidDataException">An outline reaches out of the image by more than a twentieth of its side.</exception>
    public static void RequireInside(IReadOnlyList<RegionOutline> outlines, RasterSize size, ImagePair pair)
    {
        const double Tremor = 0.05;
        foreach (RegionOutline outline in outlines)
        {
            var box = OutlineBox.Of([outline]);
            if (box.Right > size.Width * (1 + Tremor) || box.Bottom > size.Height * (1 + Tremor) || box.Left < -size.Width * Tremor || box.Top < -size.Height * Tremor)
            {
                throw new InvalidDataException(FormattableString.Invariant(
                    $"{pair.RoiPath}: expected outlines within the {size} pixels of {pair.ImagePath}, got '{outline.Name}' ({outline.Region.Key}) from ({box.Left:0}, {box.Top:0}) to ({box.Right:0}, {box.Bottom:0}); give the outlines drawn on this image at this resolution"));
            }
        }
    }

    /// <summary>Notes an image without signal.</summary>
    /// <param name="id">The slice.</param>
    /// <param name="image">Its image; values that are not finite become 0, which is padding.</param>
    public void LookAtImage(string id, Raster<float> image)
    {
        string? problem = ImageSignal.FindProblem(image);
        ImageSignal.RemoveNonFinite(image);
        if (problem is not null)
        {
            lock (_noSignal)
            {
                if (!_noSignal.TryGetValue(problem, out SortedSet<string>? ids))
                {
                    _noSignal.Add(problem, ids = new SortedSet<string>(StringComparer.Ordinal));
                }

                ids.Add(id);
            }
        }
    }

    /// <summary>Notes outlines that have no pixels, and those that seem to be drawn on a smaller copy of the image.</summary>
    /// <param name="image">Image and outlines.</param>
    /// <param name="frame">How the working grid lies on the image.</param>
    /// <param name="rule">Which pixels belong to an outline.</param>
    /// <param name="regions">The region map of all outlines.</param>
    /// <exception cref="InvalidDataException">No outline has a pixel.</exception>
    public void LookAtOutlines(AnnotatedImage image, SliceFrame frame, RasterRule rule, RegionMap regions)
    {
        var notes = new SliceNotes();
        var scratch = new Raster<byte>(regions.Size);
        foreach (RegionOutline outline in image.Outlines)
        {
            scratch.Pixels.Clear();
            PolygonRasterizer.Fill(outline.Outline.Map(frame.ToWorking), rule, scratch, 1);
            if (!scratch.Pixels.Contains((byte)1))
            {
                notes.Skipped.Add(new SkippedRoi(outline.Name, IsOutside(outline, image.OriginalSize) ? "it lies outside the image" : $"it is smaller than a working pixel at binning {frame.Binning}"));
            }
            else if (regions.Area(outline.Region) == 0 && !notes.Skipped.Exists(skipped => skipped.Name == outline.Name))
            {
                notes.Skipped.Add(new SkippedRoi(outline.Name, "regions that come first in the catalogue cover it"));
            }
        }

        if (notes.Skipped.Count == image.Outlines.Count)
        {
            throw new InvalidDataException($"{image.Pair.RoiPath}: {notes.WhyNothing(regions.Catalog)}");
        }

        Notes.Add(image.Pair.Id, notes);
        if (SmallCopy.IsLikely(image, regions))
        {
            _cornered.Add(image.Pair.Id);
        }
    }

    /// <summary>The warnings.</summary>
    /// <param name="catalog">Regions of the outlines.</param>
    public IReadOnlyList<string> Warnings(RegionCatalog catalog) =>
    [
        .. _noSignal.Count == 0 ? Array.Empty<string>() :
            [$"expected images with tissue, got images {string.Join(", ", _noSignal.Select(problem => $"{problem.Key} in {SliceList.Of(problem.Value)}"))}; scan these slices again, give another channel (--channel), or leave them out"],
        .. _cornered.Count == 0 ? Array.Empty<string>() :
            [$"expected outlines spread over the tissue, got all of them in its upper left corner in {SliceList.Of(_cornered)}; if they were drawn on a smaller copy of the image, draw them on the image itself, or import the copy"],
        .. Notes.Warnings(catalog),
    ];

    private static bool IsOutside(RegionOutline outline, RasterSize size)
    {
        var box = OutlineBox.Of([outline]);
        return box.Right <= 0 || box.Bottom <= 0 || box.Left >= size.Width || box.Top >= size.Height;
    }
}
