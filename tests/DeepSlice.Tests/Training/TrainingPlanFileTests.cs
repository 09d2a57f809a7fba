using System.Text.Json;
using DeepSlice.Losses;
using DeepSlice.Tests.Formats;
using DeepSlice.Training;

namespace DeepSlice.Tests.Training;

public sealed class TrainingPlanFileTests
{
    private static readonly TrainingPlan s_plan = SmallRun.Plan;

    [Fact]
    public void A_value_is_set_by_its_key_and_nothing_else_changes()
    {
        TrainingPlan changed = TrainingPlanFile.Set(s_plan, "epochs=77");

        changed.Epochs.ShouldBe(77);
        Json(changed with { Epochs = s_plan.Epochs, Decisions = s_plan.Decisions }).ShouldBe(Json(s_plan));
    }

    [Fact]
    public void Nested_keys_lists_texts_choices_and_ranges_are_set()
    {
        TrainingPlanFile.Set(s_plan, "learningRate.peak=0.02").LearningRate.Peak.ShouldBe(0.02);
        TrainingPlanFile.Set(s_plan, "augmentation.spatial.rotationDegrees=15").Augmentation.Spatial.RotationDegrees.ShouldBe(15);
        TrainingPlanFile.Set(s_plan, "augmentation.spatial.scale={\"minimum\":0.9,\"maximum\":1.1}").Augmentation.Spatial.Scale.Maximum.ShouldBe(1.1);
        TrainingPlanFile.Set(s_plan, "augmentation.spatial.scale.maximum=1.2").Augmentation.Spatial.Scale.Maximum.ShouldBe(1.2);
        TrainingPlanFile.Set(s_plan, "network.widths=[3,5,7]").Network.Widths.ShouldBe([3, 5, 7]);
        TrainingPlanFile.Set(s_plan, "device=cuda:1").Device.ShouldBe("cuda:1");
        TrainingPlanFile.Set(s_plan, "precision=bFloat16").Precision.ShouldBe(PrecisionChoice.BFloat16);
        TrainingPlanFile.Set(s_plan, "loss.alphaSmd.mode=bidirectional").Loss.AlphaSmd.Mode.ShouldBe(AlphaSmdMode.Bidirectional);
        TrainingPlanFile.Set(s_plan, "loss.alphaSmd.normalization=region").Loss.AlphaSmd.Normalization.ShouldBe(AlphaSmdNormalization.Region);
        TrainingPlanFile.Set(s_plan, "seed=18446744073709551615").Seed.ShouldBe(ulong.MaxValue);
    }

    [Theory]
    [InlineData("epoch=3", "found unknown key 'epoch' in 'epoch=3', allowed are network, patches, whole, decisions, seed, epochs")]
    [InlineData("learningRate.top=3", "found unknown key 'top' in 'learningRate.top=3', allowed are peak, warmUpShare")]
    [InlineData("Epochs=3", "found unknown key 'Epochs'")]
    [InlineData("epochs.x=3", "'epochs' holds a single value")]
    [InlineData("epochs", "found 'epochs', allowed is key=value")]
    [InlineData("=3", "found '=3', allowed is key=value")]
    [InlineData("epochs=0", "found 'epochs=0': epochs: expected 1 to 1000000, got 0")]
    [InlineData("epochs=many", "found 'epochs=many', allowed is a value like 6")]
    [InlineData("epochs=1.5", "found 'epochs=1.5', allowed is a value like 6")]
    [InlineData("epochs=", "found 'epochs=', allowed is a value like 6")]
    [InlineData("epochs=null", "found 'epochs=null', allowed is a value like 6")]
    [InlineData("epochs=99999999999", "allowed is a value like 6")]
    [InlineData("device=1", "allowed is a value like \"cpu\"")]
    [InlineData("precision=half", "allowed is a value like \"float32\"")]
    [InlineData("network.widths=[]", "expected 1 to 9 levels, got 0")]
    [InlineData("network.widths=[4,-1]", "widths: expected 1 to 2048, got -1")]
    [InlineData("network=null", "found 'network=null', allowed is a value like {")]
    [InlineData("augmentation.spatial.scale.minimum=3", "expected a range with finite ends in order")]
    [InlineData("learningRate.peak=0", "peak: expected a number greater than 0, got 0")]
    [InlineData("augmentation.artifacts.weights={\"tears\":1}", "expected one of rotation, elastic")]
    [InlineData("augmentation.artifacts.weights.tears=1", "allowed are rotation, elastic")]
    [InlineData("loss.alphaSmd.mode=on", "allowed is a value like \"off\"")]
    [InlineData("loss.alphaSmd.levels=256", "levels: expected 0 to 255, got 256")]
    [InlineData("loss.alphaSmd.gradientShare=0", "gradientShare: expected a number greater than 0, got 0")]
    [InlineData("validationShare=0.6", "validationShare: expected 0 to 0.5, got 0.6")]
    public void A_wrong_assignment_is_one_clear_line(string assignment, string expected)
    {
        string message = Should.Throw<InvalidDataException>(() => TrainingPlanFile.Set(s_plan, assignment)).Message;

        message.ShouldContain(expected);
        ShouldBeForPeople(message);
    }

