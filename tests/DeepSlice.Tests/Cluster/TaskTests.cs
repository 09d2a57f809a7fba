using DeepSlice.Cluster;
using DeepSlice.Tests.Cli;
using DeepSlice.Tests.Formats;
using DeepSlice.Workflows;

namespace DeepSlice.Tests.Cluster;

public sealed class TaskTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Tasks_are_divided_into_arrays_whose_indices_are_small_enough()
    {
        ArrayPart.Divide([1, 2, 3, 5, 9, 10], 1001).ShouldBe([new ArrayPart(0, "1-3,5,9-10")]);
        ArrayPart.Divide(Enumerable.Range(1, 7), 4).ShouldBe([new ArrayPart(0, "1-3"), new ArrayPart(3, "1-3"), new ArrayPart(6, "1")]);
        ArrayPart.Divide([4], 4).ShouldBe([new ArrayPart(3, "1")]);
        ArrayPart.Divide([], 4).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(10, 4)]
    [InlineData(3, 8)]
    [InlineData(0, 2)]
    [InlineData(12, 12)]
    public void Shards_cover_every_item_once_and_are_of_about_equal_size(int items, int count)
    {
        int[] all = [.. Enumerable.Range(0, items)];
        IReadOnlyList<int>[] parts = [.. Enumerable.Range(1, count).Select(number => new Shard(number, count).Of(all))];
        parts.SelectMany(part => part).ShouldBe(all);
        (parts.Max(part => part.Count) - parts.Min(part => part.Count)).ShouldBeLessThanOrEqualTo(1);
    }

    [Theory]
    [InlineData("0/4")]
    [InlineData("5/4")]
    [InlineData("2")]
    [InlineData("a/b")]
    public void A_text_that_is_no_shard_is_refused(string text) => Should.Throw<ArgumentException>(() => Shard.Parse(text)).Message.ShouldContain("K/N");

    [Fact]
    public void A_task_leaves_its_state_its_log_and_what_it_took()
    {
        TaskReport end = Run("echo one; echo two >&2; sleep 1");
        end.State.ShouldBe(TaskState.Done);
        end.ExitCode.ShouldBe(0);
        end.Attempts.ShouldBe(1);
        end.Seconds.ShouldBeGreaterThan(0.9);
        end.PeakMemory.ShouldNotBeNull().ShouldBeGreaterThan(100_000);
        string[] log = File.ReadAllLines(Jobs().LogOf(1));
        log[0].ShouldStartWith("part, attempt 1 on ");
        log.Skip(1).Order().ShouldBe(["one", "two"]);
        Jobs().Unfinished(Jobs().ReadPlan()).ShouldBeEmpty();
    }

    [Fact]
    public void A_task_that_fails_says_why_and_one_that_is_killed_too()
    {
        Run("echo expected A, got B >&2; exit 1").Message.ShouldBe("expected A, got B");
        Jobs().ReadStatus(1).State.ShouldBe(TaskState.Failed);
        TaskReport killed = Run("kill -9 $$");
        killed.State.ShouldBe(TaskState.Failed);
        killed.Attempts.ShouldBe(2);
        killed.Message.ShouldContain("out of memory");
        Jobs().Unfinished(Jobs().ReadPlan()).ShouldBe([1]);
    }

    [Fact]
    public void A_task_that_is_stopped_is_told_to_save_its_work()
    {
        using var stop = new CancellationTokenSource();
        stop.CancelAfter(TimeSpan.FromSeconds(0.5));
        TaskReport end = Run("trap 'echo saved; exit 130' HUP; while :; do sleep 0.1; done", stop.Token);
        end.State.ShouldBe(TaskState.Stopped);
        end.Message.ShouldBe("saved");
    }

    [Fact]
    public void Other_tasks_begin_anew_and_the_same_tasks_stay_done()
    {
        Run("true");
        Jobs().Begin(Plan("true") with { Program = ["/bin/dash", "-c"] });
        Jobs().ReadStatus(1).State.ShouldBe(TaskState.Done);
        Jobs().Begin(Plan("false"));
        Jobs().ReadStatus(1).State.ShouldBe(TaskState.Waiting);
    }

    [Fact]
    public void A_running_task_that_is_silent_is_taken_for_lost()
    {
        DateTimeOffset noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
        var running = new TaskReport { State = TaskState.Running, Updated = noon };
        running.IsLost(noon.AddMinutes(1)).ShouldBeFalse();
        running.IsLost(noon.AddMinutes(3)).ShouldBeTrue();
        (running with { State = TaskState.Done }).IsLost(noon.AddMinutes(3)).ShouldBeFalse();
    }

    [Fact]
    public void A_script_quotes_what_the_shell_or_slurm_would_take_apart()
    {
        var folder = new JobFolder(_folder["a 100% run"]);
        var plan = new TaskPlan { Program = ["/opt/it's here/deepslice"], WorkingDirectory = "/data/two words", Tasks = [], Collect = new PlannedTask("all", ["predict"]) };
        string script = SlurmScript.OfArray(folder, _folder["a 100% run"], plan, new ArrayPart(1000, "1-3"), new SlurmOptions { Partition = "gpu", Memory = "8G", Gpus = "a100:1", Cpus = 4, Time = "2:00:00" });
        script.ShouldContain($"#SBATCH --output=\"{_folder["a 100%% run"]}/jobs/logs/%A_%a.log\"");
        script.ShouldContain("#SBATCH --chdir=\"/data/two words\"");
        script.ShouldContain("#SBATCH --partition=gpu\n#SBATCH --time=2:00:00\n#SBATCH --mem=8G\n#SBATCH --gres=gpu:a100:1\n#SBATCH --cpus-per-task=4\n");
        script.ShouldContain($"exec '/opt/it'\\''s here/deepslice' 'task' '{_folder["a 100% run"]}' \"$((1000 + SLURM_ARRAY_TASK_ID))\"");
    }

    [Fact]
    public void The_scripts_can_be_looked_at_without_slurm_and_nothing_is_written()
    {
        DeepSlice.Formats.DatasetFolder.Write(_folder["set"], Phantoms());
        var run = CliProcess.Run("predict", "--input", _folder["set"], "--output", _folder["found"], "--slurm", "--dry-run", "--shards", "2");
        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("#SBATCH --array=1-2");
        run.Output.ShouldContain("collect");
        Directory.Exists(_folder["found"]).ShouldBeFalse();
    }

    [Fact]
    public void Options_of_slurm_without_it_are_refused() =>
        CliProcess.Run("predict", "--input", _folder.FullPath, "--output", _folder["found"], "--partition", "gpu").ShouldBeRefused("--partition", "--slurm");

    [Fact]
    public void Jobs_of_a_folder_without_any_are_refused() =>
        CliProcess.Run("jobs", _folder.FullPath).ShouldBeRefused("--slurm");

    private static DeepSlice.Slices.SliceDataset Phantoms() => DeepSlice.Phantoms.PhantomGenerator.GenerateDataset(3, new DeepSlice.Phantoms.PhantomOptions { SizePixels = 32 }, seed: 1);

    private JobFolder Jobs() => new(_folder["run"]);

    private TaskPlan Plan(string script) => new() { Program = ["/bin/sh", "-c"], WorkingDirectory = _folder.FullPath, Tasks = [new PlannedTask("part", [script])], Collect = new PlannedTask("all", ["true"]) };

    private TaskReport Run(string script, CancellationToken stop = default)
    {
        TaskPlan plan = Plan(script);
        Jobs().Begin(Jobs().ReadStatus(1).Attempts > 0 ? Jobs().ReadPlan() : plan);
        return TaskRunner.Run(Jobs(), plan, 1, job: "", cores: 0, TextWriter.Null, TimeProvider.System, stop);
    }
}
