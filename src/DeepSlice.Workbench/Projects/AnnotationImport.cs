using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Slices;
using DeepSlice.Workbench.Api;
using DeepSlice.Workbench.Images;
using DeepSlice.Workbench.Journal;

namespace DeepSlice.Workbench.Projects;

/// <summary>Puts outlines that somebody has drawn elsewhere in place of the map of a slice.</summary>
internal static class AnnotationImport
{
    /// <summary>Imports a file of outlines, as a stroke that can be undone.</summary>
    /// <param name="state">The workbench.</param>
    /// <param name="id">The slice.</param>
    /// <param name="file">ImageJ's ROIs or QuPath's GeoJSON, in full-resolution pixels.</param>
    /// <returns>The slice, and the regions that the file has.</returns>
    /// <exception cref="InvalidDataException">The file is damaged, or has no region.</exception>
    public static async Task<(SliceView Slice, IReadOnlyList<string> Regions)> Import(WorkbenchState state, string id, string file)
    {
        Project project = state.Project;
        SliceView slice = project.Slice(id);
        PredictedState predicted = slice.Predicted ?? throw new RefusedException("expected a slice that is predicted, whose scale is known, got one that is not; predict it first");
        ImageSheet sheet = await state.Images.Sheet(project.ImageFileOf(slice.Image));
        var frame = new SliceFrame { Binning = new Binning(predicted.Binning), OriginalSize = new RasterSize(sheet.Width, sheet.Height), WorkingSize = new RasterSize(predicted.Width, predicted.Height) };
        SliceOutlines outlines = OutlineFile.Read(file, id, new RegionNames(project.Catalog) { MergeSides = true }, new OutlineNotes());
        RegionMap drawn = RegionMapBuilder.FromOutlines(
            project.Catalog, frame.WorkingSize, outlines.Regions.Select(outline => KeyValuePair.Create(outline.Region.Key, outline.Outline.Map(frame.ToWorking))), RasterRule.PixelCentre);
        var damage = new Raster<byte>(frame.WorkingSize);
        foreach (Outline<PixelPoint> outline in outlines.Damage)
        {
            PolygonRasterizer.Fill(outline.Map(frame.ToWorking), RasterRule.PixelCentre, damage, 1);
        }

        Dictionary<MapLayer, Raster<byte>> maps = new() { [MapLayer.Regions] = WithRest(project, id, drawn) };
        if (outlines.Damage.Count > 0)
        {
            maps[MapLayer.Damage] = damage;
        }

        EditResult result = state.Editing.Replace(id, slice.Row.Version, "import", maps);
        return (result.Slice, [.. outlines.Regions.Select(outline => outline.Region.Key).Distinct()]);
    }

    // Tissue that nobody outlined stays tissue, where the catalogue has a region for it.
    private static Raster<byte> WithRest(Project project, string id, RegionMap drawn) => project.Maps.Use(id, map =>
    {
        byte rest = project.Catalog.Rest?.Index ?? 0;
        Raster<byte> result = drawn.Indices.Clone();
        for (int i = 0; i < result.Pixels.Length; i++)
        {
            if (result.Pixels[i] == 0 && map.Regions.Pixels[i] != 0)
            {
                result.Pixels[i] = rest;
            }
        }

        return result;
    });
}
