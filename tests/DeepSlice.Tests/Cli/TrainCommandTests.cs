using System.Text.Json;
using DeepSlice.Export.TensorBoard;
using DeepSlice.Formats;
using DeepSlice.Phantoms;
using DeepSlice.Tests.Formats;

namespace DeepSlice.Tests.Cli;

public sealed class TrainCommandTests : IDisposable
{
    private static readonly string[] Tiny = ["--set", "epochs=2", "--set", "network.widths=[4,8]", "--set", "validationInterval=1"];

    private readonly TemporaryFolder _folder = new();

    public TrainCommandTests() =>
        DatasetFolder.Write(_folder["dataset"], PhantomGenerator.GenerateDataset(9, new PhantomOptions { SizePixels = 32 }, seed: 3));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Training_leaves_a_plan_a_model_and_metrics()
    {
        CliProcess run = Train([.. Tiny, "--json"]);

        run.ExitCode.ShouldBe(0, run.Error);
        using JsonDocument result = JsonDocument.Parse(run.Output);
        result.RootElement.GetProperty("epochs").GetInt32().ShouldBe(2);
        File.Exists(result.RootElement.GetProperty("model").GetString()).ShouldBeTrue();
        File.ReadAllLines(Path.Combine(_folder["run"], "metrics.csv")).Length.ShouldBe(3);
        run.Error.ShouldContain("training: 2 of 2 epochs");
    }

    [Fact]
    public void Event_files_hold_every_epoch_and_the_augmented_slices()
    {
        CliProcess run = Train([.. Tiny, "--tensorboard"]);

        run.ExitCode.ShouldBe(0, run.Error);
        LoggedEvent[] events = [.. EventLog.Read(Path.Combine(_folder["run"], "tensorboard"))];
        events.Where(logged => logged.Step > 0).Select(logged => logged.Step).ShouldBe([1, 2]);
        events.SelectMany(logged => logged.Summary?.Value ?? []).Select(value => value.Tag).Distinct()
            .ShouldBe(["augmentation", "loss", "learning_rate", "wait_seconds", "validation_dice/mean", "validation_dice/cb", "validation_dice/hp", "validation_dice/cx", "validation_dice/th", "validation_dice/mb", "validation_dice/bs"], ignoreOrder: true);
    }

    [Fact]
    public void A_run_folder_is_not_trained_into_twice()
    {
        Train(Tiny).ExitCode.ShouldBe(0);
        Train(Tiny).ShouldBeRefused("--resume");
    }

    [Fact]
    public void An_unknown_key_is_refused_with_the_keys_there_are()
    {
        Train("--set", "epoks=3").ShouldBeRefused("epoks", "epochs");
        Path.Exists(_folder["run"]).ShouldBeFalse();
    }

    [Fact]
    public void Nothing_can_be_resumed_where_nothing_was_begun() => Train("--resume").ShouldBeRefused("--resume", "got none");

    [Fact]
    public void A_resumed_run_keeps_its_plan() => Train("--resume", "--set", "epochs=3").ShouldBeRefused("--resume", "--set");

    [Fact]
    public void A_plan_tells_its_reasons_and_takes_changes()
    {
        CliProcess.Run("plan", "--dataset", _folder["dataset"]).Output.ShouldContain("levels");
        using JsonDocument plan = JsonDocument.Parse(CliProcess.Run("plan", "--dataset", _folder["dataset"], "--set", "epochs=7", "--json").Output);
        plan.RootElement.GetProperty("epochs").GetInt32().ShouldBe(7);
    }

    [Fact]
    public void Tissue_that_is_too_small_is_warned_of_before_training_and_in_the_plan()
    {
        const string Words = "deepslice: warning: expected tissue at least 40 working pixels long, got ";
        CliProcess.Run("plan", "--dataset", _folder["dataset"]).Error.ShouldStartWith(Words);
        CliProcess run = Train([.. Tiny]);
        run.ExitCode.ShouldBe(0, run.Error);
        run.Error.ShouldStartWith(Words);

        DatasetFolder.Write(_folder["dataset"], PhantomGenerator.GenerateDataset(2, new PhantomOptions { SizePixels = 84 }, seed: 3));
        CliProcess.Run("plan", "--dataset", _folder["dataset"]).Error.ShouldBe("");
    }

    [Fact]
    public void A_slice_that_cannot_be_read_stops_training_by_its_name()
    {
        File.WriteAllText(_folder["dataset/images/phantom-004.tif"], "no image");
        Train(Tiny).ShouldBeRefused("phantom-004.tif");
    }

    [Fact]
    public void A_cascade_trains_two_networks_and_predicts_in_each_configuration()
    {
        CliProcess run = Train("--configuration", "cascade", "--set", "epochs=2", "--set", "network.widths=[4,8]", "--set", "whole.epochs=2", "--set", "whole.network.widths=[4,8]");

        run.ExitCode.ShouldBe(0, run.Error);
        run.Error.ShouldContain("training a whole-slice network on 8 slices");
        run.Error.ShouldContain("training a patch network on 8 slices");
        File.Exists(_folder["run/whole/report.html"]).ShouldBeTrue();
        string model = _folder["run/model.safetensors"];
        foreach (string configuration in new[] { "whole", "patch", "cascade" })
        {
            CliProcess predicted = CliProcess.Run("predict", "--model", model, "--input", _folder["dataset"], "--output", _folder[configuration], "--configuration", configuration);
            predicted.ExitCode.ShouldBe(0, predicted.Error);
            PngFile.ReadIndices(_folder[$"{configuration}/phantom-000.labels.png"]).Width.ShouldBe(32);
        }

        CliProcess.Run("predict", "--model", model, "--input", _folder["dataset"], "--output", _folder["x"], "--configuration", "both")
            .ShouldBeRefused("expected configuration whole, patch or cascade, got 'both'");
        CliProcess.Run("predict", "--model", _folder["run/whole/model.safetensors"], "--input", _folder["dataset"], "--output", _folder["x"], "--configuration", "patch")
            .ShouldBeRefused("expected a model of configuration patch, got one of whole", "train --configuration patch");
        Path.Exists(_folder["x"]).ShouldBeFalse();
    }

    [Fact]
    public void Patches_are_cross_validated_as_whole_slices_are()
    {
        CliProcess run = Train("--configuration", "patch", "--folds", "2", "--set", "epochs=1", "--set", "network.widths=[4,8]");

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("9 slices, each scored by a model that has not seen it");
    }

    [Fact]
    public void A_configuration_is_chosen_when_a_run_begins()
    {
        Train("--configuration", "bits").ShouldBeRefused("expected configuration whole, patch or cascade, got 'bits'");
        Train("--resume", "--configuration", "whole").ShouldBeRefused("--resume", "--configuration");
        CliProcess.Run("plan", "--dataset", _folder["dataset"], "--configuration", "cascade").Output.ShouldContain("patches.coarseFactor");
    }

    [Fact]
    public void Former_names_are_refused_with_the_new_ones()
    {
        Train("--workflow", "whole").ShouldBeRefused("option --workflow was renamed; use --configuration whole|patch|cascade");
        Train("--configuration", "combined").ShouldBeRefused("its name is now cascade: --configuration cascade");
    }

    private CliProcess Train(params string[] more) =>
        CliProcess.Run(["train", "--dataset", _folder["dataset"], "--output", _folder["run"], .. more]);
}
