using DeepSlice.Slices;
using DeepSlice.Tests.Formats;
using DeepSlice.Training;
using DeepSlice.Workflows;

namespace DeepSlice.Tests.Training;

[Collection(NativeObjectsCollection.Name)]
[NoNativeLeaks]
public sealed class RunFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RunFolder _run;

    public RunFolderTests() => _run = new RunFolder(_folder["run"]);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("tensorboard")]
    [InlineData("whole/tensorboard")]
    [InlineData("fold-1/whole/tensorboard")]
    public void A_resumed_run_goes_on_with_its_event_files(string folder)
    {
        using var run = new TemporaryFolder();
        new RunFolder(run.FullPath).LogsEvents.ShouldBeFalse();
        Directory.CreateDirectory(run[folder]);

        new RunFolder(run.FullPath).LogsEvents.ShouldBeTrue();
        new RunFolder(run.FullPath).Whole.LogsEvents.ShouldBeTrue();
        new RunFolder(run.FullPath).Fold(2).LogsEvents.ShouldBeTrue();
    }

    [Fact]
    public void A_folder_takes_one_training_at_a_time()
    {
        SliceDataset dataset = SmallRun.Dataset(2);
        TrainingPlan plan = SmallRun.Plan with { Epochs = 1 };
        using (_run.Reserve(plan))
        {
            string message = Should.Throw<IOException>(() => TrainingWorkflow.Run(dataset, plan, _run, null, CancellationToken.None)).Message;
            message.ShouldContain("expected a folder that no other training is using, got one in use");
            Should.Throw<IOException>(() => CrossValidation.Run(dataset, plan, _run, 2, null, CancellationToken.None)).Message.ShouldBe(message);
            Directory.EnumerateFiles(_run.Path).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal).ShouldBe(["plan.json", "training.lock"]);
        }

        TrainingWorkflow.Run(dataset, plan, _run, null, CancellationToken.None).Epochs.ShouldBe(1);
    }

    [Fact]
    public void A_plan_without_a_training_does_not_block_the_next_one()
    {
        _run.Reserve(SmallRun.Plan).Dispose();

        _run.RequireNew();
        _run.Reserve(SmallRun.Plan with { Seed = 5 }).Dispose();
        _run.ReadPlan().Seed.ShouldBe(5UL);
    }

    [Theory]
    [InlineData("checkpoint/checkpoint.safetensors")]
    [InlineData("model.safetensors")]
    [InlineData("whole/model.safetensors")]
    [InlineData("fold-1/checkpoint/checkpoint.safetensors")]
    [InlineData("fold-1/whole/model.safetensors")]
    public void A_training_that_has_begun_keeps_its_plan(string file)
    {
        _run.Reserve(SmallRun.Plan).Dispose();
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[$"run/{file}"])!);
        File.WriteAllText(_folder[$"run/{file}"], "");

        Should.Throw<InvalidDataException>(_run.RequireNew).Message.ShouldContain("expected a folder without a training run, got one with a run; resume it with --resume");
        _run.Reserve(SmallRun.Plan with { Seed = 5 }).Dispose();
        _run.ReadPlan().Seed.ShouldBe(SmallRun.Plan.Seed);
    }

    [Fact]
    public void A_run_that_was_not_begun_cannot_be_resumed() =>
        Should.Throw<InvalidDataException>(_run.ReadPlan).Message.ShouldContain("expected a training run to resume, got none");
}
