using System.Globalization;
using DeepSlice.Workbench.Journal;
using DeepSlice.Workbench.Projects;

namespace DeepSlice.Workbench.Jobs;

/// <summary>Predicts slices by <c>deepslice predict</c>, some at a time, so that the first are there soon.</summary>
internal static class PredictionJob
{
    private const int SlicesAtOnce = 50;

    /// <summary>The arguments that predict slices which are read in the same way.</summary>
    public static IReadOnlyList<string> Arguments(Project project, string model, IReadOnlyList<ProjectImage> images)
    {
        ProjectImage first = images[0];
        List<string> arguments = ["predict", "--model", model, "--input", .. images.Select(project.ImageFileOf), "--output", project.Folder.Predictions.FullPath, "--probabilities"];
        if (first.Channel is int channel)
        {
            arguments.AddRange(["--channel", channel.ToString(CultureInfo.InvariantCulture)]);
        }

        if (first.PixelSize is double side)
        {
            arguments.AddRange(["--pixel-size", side.ToString(CultureInfo.InvariantCulture)]);
        }

        if (first.Binning is int binning)
        {
            arguments.AddRange(["--binning", binning.ToString(CultureInfo.InvariantCulture)]);
        }

        return arguments;
    }

    /// <summary>The command that predicts all slices, for people.</summary>
    public static string CommandOf(Project project, string model) =>
        CommandLog.TextOf(["predict", "--model", model, "--input", project.Folder.Images, "--output", project.Folder.Predictions.FullPath]);

    /// <summary>Predicts slices.</summary>
    /// <param name="job">The job whose progress it is.</param>
    /// <param name="project">The project.</param>
    /// <param name="model">A model file, a run folder, or the name of a model that comes with the program.</param>
    /// <param name="images">The images.</param>
    public static async Task Run(Job job, Project project, string model, IReadOnlyList<ProjectImage> images)
    {
        int before = 0;
        List<string> problems = [];
        foreach (ProjectImage[] part in images.GroupBy(image => (image.Channel, image.PixelSize, image.Binning)).SelectMany(group => group.Chunk(SlicesAtOnce)))
        {
            IReadOnlyList<string> arguments = Arguments(project, model, part);
            project.Commands.Add($"predict {Counted.Of(part.Length, "slice")}", arguments);
            int done = before;
            (int exitCode, _, string lastLine) = await job.Run(arguments, (slices, _, _, _) => job.Tell(answer => answer with { Done = done + slices, Total = images.Count, Line = $"predicting: {done + slices} of {images.Count} slices" }));
            Array.ForEach(part, image => ProbabilityFiles.Take(project, image.Id));
            project.RefreshPredictions();
            before += part.Length;
            if (exitCode != 0)
            {
                problems.Add(lastLine);
                MarkFailed(project, part, lastLine);
            }
        }

        if (problems.Count > 0 && images.All(image => project.Slice(image.Id).Status == SliceStatus.Failed))
        {
            throw new InvalidDataException(problems[0]);
        }

        job.Tell(answer => answer with { Done = images.Count, Total = images.Count, Line = problems.Count == 0 ? $"{Counted.Of(images.Count, "slice")} predicted" : problems[0] });
    }

    // predict names each file that it could not read; the others are done.
    private static void MarkFailed(Project project, ProjectImage[] part, string line)
    {
        foreach (SliceView slice in part.Select(image => project.Slice(image.Id)).Where(slice => slice.Status == SliceStatus.New))
        {
            project.Keep(project.Journal.Update(slice.Row with { Failure = line }));
        }
    }
}
