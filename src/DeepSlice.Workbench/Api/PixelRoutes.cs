using System.IO.Compression;
using DeepSlice.Geometry;
using DeepSlice.Workbench.Images;
using DeepSlice.Workbench.Journal;
using DeepSlice.Workbench.Projects;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace DeepSlice.Workbench.Api;

/// <summary>Pictures, tiles and maps.</summary>
internal static class PixelRoutes
{
    private const string Png = "image/png";
    private const string Forever = "private, max-age=31536000, immutable";

    public static void Map(IEndpointRouteBuilder routes, WorkbenchState state)
    {
        routes.MapGet("/api/slices/{id}/tiles/{channel:int}/{z:int}/{x:int}/{y:int}", (HttpContext context, string id, int channel, int z, int x, int y, double? low, double? high, double? gamma) =>
            Tile(context, state, id, (channel, z, x, y), low, high, gamma ?? 1));
        routes.MapGet("/api/slices/{id}/thumbnail", (HttpContext context, string id, string? with) => Thumbnail(context, state, id, with == "outlines"));
        routes.MapGet("/api/slices/{id}/map", (HttpContext context, string id, string? of) => Map(context, state, id, MapLayer.Regions, of == "prediction"));
        routes.MapGet("/api/slices/{id}/probability", (HttpContext context, string id, int region) => Probability(context, state, id, region));
        routes.MapGet("/api/slices/{id}/damage", (HttpContext context, string id, string? of) => Map(context, state, id, MapLayer.Damage, of == "prediction"));
        routes.MapGet("/api/slices/{id}/intensity", (HttpContext context, string id) => Intensity(context, state, id));
    }

    private static Task<IResult> Probability(HttpContext context, WorkbenchState state, string id, int region)
    {
        SliceView slice = state.Project.Slice(id);
        Raster<byte> probability = ProbabilityFiles.Read(state.Project, id, region);
        return Answer(context, probability.Pixels.ToArray(), probability.Size, slice.Row.Version);
    }

    private static async Task<IResult> Tile(HttpContext context, WorkbenchState state, string id, (int Channel, int Z, int X, int Y) place, double? low, double? high, double gamma)
    {
        if (gamma is not (> 0 and <= 10) || low is double.NaN || high is double.NaN)
        {
            throw new RefusedException("expected numbers for low and high, and a gamma of 0 to 10, got others; reload the page");
        }

        SliceView slice = state.Project.Slice(id);
        (Raster<ushort> values, SheetChannel form, bool isFinal) = await state.Images.Tile(state.Project.ImageFileOf(slice.Image), place.Channel, place.Z, place.X, place.Y);
        context.Response.Headers.CacheControl = isFinal ? Forever : "no-store";
        return TypedResults.Bytes(DisplayTable.Draw(values, form, low, high, gamma), Png);
    }

    private static async Task<IResult> Thumbnail(HttpContext context, WorkbenchState state, string id, bool withOutlines)
    {
        SliceView slice = state.Project.Slice(id);
        string image = state.Project.ImageFileOf(slice.Image);
        ImageSheet sheet = await state.Images.Sheet(image);
        (Raster<ushort> values, SheetChannel form, _) = await state.Images.Tile(image, ThumbnailPicture.ChannelOf(slice, sheet), 0, 0, 0);
        Raster<byte>? map = withOutlines && (slice.Predicted is not null || slice.IsByHand) ? state.Project.Maps.Use(id, map => map.Regions.Clone()) : null;
        context.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Bytes(ThumbnailPicture.Draw(DisplayTable.Apply(values, form, null, null, 0.7), map, slice, sheet, state.Project.Catalog), Png);
    }

    private static async Task<IResult> Map(HttpContext context, WorkbenchState state, string id, MapLayer layer, bool ofPrediction)
    {
        SliceView slice = state.Project.Slice(id);
        (byte[] bytes, RasterSize size, long version) = state.Project.Maps.Use(id, map =>
        {
            Raster<byte> raster = ofPrediction && state.Project.Journal.FindBase(id) is { } first ? layer == MapLayer.Regions ? first.Regions : first.Damage : map.Of(layer);
            return (raster.Pixels.ToArray(), raster.Size, state.Project.Slice(id).Row.Version);
        });
        return await Answer(context, bytes, size, version);
    }

    private static async Task<IResult> Intensity(HttpContext context, WorkbenchState state, string id)
    {
        SliceView slice = state.Project.Slice(id);
        PredictedState predicted = slice.Predicted ?? throw new NotThereException("expected a predicted slice, got one without a prediction; predict it");
        Raster<byte> grey = await WorkingIntensity.Read(state.Images, state.Project.ImageFileOf(slice.Image), slice, new RasterSize(predicted.Width, predicted.Height), predicted.Binning);
        return await Answer(context, grey.Pixels.ToArray(), grey.Size, slice.Row.Version);
    }

    private static async Task<IResult> Answer(HttpContext context, byte[] bytes, RasterSize size, long version)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers["X-Width"] = FormattableString.Invariant($"{size.Width}");
        headers["X-Height"] = FormattableString.Invariant($"{size.Height}");
        headers.ETag = FormattableString.Invariant($"\"{version}\"");
        headers.ContentEncoding = "gzip";
        headers.ContentType = "application/octet-stream";
        await using var zip = new GZipStream(context.Response.Body, CompressionLevel.Fastest, leaveOpen: true);
        await zip.WriteAsync(bytes, context.RequestAborted);
        return Results.Empty;
    }
}
