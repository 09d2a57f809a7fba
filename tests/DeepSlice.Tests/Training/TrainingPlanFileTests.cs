using System.Text.Json;
using System.Text.Json.Nodes;
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
    [InlineData("epoch=3", "expected one of network, patches, whole, decisions, seed, epochs")]
    [InlineData("learningRate.top=3", "expected one of peak, warmUpShare, got unknown key 'top' in 'learningRate.top=3'")]
    [InlineData("Epochs=3", "got unknown key 'Epochs'")]
    [InlineData("epochs.x=3", "'epochs' has no keys")]
    [InlineData("epochs", "expected key=value, as epochs=100, got 'epochs'")]
    [InlineData("=3", "expected key=value, as epochs=100, got '=3'")]
    [InlineData("epochs=0", "'epochs=0': expected 1 to 1000000, got 0")]
    [InlineData("epochs=many", "expected a value like 6, got 'epochs=many'")]
    [InlineData("epochs=1.5", "expected a value like 6, got 'epochs=1.5'")]
    [InlineData("epochs=", "expected a value like 6, got 'epochs='")]
    [InlineData("epochs=null", "expected a value like 6, got 'epochs=null'")]
    [InlineData("epochs=99999999999", "expected a value like 6")]
    [InlineData("device=1", "expected a value like \"cpu\"")]
    [InlineData("precision=half", "expected a value like \"float32\"")]
    [InlineData("network.widths=[]", "expected 1 to 9 levels, got 0")]
    [InlineData("network.widths=[4,-1]", "'network.widths=[4,-1]': expected 1 to 2048, got -1")]
    [InlineData("network=null", "expected a value like {")]
    [InlineData("augmentation.spatial.scale.minimum=3", "expected a range with finite ends in order")]
    [InlineData("learningRate.peak=0", "'learningRate.peak=0': expected a number greater than 0, got 0")]
    [InlineData("augmentation.artifacts.weights={\"tears\":1}", "expected one of rotation, elastic")]
    [InlineData("augmentation.artifacts.weights.tears=1", "expected one of rotation, elastic")]
    [InlineData("loss.alphaSmd.mode=on", "expected a value like \"off\"")]
    [InlineData("loss.alphaSmd.levels=256", "'loss.alphaSmd.levels=256': expected 0 to 255, got 256")]
    [InlineData("loss.alphaSmd.gradientShare=0", "'loss.alphaSmd.gradientShare=0': expected a number greater than 0, got 0")]
    [InlineData("validationShare=0.6", "'validationShare=0.6': expected 0 to 0.5, got 0.6")]
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
    [InlineData("""{"epoch": 9}""", "expected one of network")]
    [InlineData("""{"learningRate": {"top": 1}}""", "expected one of peak, warmUpShare, got unknown key 'top' in 'learningRate.top'")]
    [InlineData("""{"epochs": "x"}""", "expected a whole number for 'epochs', got \"x\"")]
    [InlineData("""{"epochs": 0}""", "epochs: expected 1 to 1000000, got 0")]
    [InlineData("""{"learningRate": 3}""", "expected an object in { } for 'learningRate', got 3")]
    [InlineData("""{"network": null}""", "network")]
    [InlineData("[]", "expected a JSON object")]
    [InlineData("", "")]
    [InlineData("{\"epochs\": 9", "got the end of the text before its last bracket is closed at line 1, column 13")]
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
        run.Reserve(plan).Dispose();

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

        string message = Should.Throw<InvalidDataException>(() => TrainingPlanFile.Read(folder["plan.json"])).Message;
        message.ShouldStartWith($"{folder["plan.json"]}: expected ");
        message.ShouldEndWith("; give a training plan, as a run's plan.json is one");
        FrameworkWords.ShouldNotBeIn(message);
    }

    [Fact]
    public void A_cascade_written_by_an_earlier_version_is_read()
    {
        using var folder = new TemporaryFolder();
        TrainingPlan plan = Cascade();
        JsonObject former = Former(plan);
        former["whole"]!["validationInterval"] = 77;
        File.WriteAllText(folder["plan.json"], former.ToJsonString());

        Json(TrainingPlanFile.Read(folder["plan.json"])).ShouldBe(Json(plan));
        TrainingPlan merged = TrainingPlanFile.Merge(plan with { Whole = plan.Whole! with { Epochs = 99 } }, folder["plan.json"]);
        merged.Whole!.Epochs.ShouldBe(plan.Whole!.Epochs);
    }

    [Theory]
    [InlineData("seed", "3", "expected whole.seed to be 1, as for the patch network, got 3; both networks of a cascade now share it, remove whole.seed")]
    [InlineData("validationShare", "0", "expected whole.validationShare to be 0.1, as for the patch network, got 0")]
    [InlineData("sede", "1", "expected one of network, epochs, batchSize in 'whole', got unknown key 'sede'")]
    public void A_cascade_of_an_earlier_version_that_contradicts_itself_is_refused(string key, string value, string expected)
    {
        using var folder = new TemporaryFolder();
        JsonObject former = Former(Cascade());
        former["whole"]![key] = JsonNode.Parse(value);
        File.WriteAllText(folder["plan.json"], former.ToJsonString());

        Should.Throw<InvalidDataException>(() => TrainingPlanFile.Read(folder["plan.json"])).Message.ShouldContain(expected);
        Should.Throw<InvalidDataException>(() => TrainingPlanFile.Merge(Cascade(), folder["plan.json"])).Message.ShouldContain(expected);
    }

    private static TrainingPlan Cascade() => s_plan with
    {
        Network = s_plan.Network with { ContextPlanes = 8 },
        Patches = new PatchOptions { CoarseFactor = 4, SliceSize = new(64, 64) },
        Whole = new WholeStagePlan { Network = s_plan.Network, Epochs = 12, BatchSize = 2 },
    };

    // Earlier versions wrote a complete plan for the whole-slice network.
    private static JsonObject Former(TrainingPlan plan)
    {
        JsonObject former = TrainingPlanFile.ToJson(plan);
        former["whole"] = TrainingPlanFile.ToJson(plan.WholeStage());
        return former;
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
