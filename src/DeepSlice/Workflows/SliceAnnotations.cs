using System.Globalization;
using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Metrics;
using DeepSlice.Slices;

namespace DeepSlice.Workflows;

/// <summary>The regions of a predicted slice as QuPath's annotations.</summary>
internal static class SliceAnnotations
{
    // A random UUID; with another one, predicted annotations would be added to those of earlier versions in place of updating them.
    private static readonly Guid s_space = new("8c1a2f0e-58c0-4b9b-9f0c-2a6d3a7d6e11");

    /// <summary>Makes the annotations.</summary>
    /// <param name="id">Id of the slice.</param>
    /// <param name="image">Size of its image at full resolution.</param>
    /// <param name="outlines">Outlines of its regions, one a region.</param>
    /// <param name="measurements">Measurements of its regions.</param>
    /// <returns>
    /// One annotation for each outline, named by the region's display name, of the class of its key. The id follows from slice and region, so a later prediction updates the annotation.
    /// </returns>
    public static IReadOnlyList<QuPathAnnotation> Of(string id, RasterSize image, IReadOnlyList<RegionOutline> outlines, IReadOnlyList<RegionMeasurement> measurements)
    {
        Dictionary<string, RegionMeasurement> byRegion = measurements.ToDictionary(measurement => measurement.Region.Key, StringComparer.Ordinal);
        return [.. outlines.Select(outline => Of(id, image, outline, byRegion[outline.Region.Key]))];
    }

    /// <summary>An annotation of a slice.</summary>
    /// <param name="id">Id of the slice.</param>
    /// <param name="image">Size of its image at full resolution.</param>
    /// <param name="key">What the annotation's id follows from, together with the slice.</param>
    /// <param name="name">Name for people.</param>
    /// <param name="classification">Name of its class.</param>
    /// <param name="color">Colour of the class.</param>
    /// <param name="outline">Border in full-resolution pixels.</param>
    public static QuPathAnnotation Create(string id, RasterSize image, string key, string name, string classification, RegionColor color, Outline<PixelPoint> outline) =>
        new(NameUuid.Of(s_space, $"{id}\n{key}"), name, classification, color, outline)
        {
            Metadata =
            [
                new("DeepSlice slice", id),
                new("DeepSlice class", classification),
                new("DeepSlice image", $"{image.Width} x {image.Height}"),
                new("DeepSlice outline px^2", outline.Rings.Sum(ring => ring.SignedArea).ToString("R", CultureInfo.InvariantCulture)),
            ],
        };

    private static QuPathAnnotation Of(string id, RasterSize image, RegionOutline outline, RegionMeasurement measurement) =>
        Create(id, image, outline.Region.Key, outline.Region.Name, outline.Region.Key, outline.Region.Color, outline.Outline) with
        {
            Measurements =
            [
                new("DeepSlice area px^2", measurement.AreaPixels),
                new("DeepSlice area um^2", measurement.AreaSquareMicrometres),
                new("DeepSlice fraction of tissue", measurement.Fraction),
                new("DeepSlice mean intensity", measurement.MeanIntensity),
                new("DeepSlice confidence", measurement.Confidence),
            ],
        };
}
