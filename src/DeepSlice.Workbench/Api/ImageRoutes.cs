using System.Security.Cryptography;
using System.Text;
using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Workbench.Images;
using DeepSlice.Workbench.Projects;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace DeepSlice.Workbench.Api;

/// <summary>Images and annotations that are added.</summary>
internal static class ImageRoutes
{
    private const long MostAnnotationBytes = 512L << 20;

    public static void Map(IEndpointRouteBuilder routes, WorkbenchState state)
    {
        routes.MapGet("/api/folders", () => new { folders = Folders(state).Select(folder => new { folder = folder.Path, entries = folder.Images.Select(image => Describe(state, image)) }) });
        routes.MapPost("/api/images", (EntriesBody body) => Add(state, body));
        routes.MapPost("/api/uploads", (HttpContext context, string name) => Upload(context, state, name));
        routes.MapGet("/api/uploads/{id}/preview", (string id) => Preview(state, id));
        routes.MapPost("/api/images/confirm", (ConfirmBody body) => Confirm(state, body));
        routes.MapPost("/api/annotations", (HttpContext context, string name, string? slice) => Annotate(context, state, name, slice));
    }

    private static IEnumerable<(string Path, IReadOnlyList<FolderImage> Images)> Folders(WorkbenchState state)
    {
        foreach (string path in state.Options.Images.Where(Directory.Exists))
        {
            string folder = DatasetFolder.IsDataset(path) ? Path.Combine(path, "images") : path;
            yield return (path, ImageFolder.List(folder, recursive: true).Images);
        }
    }

    // The page names what it has got, and never a path.
    private static string IdOf(string path) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(path))))[..24];

    private static object Describe(WorkbenchState state, FolderImage image) => new
    {
        id = IdOf(image.Path),
        name = image.Id,
        animal = image.Animal,
        added = state.Project.Slices().Any(slice => slice.Image.Id.Equals(image.Id, StringComparison.OrdinalIgnoreCase)),
    };

    private static object Add(WorkbenchState state, EntriesBody body)
    {
        Dictionary<string, FolderImage> known = Folders(state).SelectMany(folder => folder.Images).DistinctBy(image => image.Path).ToDictionary(image => IdOf(image.Path), StringComparer.Ordinal);
        FolderImage[] images = [.. body.Entries.Select(id => known.GetValueOrDefault(id) ?? throw new NotThereException("expected an image of the folders given by --images, got another id; reload the page"))];
        (IReadOnlyList<ProjectImage> added, IReadOnlyList<FileFailure> failures) = ImageAdder.Add(state.Project, images);
        return new { slices = added.Select(image => image.Id), failures = failures.Select(failure => failure.Reason) };
    }

    private static async Task<UploadAnswer> Upload(HttpContext context, WorkbenchState state, string name)
    {
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize = UploadStore.MostBytes;
        return await state.Uploads.Take(name, context.Request.Body, context.RequestAborted);
    }

    private static async Task<IResult> Preview(WorkbenchState state, string id)
    {
        (Raster<ushort> values, SheetChannel form, _) = await state.Images.Tile(state.Uploads.FileOf(id), 0, 0, 0, 0);
        return TypedResults.Bytes(DisplayTable.Draw(values, form, null, null, 0.7), "image/png");
    }

    private static object Confirm(WorkbenchState state, ConfirmBody body)
    {
        if (body.Channel is < 0 || body.PixelSize is not null and not (> 0 and < 1000) || body.Binning is not null and (< 1 or > 4096))
        {
            throw new RefusedException("expected a channel from 0, a pixel size of 0 to 1000 micrometres and a binning of 1 to 4096, got another; correct the numbers");
        }

        List<string> slices = [];
        foreach (string id in body.Images)
        {
            ProjectImage Describe(ProjectImage image) => image with { Channel = body.Channel, PixelSize = body.PixelSize, Binning = body.Binning };
            if (state.Uploads.Has(id))
            {
                slices.Add(ImageAdder.Move(state.Project, state.Uploads.FileOf(id), Describe).Id);
                state.Uploads.Forget(id);
            }
            else if (state.Project.Slice(id) is { IsByHand: false })
            {
                state.Project.Change(document => document with { Images = [.. document.Images.Select(image => image.Id == id ? Describe(image) : image)] });
                slices.Add(id);
            }
            else
            {
                throw new RefusedException($"expected a slice that nobody has corrected, got '{id}'; revert and reopen it before you change its scale");
            }
        }

        return new { slices };
    }

    private static async Task<object> Annotate(HttpContext context, WorkbenchState state, string name, string? slice)
    {
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize = MostAnnotationBytes;
        string ending = Array.Find([PredictionFolder.OutlinesEnding, ".zip", ".roi", ".geojson", ".json"], one => name.EndsWith(one, StringComparison.OrdinalIgnoreCase))
            ?? throw new RefusedException($"expected ImageJ's .zip or .roi or QuPath's .geojson, got '{name}'; save the outlines again");
        string id = slice ?? name[..^ending.Length];
        _ = state.Project.Slice(id);
        string file = OutputFile.TemporaryIn(state.Project.Folder.Cache) + ending;
        Directory.CreateDirectory(state.Project.Folder.Cache);
        try
        {
            await using (var target = new FileStream(file, FileMode.CreateNew))
            {
                await context.Request.Body.CopyToAsync(target, context.RequestAborted);
            }

            (SliceView changed, IReadOnlyList<string> regions) = await AnnotationImport.Import(state, id, file);
            return new { slice = new SliceAnswer(changed, null, ""), regions };
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException(error.Message.Replace(file, name, StringComparison.Ordinal), error);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
