using DeepSlice.Workbench.Images;
using DeepSlice.Workbench.Journal;
using DeepSlice.Workbench.Projects;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace DeepSlice.Workbench.Api;

/// <summary>Lists of slices, and what is known of one.</summary>
internal static class SliceRoutes
{
    private const int MostAtOnce = 5000;

    public static void Map(IEndpointRouteBuilder routes, WorkbenchState state)
    {
        routes.MapGet("/api/slices", (string? order, int? offset, int? limit) => List(state, order ?? "name", offset ?? 0, limit ?? MostAtOnce));
        routes.MapGet("/api/slices/{id}", (string id) => Describe(state, id));
        routes.MapPost("/api/slices/{id}/strokes", (string id, StrokeBody body) =>
            EditAnswer.Short(state.Editing.Paint(id, new Stroke(body.Stroke, body.Version, body.Layer, body.Tool, body.Box, body.Pixels))));
        routes.MapPost("/api/slices/{id}/undo", (string id, VersionBody body) => EditAnswer.Of(state.Editing.Undo(id, body.Version)));
        routes.MapPost("/api/slices/{id}/redo", (string id, VersionBody body) => EditAnswer.Of(state.Editing.Redo(id, body.Version)));
        routes.MapPost("/api/slices/{id}/accept", (string id, VersionBody body) => Answer(state, state.Editing.Accept(id, body.Version)));
        routes.MapPost("/api/slices/{id}/reopen", (string id, VersionBody body) => Answer(state, state.Editing.Reopen(id, body.Version)));
        routes.MapPut("/api/slices/{id}/midline", (string id, MidlineBody body) =>
            new { version = state.Editing.SetMidline(id, body.Version, body.Line is null ? null : [.. body.Line.SelectMany(point => point)]).Row.Version });
        routes.MapPost("/api/slices/{id}/hold", (string id, HoldBody body) => Hold(state, id, body.Held));
        routes.MapPost("/api/slices/{id}/revert", (string id, VersionBody body) => Revert(state, id, body.Version));
    }

    private static object List(WorkbenchState state, string order, int offset, int limit)
    {
        IReadOnlyList<SliceView> slices = state.Project.Slices();
        IReadOnlyDictionary<string, QueuePlace> places = SliceQueue.Rank(slices, state.Project.Catalog);
        IEnumerable<SliceView> ordered = order switch
        {
            "queue" => slices.OrderBy(slice => places[slice.Image.Id].Rank),
            "confidence" => slices.OrderBy(slice => slice.Predicted?.Confidence ?? double.MaxValue).ThenBy(slice => slice.Image.Id, StringComparer.Ordinal),
            "name" => slices.OrderBy(slice => slice.Image.Id, StringComparer.OrdinalIgnoreCase),
            _ => throw new RefusedException($"expected the order queue, name or confidence, got '{order}'; reload the page"),
        };
        return new
        {
            total = slices.Count,
            items = ordered.Skip(Math.Max(0, offset)).Take(Math.Clamp(limit, 0, MostAtOnce))
                .Select(slice => new SliceAnswer(slice, state.Images.FindSheet(state.Project.ImageFileOf(slice.Image)), places[slice.Image.Id].Reason)),
        };
    }

    private static async Task<SliceDetails> Describe(WorkbenchState state, string id)
    {
        SliceView slice = state.Project.Slice(id);
        ImageSheet sheet = await state.Images.Sheet(state.Project.ImageFileOf(slice.Image));
        string reason = SliceQueue.Rank(state.Project.Slices(), state.Project.Catalog)[id].Reason;
        double length = state.Images.TissueLengthOf(state.Project.ImageFileOf(slice.Image), sheet);
        var details = new SliceDetails(slice, sheet, reason) { TissueLength = length };
        return slice.Predicted is not { } predicted && !slice.IsByHand ? details : state.Project.Maps.Use(id, map => new SliceDetails(state.Project.Slice(id), sheet, reason)
        {
            TissueLength = length,
            CanUndo = map.NextUndo is not null,
            CanRedo = map.NextRedo is not null,
            Regions = Areas(map, slice.Predicted?.MicrometresPerWorkingPixel),
        });
    }

    private static RegionAreaAnswer[] Areas(EditedMap map, double? micrometres)
    {
        var counts = new int[256];
        foreach (byte index in map.Regions.Pixels)
        {
            counts[index]++;
        }

        return [.. Enumerable.Range(0, counts.Length).Where(index => counts[index] > 0).Select(index => new RegionAreaAnswer(index, counts[index], counts[index] * micrometres * micrometres))];
    }

    private static SliceAnswer Answer(WorkbenchState state, SliceView slice) => new(slice, state.Images.FindSheet(state.Project.ImageFileOf(slice.Image)), "");

    private static SliceAnswer Hold(WorkbenchState state, string id, bool held)
    {
        _ = state.Project.Slice(id);
        state.Project.Change(document => document with { Images = [.. document.Images.Select(image => image.Id == id ? image with { Held = held } : image)] });
        return Answer(state, state.Project.Keep(state.Project.Slice(id).Row));
    }

    private static EditAnswer Revert(WorkbenchState state, string id, long version)
    {
        (Geometry.Raster<byte> regions, Geometry.Raster<byte> damage) = state.Project.Journal.FindBase(id) ?? state.Project.Maps.Use(id, map => (map.Regions.Clone(), map.Damage.Clone()));
        return EditAnswer.Of(state.Editing.Replace(id, version, "revert", new Dictionary<MapLayer, Geometry.Raster<byte>> { [MapLayer.Damage] = damage, [MapLayer.Regions] = regions }));
    }
}
