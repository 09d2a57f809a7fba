using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Quantities;
using DeepSlice.Slices;

namespace DeepSlice.Workflows;

/// <summary>The tissue of a measured slice as QuPath's hierarchy of annotations: all tissue, in it the regions, in each its left and right part.</summary>
internal static class SideAnnotations
{
    private static readonly RegionColor s_tissueColor = new(160, 160, 160);

    // QuPath's convention for hemispheres, as ABBA writes it, is a class derived from Left or Right.
    private static readonly (BrainSide Side, string Class, string Row)[] s_sides = [(BrainSide.Left, "Left", "left"), (BrainSide.Right, "Right", "right")];

    /// <summary>Makes the annotations, with the quantities as their measurements.</summary>
    /// <param name="map">Regions on the working grid.</param>
    /// <param name="frame">Position of the working grid on the image.</param>
    /// <param name="midline">Where the sides of the slice are.</param>
    /// <param name="isFlipped">As of <see cref="Midline.SidesOf"/>.</param>
    /// <param name="rows">Rows of the table, of this slice.</param>
    /// <returns>One annotation of all tissue; none if there is none. Where the sides are unknown, regions have no parts.</returns>
    public static IReadOnlyList<QuPathAnnotation> Of(RegionMap map, SliceFrame frame, Midline midline, bool isFlipped, IReadOnlyList<QuantityRow> rows)
    {
        string id = midline.SliceId;
        ILookup<(string Region, string Side), QuantityRow> bySet = rows.Where(row => row.Region.Kind != "group").ToLookup(row => (row.Region.Key, row.Side));
        QuPathAnnotation Measured(string key, string name, string classification, RegionColor color, Outline<PixelPoint> outline, string region, string side) =>
            SliceAnnotations.Create(id, frame.OriginalSize, key, name, classification, color, outline) with { Measurements = [.. Measurements([.. bySet[(region, side)]])] };

        if (SmoothContour.Trace(map.Indices.Map(index => (byte)Math.Min(index, (byte)1)), 1) is not { } tissue)
        {
            return [];
        }

        QuPathAnnotation OfRegion(RegionOutline outline)
        {
            Region region = outline.Region;
            var parts = s_sides.Select(side => (side, Outline: SideOutline.Of(outline.Outline, midline, side.Side, isFlipped))).Where(part => part.Outline is not null);
            return Measured(region.Key, region.Name, region.Key, region.Color, outline.Outline, region.Key, "both") with
            {
                Children = [.. parts.Select(part => Measured($"{region.Key}\n{part.side.Row}", $"{region.Name}, {part.side.Row}", $"{part.side.Class}: {region.Key}", region.Color, part.Outline!, region.Key, part.side.Row))],
            };
        }

        return
        [
            Measured($"\n{RegionSet.TissueKey}", "all tissue", RegionSet.TissueKey, s_tissueColor, tissue.Map(frame.ToFullResolution), RegionSet.TissueKey, "both") with
            {
                Children = [.. RegionOutline.Trace(map, frame).Select(OfRegion)],
            },
        ];
    }

    // Of one set of pixels, a row a channel.
    private static IEnumerable<KeyValuePair<string, double?>> Measurements(QuantityRow[] rows)
    {
        if (rows.Length == 0)
        {
            yield break;
        }

        (Quantity all, Quantity intact) = (rows[0].All, rows[0].Intact);
        yield return new("DeepSlice area px^2", all.AreaPixels);
        yield return new("DeepSlice area um^2", all.AreaSquareMicrometres);
        yield return new("DeepSlice intact area px^2", intact.AreaPixels);
        yield return new("DeepSlice intact area um^2", intact.AreaSquareMicrometres);
        yield return new("DeepSlice fraction of tissue", all.TissueFraction);
        yield return new("DeepSlice objects", all.ObjectCount);
        yield return new("DeepSlice objects per mm^2", all.ObjectDensity);
        foreach (QuantityRow row in rows.Where(row => row.All.Intensity is not null))
        {
            string channel = row.Channel.Replace(':', ' '); // QuPath's tables take no colons
            yield return new($"DeepSlice {channel} mean intensity", row.All.Intensity?.Mean);
            yield return new($"DeepSlice {channel} median intensity", row.All.Intensity?.Median);
            yield return new($"DeepSlice {channel} corrected mean intensity", row.All.CorrectedMean);
            yield return new($"DeepSlice {channel} intact mean intensity", row.Intact.Intensity?.Mean);
        }
    }
}
