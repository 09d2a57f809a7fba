using DeepSlice.Slices;
using DeepSlice.Workbench.Projects;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace DeepSlice.Workbench.Api;

/// <summary>The project as a whole.</summary>
internal static class ProjectRoutes
{
    public static void Map(IEndpointRouteBuilder routes, WorkbenchState state)
    {
        routes.MapGet("/api/project", () => Describe(state));
        routes.MapGet("/api/commands", () => state.Project.Commands.Read());
        routes.MapGet("/api/events", (HttpContext context) => TypedResults.ServerSentEvents(state.Events.Listen(context.RequestAborted)));
    }

    private static object Describe(WorkbenchState state)
    {
        Project project = state.Project;
        IReadOnlyList<SliceView> slices = project.Slices();
        int Count(SliceStatus status) => slices.Count(slice => slice.Status == status);
        return new
        {
            name = project.Document.Name,
            folder = project.Folder.FullPath,
            regions = project.Catalog.Regions.Select(Describe),
            model = new { name = project.Document.Model, file = ModelShelf.ArgumentOf(project, project.Document.Model), provenance = ModelShelf.ProvenanceOf(project) },
            models = ModelShelf.List(project),
            counts = new
            {
                slices = slices.Count,
                predicted = slices.Count(slice => slice.Predicted is not null),
                corrected = Count(SliceStatus.Corrected),
                accepted = Count(SliceStatus.Accepted),
                failed = Count(SliceStatus.Failed),
                held = slices.Count(slice => slice.Image.Held),
            },
            dropping = true,
        };
    }

    private static object Describe(Region region) => new { index = region.Index, key = region.Key, name = region.Name, color = region.Color.ToString(), annotated = region.IsAnnotated };
}
