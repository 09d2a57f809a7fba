using DeepSlice.Formats;
using DeepSlice.Workbench.Jobs;
using DeepSlice.Workbench.Projects;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace DeepSlice.Workbench.Api;

/// <summary>Models, quantities and files for download.</summary>
internal static class ResultRoutes
{
    private static readonly SemaphoreSlim s_measuring = new(1, 1);

    public static void Map(IEndpointRouteBuilder routes, WorkbenchState state)
    {
        routes.MapGet("/api/models", () => new { models = ModelShelf.List(state.Project) });
        routes.MapPost("/api/models/{name}/use", (string name) => Use(state, name));
        routes.MapGet("/api/quantities", () => Quantities(state));
        routes.MapPost("/api/retrain", (RetrainBody body) => Retrain(state, body));
        routes.MapPost("/api/export", (ExportBody body) => Export(state, body));
        routes.MapGet("/api/download/{name}", (HttpContext context, string name) => Download(context, state, name));
    }

    private static object Use(WorkbenchState state, string name)
    {
        Project project = state.Project;
        if (!ModelShelf.List(project).Any(model => model.Name == name))
        {
            throw new NotThereException("expected a model of the project, got another name; reload the page");
        }

        project.Change(document => document with { Base = document.Base ?? document.Model, Model = name });
        ProjectImage[] untouched = [.. project.Slices().Where(slice => slice is { IsByHand: false, Predicted: not null }).Select(slice => slice.Image)];
        string model = ModelShelf.ArgumentOf(project, name);
        JobAnswer? job = untouched.Length == 0 ? null : state.Jobs.Add(JobKind.Predict, PredictionJob.CommandOf(project, model), async job =>
        {
            await PredictionJob.Run(job, project, model, untouched);
            return null;
        });
        return new { models = ModelShelf.List(project), job };
    }

    private static JobAnswer Retrain(WorkbenchState state, RetrainBody body)
    {
        if (!state.Project.Slices().Any(slice => slice is { Status: SliceStatus.Accepted, Image.Held: false }))
        {
            throw new RefusedException("expected accepted slices that are not held out, got none; accept some first");
        }

        return body.Epochs is null or (>= 1 and <= 100_000)
            ? state.Jobs.Add(JobKind.Retrain, RetrainingJob.CommandOf(state.Project), job => RetrainingJob.Run(job, state.Project, state.Files, body.Epochs))
            : throw new RefusedException($"expected 1 to 100000 epochs, got {body.Epochs}; correct the number");
    }

    private static JobAnswer Export(WorkbenchState state, ExportBody body)
    {
        ExportJob.Require(body.Kind);
        return state.Jobs.Add(JobKind.Export, ExportJob.CommandOf(state.Project, body.Kind), job => ExportJob.Run(job, state.Project, state.Files, body.Kind, body.Slices == "all"));
    }

    private static async Task<object> Quantities(WorkbenchState state)
    {
        await s_measuring.WaitAsync();
        try
        {
            await state.Files.WriteAll();
            string? table = await ExportJob.Quantify(state.Project, async arguments =>
            {
                using ChildRun child = ChildRun.Start(arguments);
                (int exitCode, _) = await child.Finish((_, _, _, _) => { }, CancellationToken.None);
                return (exitCode, child.LastLine);
            });
            if (table is null)
            {
                return new { columns = Array.Empty<string>(), rows = Array.Empty<string[]>() };
            }

            CsvRows rows = CsvRows.Read(table);
            return new { columns = rows.Columns, rows = Enumerable.Range(0, rows.Count).Select(row => rows.Columns.Select((_, column) => rows.Text(row, column))) };
        }
        finally
        {
            s_measuring.Release();
        }
    }

    private static PhysicalFileHttpResult Download(HttpContext context, WorkbenchState state, string name)
    {
        // A name that is there, and no path.
        string folder = state.Project.Folder.Exports;
        string? file = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.zip").FirstOrDefault(path => Path.GetFileName(path) == name && new FileInfo(path).LinkTarget is null) : null;
        context.Response.Headers.CacheControl = "no-store";
        return file is null ? throw new NotThereException("expected a file that was exported, got another name; export it again") : TypedResults.PhysicalFile(file, "application/zip", name);
    }
}
