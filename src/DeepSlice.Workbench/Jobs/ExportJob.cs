using System.IO.Compression;
using DeepSlice.Formats;
using DeepSlice.Workbench.Api;
using DeepSlice.Workbench.Journal;
using DeepSlice.Workbench.Projects;

namespace DeepSlice.Workbench.Jobs;

/// <summary>Writes results as one zip for download.</summary>
internal static class ExportJob
{
    private static readonly string[] Kinds = ["rois", "geojson", "dataset", "csv"];

    /// <summary>Requires a kind that there is.</summary>
    public static void Require(string kind)
    {
        if (!Kinds.Contains(kind, StringComparer.Ordinal))
        {
            throw new RefusedException($"expected one of {string.Join(", ", Kinds)}, got '{kind}'; reload the page");
        }
    }

    /// <summary>The command that does the same, for people.</summary>
    public static string CommandOf(Project project, string kind) => kind switch
    {
        "csv" => CommandLog.TextOf(["quantify", "--predictions", project.Folder.Accepted.FullPath]),
        "dataset" => CommandLog.TextOf(["workbench", "dataset", project.Folder.FullPath, "--output", "DATASET"]),
        _ => $"zip -j {kind}.zip {project.Folder.Accepted.FullPath}/*{(kind == "rois" ? PredictionFolder.OutlinesEnding : PredictionFolder.GeoJsonEnding)}",
    };

    /// <summary>Does the work.</summary>
    /// <param name="job">The job.</param>
    /// <param name="project">The project.</param>
    /// <param name="files">Writes the maps that are not written yet.</param>
    /// <param name="kind">What to write.</param>
    /// <param name="all">Whether slices that are not accepted are written, too.</param>
    public static async Task<JobResult?> Run(Job job, Project project, MapFiles files, string kind, bool all)
    {
        await files.WriteAll();
        List<(string File, string Name)> entries = kind switch
        {
            "rois" => Outlines(project, all, folder => folder.OutlinesOf),
            "geojson" => Outlines(project, all, folder => folder.GeoJsonOf),
            "csv" => await Tables(job, project),
            _ => await Dataset(job, project),
        };
        if (entries.Count == 0)
        {
            throw new InvalidDataException($"expected {(all ? "predicted" : "accepted")} slices with outlines, got none; accept slices first");
        }

        string name = $"{kind}-{project.Time.GetUtcNow():yyyyMMdd-HHmmss}.zip";
        OutputFile.Write(Path.Combine(project.Folder.Exports, name), temporary =>
        {
            using ZipArchive zip = ZipFile.Open(temporary, ZipArchiveMode.Create);
            foreach ((string file, string entry) in entries)
            {
                zip.CreateEntryFromFile(file, entry, CompressionLevel.Fastest);
            }
        });
        job.Tell(answer => answer with { Done = entries.Count, Total = entries.Count, Line = $"{Counted.Of(entries.Count, "file")} in {name}" });
        return new JobResult { Download = name };
    }

    /// <summary>Measures the accepted slices by <c>deepslice quantify</c>, unless that was done since the last acceptance.</summary>
    /// <param name="project">The project.</param>
    /// <param name="run">Runs a command: arguments to exit code and last line.</param>
    /// <returns>The table of slices; null if no slice is accepted.</returns>
    public static async Task<string?> Quantify(Project project, Func<IReadOnlyList<string>, Task<(int ExitCode, string LastLine)>> run)
    {
        PredictionFolder accepted = project.Folder.Accepted;
        string table = Path.Combine(accepted.FullPath, "quantities.csv");
        DateTime[] written = Directory.Exists(accepted.FullPath) ? [.. project.Slices().Select(slice => accepted.LabelsOf(slice.Image.Id)).Where(File.Exists).Select(File.GetLastWriteTimeUtc)] : [];
        if (written.Length == 0)
        {
            return null;
        }

        if (!File.Exists(table) || File.GetLastWriteTimeUtc(table) <= written.Max())
        {
            WriteAnimals(project);
            string[] arguments = ["quantify", "--predictions", accepted.FullPath];
            project.Commands.Add("measure the accepted slices", arguments);
            (int exitCode, string lastLine) = await run(arguments);
            if (exitCode != 0 && !File.Exists(table))
            {
                throw new InvalidDataException(lastLine);
            }
        }

        return table;
    }

    // quantify takes the animal of a slice from this table.
    private static void WriteAnimals(Project project) => CsvTable.Write(project.Folder.Accepted.TableFile, table =>
    {
        table.Row("slice", "animal");
        foreach (SliceView slice in project.Slices().Where(slice => slice.Status == SliceStatus.Accepted))
        {
            table.Row(slice.Image.Id, slice.Image.Animal);
        }
    });

    private static List<(string File, string Name)> Outlines(Project project, bool all, Func<PredictionFolder, Func<string, string>> fileOf)
    {
        List<(string, string)> entries = [];
        foreach (SliceView slice in project.Slices().Where(slice => all || slice.Status == SliceStatus.Accepted))
        {
            PredictionFolder folder = slice.Status switch { SliceStatus.Accepted => project.Folder.Accepted, SliceStatus.Corrected => project.Folder.Corrected, _ => project.Folder.Predictions };
            string file = fileOf(folder)(slice.Image.Id);
            if (File.Exists(file))
            {
                entries.Add((file, Path.GetFileName(file)));
            }
        }

        return entries;
    }

    private static async Task<List<(string File, string Name)>> Tables(Job job, Project project)
    {
        string? table = await Quantify(project, async arguments =>
        {
            (int exitCode, _, string lastLine) = await job.Run(arguments);
            return (exitCode, lastLine);
        });
        string folder = project.Folder.Accepted.FullPath;
        return table is null ? [] : [.. ((string[])["quantities.csv", "animals.csv", "midlines.csv"]).Select(name => (Path.Combine(folder, name), name)).Where(pair => File.Exists(pair.Item1))];
    }

    private static async Task<List<(string File, string Name)>> Dataset(Job job, Project project)
    {
        string output = Path.Combine(project.Folder.Datasets, "export");
        string[] arguments = ["workbench", "dataset", project.Folder.FullPath, "--model", ModelShelf.ArgumentOf(project, project.Document.Model), "--output", output];
        project.Commands.Add("write a dataset", arguments);
        (int exitCode, _, string lastLine) = await job.Run(arguments);
        return exitCode == 0
            ? [.. Directory.EnumerateFiles(output, "*", SearchOption.AllDirectories).Select(file => (file, Path.GetRelativePath(output, file).Replace('\\', '/')))]
            : throw new InvalidDataException(lastLine);
    }
}