    [Fact]
    public void A_file_of_changes_is_put_over_a_plan()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["c.json"], """{"epochs": 9, "learningRate": {"peak": 0.5}, "network": {"widths": [2, 2, 2]}, "loss": {"dice": 0}}""");

        TrainingPlan merged = TrainingPlanFile.Merge(s_plan, folder["c.json"]);

        merged.Epochs.ShouldBe(9);
        merged.LearningRate.Peak.ShouldBe(0.5);
        merged.LearningRate.WarmUpShare.ShouldBe(s_plan.LearningRate.WarmUpShare);
        merged.Network.Widths.ShouldBe([2, 2, 2]);
        merged.Network.RegionCount.ShouldBe(8);
        merged.Loss.Dice.ShouldBe(0);
        merged.Loss.CrossEntropy.ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"epoch": 9}""", "found unknown key 'epoch' in 'epoch', allowed are network")]
    [InlineData("""{"learningRate": {"top": 1}}""", "found unknown key 'top' in 'learningRate.top', allowed are peak, warmUpShare")]
    [InlineData("""{"epochs": "x"}""", "epochs: ")]
    [InlineData("""{"epochs": 0}""", "epochs: expected 1 to 1000000, got 0")]
    [InlineData("""{"learningRate": 3}""", "learningRate: ")]
    [InlineData("""{"network": null}""", "network")]
    [InlineData("[]", "found no JSON object")]
    [InlineData("", "")]
    [InlineData("{\"epochs\": 9", "LineNumber")]
    public void A_wrong_file_of_changes_is_one_clear_line_that_names_it(string json, string expected)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["c.json"], json);

        string message = Should.Throw<InvalidDataException>(() => TrainingPlanFile.Merge(s_plan, folder["c.json"])).Message;

        message.ShouldStartWith($"{folder["c.json"]}: ");
        message.ShouldContain(expected);
        message.ShouldNotContain("(Parameter");
        message.ShouldNotContain("\n");
    }

    [Fact]
    public void A_plan_written_by_a_run_is_read_back_whole()
    {
        using var folder = new TemporaryFolder();
        var run = new RunFolder(folder["run"]);
        TrainingPlan plan = s_plan with { Seed = 5, Decisions = [new PlanDecision("epochs", "3", "Because.")] };
        run.Begin(plan);

        Json(run.ReadPlan()).ShouldBe(Json(plan));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"unknown": 1}""")]
    public void A_file_that_is_no_plan_is_named(string json)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["plan.json"], json);

        Should.Throw<InvalidDataException>(() => TrainingPlanFile.Read(folder["plan.json"])).Message.ShouldStartWith($"{folder["plan.json"]}: not a readable training plan: ");
    }

    [Fact]
    public void A_run_in_an_existing_run_and_the_resumption_of_none_are_refused()
    {
        using var folder = new TemporaryFolder();
        var run = new RunFolder(folder["run"]);

        Should.Throw<InvalidDataException>(run.ReadPlan).Message.ShouldContain($"found no training run in {run.Path}");
        run.Begin(s_plan);
        Should.Throw<InvalidDataException>(() => run.Begin(s_plan)).Message.ShouldContain($"found a training run in {run.Path}");
    }

    private static void ShouldBeForPeople(string message)
    {
        message.ShouldNotContain("(Parameter");
        message.ShouldNotContain("BytePositionInLine");
        message.ShouldNotContain("System.");
        message.ShouldNotContain("\n");
    }

    private static string Json(TrainingPlan plan) => JsonSerializer.Serialize(plan, JsonFormat.Readable);
}
