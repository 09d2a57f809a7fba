using System.Globalization;
using System.Text.Json;
using DeepSlice.Workbench.Journal;
using DeepSlice.Workbench.Projects;

namespace DeepSlice.Workbench.Jobs;

/// <summary>Trains a model on the accepted slices, measures it on those that are held out, keeps the better one, and predicts anew what nobody has touched.</summary>
internal sealed class RetrainingJob
{
    private readonly Job _job;
    private readonly Project _project;
    private readonly MapFiles _files;
    private readonly string _name;
    private readonly string _run;
    private readonly string _datasets;

    private RetrainingJob(Job job, Project project, MapFiles files)
    {
        _job = job;
        _project = project;
        _files = files;
        _name = ModelShelf.NextName(project);
        _run = Path.Combine(project.Folder.Models, _name);
        _datasets = Path.Combine(project.Folder.Datasets, _name);
    }

    /// <summary>The command of the training, for people.</summary>
    public static string CommandOf(Project project)
    {
        string name = ModelShelf.NextName(project);
        return CommandLog.TextOf(["train", "--dataset", Path.Combine(project.Folder.Datasets, name, "accepted"), "--from", BaseOf(project), "--output", Path.Combine(project.Folder.Models, name)]);
    }

    /// <summary>Does the work.</summary>
    /// <param name="job">The job whose progress it is.</param>
    /// <param name="project">The project.</param>
    /// <param name="files">Writes the accepted maps.</param>
    /// <param name="epochs">Epochs; null for the plan's.</param>
    public static async Task<JobResult?> Run(Job job, Project project, MapFiles files, int? epochs)
    {
        var work = new RetrainingJob(job, project, files);
        return await work.Run(epochs);
    }

    private async Task<JobResult?> Run(int? epochs)
    {
        await _files.WriteAll();
        SliceView[] accepted = [.. _project.Slices().Where(slice => slice.Status == SliceStatus.Accepted)];
        int held = accepted.Count(slice => slice.Image.Held);
        string dataset = await MakeDataset("accepted", "--not-held");
        string? measured = held > 0 ? await MakeDataset("held", "--held") : null;
        await Train(dataset, epochs);
        string former = _project.Document.Model;
        double? before = measured is null ? null : await Measure("before", ModelShelf.ArgumentOf(_project, former), measured);
        double? after = measured is null ? null : await Measure("after", _run, measured);
        var model = new ShelvedModel
        {
            Name = _name,
            Note = string.Create(CultureInfo.InvariantCulture, $"{BaseOf(_project)}, continued on {Counted.Of(accepted.Length - held, "accepted slice")}"),
            At = _project.Time.GetUtcNow(),
            Slices = accepted.Length - held,
            Held = held,
            Before = before,
            After = after,
        };
        ModelShelf.Keep(_project, model);
        bool isBetter = before is null || after is null || after >= before;
        if (isBetter)
        {
            _project.Change(document => document with { Base = BaseOf(_project), Model = _name });
            await Renew();
        }

        string verdict = before is null
            ? "no accepted slice is held out, so nothing was measured; the model before can be restored"
            : string.Create(CultureInfo.InvariantCulture, $"Dice on {Counted.Of(held, "held-out slice")}: {before:0.000} before, {after:0.000} after; {(isBetter ? "the new model is used" : "the model before is kept")}");
        _job.Tell(answer => answer with { Line = verdict });
        return new JobResult { Before = before, After = after, Kept = isBetter ? _name : former };
    }

    private async Task<string> MakeDataset(string name, string part)
    {
        string output = Path.Combine(_datasets, name);
        await Step("preparing", ["workbench", "dataset", _project.Folder.FullPath, "--model", BaseOf(_project), part, "--output", output]);
        return output;
    }

    // From the base model every time: a model that is continued again and again drifts.
    private async Task Train(string dataset, int? epochs)
    {
        List<string> arguments = ["train", "--dataset", dataset, "--from", BaseOf(_project), "--output", _run];
        if (epochs is int count)
        {
            arguments.AddRange(["--set", string.Create(CultureInfo.InvariantCulture, $"epochs={count}")]);
        }

        using var watching = new CancellationTokenSource();
        Task watch = Watch(Path.Combine(_run, "metrics.csv"), watching.Token);
        try
        {
            await Step("training", arguments);
        }
        finally
        {
            await watching.CancelAsync();
            await watch;
        }
    }

    private async Task<double?> Measure(string name, string model, string dataset)
    {
        string predictions = Path.Combine(_datasets, name);
        await Step("measuring", ["predict", "--model", model, "--input", dataset, "--output", predictions]);
        string output = await Step("measuring", ["evaluate", "--predictions", predictions, "--dataset", dataset, "--json"]);
        using JsonDocument scores = JsonDocument.Parse(output);
        return scores.RootElement.TryGetProperty("mean", out JsonElement mean) && mean.TryGetProperty("dice", out JsonElement dice) && dice.ValueKind == JsonValueKind.Number ? Math.Round(dice.GetDouble(), 4) : null;
    }

    private async Task Renew()
    {
        ProjectImage[] untouched = [.. _project.Slices().Where(slice => !slice.IsByHand).Select(slice => slice.Image)];
        if (untouched.Length > 0)
        {
            await PredictionJob.Run(_job, _project, _run, untouched);
        }
    }

    private async Task<string> Step(string what, IReadOnlyList<string> arguments)
    {
        _job.Tell(answer => answer with { Line = what, SecondsLeft = null });
        _project.Commands.Add(what, arguments);
        (int exitCode, string output, string lastLine) = await _job.Run(arguments);
        return exitCode == 0 ? output : throw new InvalidDataException(lastLine);
    }

    // The epochs so far, as the training writes them.
    private async Task Watch(string metrics, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(1000, cancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);
            if (File.Exists(metrics) && TrainingCurveFile.TryRead(metrics) is { } curve && curve.Count != _job.Answer.Curve.Count)
            {
                _job.Tell(answer => answer with { Curve = curve });
            }
        }
    }

    private static string BaseOf(Project project) => project.Document.Base ?? project.Document.Model;

}
