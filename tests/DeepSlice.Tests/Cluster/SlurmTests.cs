using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using DeepSlice.Cluster;
using DeepSlice.Formats;
using DeepSlice.Phantoms;
using DeepSlice.Tests.Cli;
using DeepSlice.Tests.Formats;

namespace DeepSlice.Tests.Cluster;

/// <summary>Work that is submitted to a real Slurm, on a cluster of one machine, with the results of the same work without it.</summary>
public sealed class SlurmTests : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(120);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_prediction_of_which_a_task_was_killed_goes_on_where_it_was_and_gives_the_same_files()
    {
        using var cluster = SlurmCluster.Start();
        WritePhantoms(16);
        string[] predict = ["predict", "--tta", "--input", _folder["set"], "--output"];
        Succeed([.. predict, _folder["alone"]]);
        string[] submit = [.. predict, _folder["shared"], "--slurm", "--parsable", "--shards", "4", "--cpus", "1"];
        string[] jobs = Succeed(submit).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        jobs.Length.ShouldBe(2);
        WaitFor(() => Log("shared", 2).Contains("predicting: 1 of 4 slices", StringComparison.Ordinal), "a first slice of the second task");
        Signal("KILL", arguments => arguments[^1] is "2/4" or "2"); // as when their node fails: neither the work nor the process that watches it can do anything about it
        WaitFor(() => State("shared", 1) == "done" && State("shared", 3) == "done" && State("shared", 4) == "done" && !IsQueued(jobs[0]) && !IsQueued(jobs[1]), "the other tasks");
        State("shared", JobFolder.Collect).ShouldBe("waiting");
        File.Exists(_folder["shared/report.html"]).ShouldBeFalse();

        Succeed(submit);
        WaitForCollection("shared");
        new JobFolder(_folder["shared"]).ReadStatus(1).Attempts.ShouldBe(1);
        new JobFolder(_folder["shared"]).ReadStatus(2).Attempts.ShouldBe(2);
        string[] files = [.. Directory.EnumerateFiles(_folder["alone"]).Select(path => Path.GetFileName(path)).Except(["report.html", "run.json", "run.lock"])];
        files.Length.ShouldBeGreaterThan(16 * 4);
        ShouldBeSame("alone", "shared", files);
        JsonElement alone = Run("alone");
        JsonElement shared = Run("shared");
        shared.GetProperty("slices").GetRawText().ShouldBe(alone.GetProperty("slices").GetRawText());
        shared.GetProperty("options").GetRawText().ShouldBe(alone.GetProperty("options").GetRawText());
    }

    [Fact]
    public void A_cross_validation_of_which_a_fold_was_stopped_and_requeued_gives_the_same_models_and_scores()
    {
        using var cluster = SlurmCluster.Start();
        WritePhantoms(10);
        string[] train = ["train", "--dataset", _folder["set"], "--folds", "5", "--set", "epochs=120", "--set", "network.widths=[4,8]", "--set", "precision=float32", "--set", "threads=1", "--output"];
        string[] submit = [.. train, _folder["shared"], "--slurm", "--parsable", "--cpus", "1", "--time", "10"];
        string[] jobs = Succeed(submit).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        WaitFor(() => Log("shared", 1).Contains("training a whole-slice network", StringComparison.Ordinal), "the first fold to begin");
        Signal("USR2", arguments => arguments[^1] == "1" && arguments.Contains("task")); // as Slurm does before the time limit, which it counts in minutes
        WaitFor(() => State("shared", 1) == "requeued", "the first fold to be put into the queue again");
        File.Exists(_folder["shared/fold-1/checkpoint/checkpoint.safetensors"]).ShouldBeTrue();
        Refuse(submit, jobs[0], "scancel");
        Succeed([.. train, _folder["alone"]]);
        SlurmCluster.Try("scontrol", "update", $"JobId={jobs[0]}_1", "StartTime=now"); // Slurm may wait for two minutes before it starts a job again
        WaitForCollection("shared");
        new JobFolder(_folder["shared"]).ReadStatus(1).Attempts.ShouldBe(2);
        ShouldBeSame("alone", "shared", ["evaluation.csv", "evaluation.json", "calibration.json", "plan.json", .. Enumerable.Range(1, 5).Select(fold => $"fold-{fold}/model.safetensors")]);
    }

    // To processes of the work with these arguments.
    private void Signal(string signal, Func<string[], bool> which)
    {
        foreach (string process in Directory.EnumerateDirectories("/proc").Where(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out _)))
        {
            string[] arguments = Arguments(process);
            if (arguments.Contains(_folder["shared"]) && which(arguments))
            {
                using Process kill = Process.Start("kill", [$"-{signal}", Path.GetFileName(process)]);
                kill.WaitForExit();
            }
        }
    }

    private static string[] Arguments(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline")).TrimEnd('\0').Split('\0');
        }
        catch (IOException)
        {
            return []; // it has ended
        }
    }

    private void WritePhantoms(int count) => DatasetFolder.Write(_folder["set"], PhantomGenerator.GenerateDataset(count, new PhantomOptions { SizePixels = 48 }, seed: 3));

    private static CliProcess Succeed(string[] arguments)
    {
        var run = CliProcess.Run(arguments);
        run.ExitCode.ShouldBe(0, run.Error);
        return run;
    }

    private static void Refuse(string[] arguments, params string[] words)
    {
        var run = CliProcess.Run(arguments);
        run.ExitCode.ShouldBe(1, run.Output);
        foreach (string word in words)
        {
            run.Error.ShouldContain(word);
        }
    }

    private void WaitForCollection(string output) => WaitFor(
        () =>
        {
            State(output, JobFolder.Collect).ShouldNotBe("failed", Log(output, JobFolder.Collect));
            return State(output, JobFolder.Collect) == "done";
        },
        "the collecting task");

    private void WaitFor(Func<bool> condition, string what)
    {
        long began = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(began) > Longest)
            {
                Assert.Fail($"expected {what}, got: {SlurmCluster.Call("squeue")}{string.Join('\n', Directory.EnumerateFiles(_folder["shared/jobs"], "*", SearchOption.AllDirectories).Select(File.ReadAllText))}");
            }

            Thread.Sleep(20);
        }
    }

    private string State(string output, int task) => JsonFormat.NameOf(new JobFolder(_folder[output]).ReadStatus(task).State);

    private string Log(string output, int task)
    {
        string path = new JobFolder(_folder[output]).LogOf(task);
        return File.Exists(path) ? File.ReadAllText(path) : "";
    }

    private static bool IsQueued(string job) => SlurmCluster.Call("squeue", "--noheader", "--format=%F").Split(['\n', ' '], StringSplitOptions.RemoveEmptyEntries).Contains(job);

    private JsonElement Run(string output) => JsonDocument.Parse(File.ReadAllText(_folder[$"{output}/run.json"])).RootElement.GetProperty("runs").EnumerateArray().Single();

    private void ShouldBeSame(string expected, string found, IReadOnlyList<string> files) =>
        files.Where(file => !File.ReadAllBytes(_folder[$"{found}/{file}"]).AsSpan().SequenceEqual(File.ReadAllBytes(_folder[$"{expected}/{file}"]))).ShouldBeEmpty();
}
