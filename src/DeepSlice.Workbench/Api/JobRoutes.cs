using System.Text.Json;
using DeepSlice.Workbench.Jobs;
using DeepSlice.Workbench.Projects;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace DeepSlice.Workbench.Api;

/// <summary>Long work.</summary>
internal static class JobRoutes
{
    public static void Map(IEndpointRouteBuilder routes, WorkbenchState state)
    {
        routes.MapGet("/api/jobs", () => state.Jobs.Answers());
        routes.MapPost("/api/jobs/{id}/cancel", (string id) => Change(state, id, job => job.Cancel()));
        routes.MapPost("/api/jobs/{id}/pause", (string id) => Change(state, id, job => job.Pause(true)));
        routes.MapPost("/api/jobs/{id}/resume", (string id) => Change(state, id, job => job.Pause(false)));
        routes.MapPost("/api/predict", (PredictBody body) => Predict(state, body));
    }

    private static JobAnswer Change(WorkbenchState state, string id, Action<Job> change)
    {
        Job job = state.Jobs.Find(id) ?? throw new NotThereException("expected a job of this session, got another id; reload the page");
        change(job);
        return job.Answer;
    }

    private static JobAnswer Predict(WorkbenchState state, PredictBody body)
    {
        Project project = state.Project;
        string model = ModelShelf.ArgumentOf(project, body.Model ?? project.Document.Model);
        ProjectImage[] images = body.Slices.ValueKind == JsonValueKind.Array
            ? [.. body.Slices.EnumerateArray().Select(id => project.Slice(id.GetString() ?? "").Image)]
            : [.. project.Slices().Where(slice => !slice.IsByHand).Select(slice => slice.Image)];
        return images.Length > 0
            ? state.Jobs.Add(JobKind.Predict, PredictionJob.CommandOf(project, model), async job =>
            {
                // What somebody has corrected meanwhile stays.
                await PredictionJob.Run(job, project, model, [.. images.Where(image => !project.Slice(image.Id).IsByHand)]);
                return null;
            })
            : throw new RefusedException("expected slices to predict, got none; add images, or reopen slices");
    }
}
