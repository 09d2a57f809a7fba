using System.Text.Json;
using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Tests.Formats;

namespace DeepSlice.Tests.Cli;

public sealed class EvaluateOutlinesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public EvaluateOutlinesTests()
    {
        RoiSetFile.Write(_folder["found/a.rois.zip"], [Square("cx", 40_000, 100)]);
        RoiSetFile.Write(_folder["drawn/a.zip"], [Square("cx-1", 40_000, 50), Square("cb", 0, 80)]);
        RoiSetFile.Write(_folder["drawn/b.zip"], [Square("cb", 0, 80)]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Outlines_are_compared_in_table_json_and_files()
    {
        CliProcess words = Evaluate("--pixel-size", "0.5");
        CliProcess json = Evaluate("--json", "--output", _folder["scores"]);

        words.ExitCode.ShouldBe(0, words.Error);
        words.Output.ShouldContain("cortex");
        words.Output.ShouldContain("µm²");
        words.Output.ShouldContain("1 slice; report: ");
        File.ReadAllLines(_folder["found/outlines.csv"])[^1].ShouldStartWith("a,cx,0.4,0.25,");
        using JsonDocument result = JsonDocument.Parse(json.Output);
        JsonElement cortex = result.RootElement.GetProperty("slices")[0].GetProperty("regions").GetProperty("cx");
        cortex.GetProperty("sharedArea").GetDouble().ShouldBe(2500);
        cortex.GetProperty("predictedAreaUm2").ValueKind.ShouldBe(JsonValueKind.Null);
        File.ReadAllText(_folder["found/outlines.html"]).ShouldContain("Outlines against drawn");
        File.ReadAllText(_folder["scores/outlines.json"]).Trim().ShouldBe(json.Output.Trim());
    }

    [Fact]
    public void A_slice_in_which_nothing_was_found_is_scored_as_such()
    {
        PngFile.Write(_folder["found/b.labels.png"], new Raster<byte>(4, 4));

        using JsonDocument result = JsonDocument.Parse(Evaluate("--json").Output);

        JsonElement slice = result.RootElement.GetProperty("slices")[1];
        slice.GetProperty("id").GetString().ShouldBe("b");
        slice.GetProperty("regions").GetProperty("cb").GetProperty("dice").GetDouble().ShouldBe(0);
        slice.GetProperty("regions").GetProperty("cb").GetProperty("hausdorff95").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public void Corrected_predictions_are_annotations()
    {
        File.Move(_folder["drawn/a.zip"], _folder["drawn/a.rois.zip"]);
        CliProcess run = Evaluate();
        run.ExitCode.ShouldBe(0, run.Error);
        File.ReadAllLines(_folder["found/outlines.csv"])[^1].ShouldStartWith("a,cx,0.4,0.25,");
    }

    [Fact]
    public void Two_annotations_of_one_slice_are_refused_unless_one_is_the_prediction_itself()
    {
        File.Copy(_folder["drawn/a.zip"], _folder["found/a.zip"]);
        CliProcess shared = Run("--rois", _folder["found"]);
        shared.ExitCode.ShouldBe(0, shared.Error);
        File.ReadAllLines(_folder["found/outlines.csv"])[^1].ShouldStartWith("a,cx,0.4,0.25,");

        File.Copy(_folder["drawn/a.zip"], _folder["drawn/A.rois.zip"]);
        Evaluate().ShouldBeRefused("A.rois.zip and", "a.zip: expected one file of outlines for", "got 2");
    }

    [Fact]
    public void A_model_that_has_seen_the_slices_is_warned_of()
    {
        RunRecord.Write(_folder["found"], "a lab", ["a"], ["a"]);
        CliProcess run = Evaluate();
        run.ExitCode.ShouldBe(0, run.Error);
        run.Error.ShouldContain("slices of the same names as 1 of these 1 (a)");
        using JsonDocument result = JsonDocument.Parse(File.ReadAllText(_folder["found/outlines.json"]));
        result.RootElement.GetProperty("seenInTraining").EnumerateArray().ShouldHaveSingleItem().GetString().ShouldBe("a");
        File.ReadAllText(_folder["found/outlines.html"]).ShouldContain("has seen slices of these names in training: a.");
    }

    [Fact]
    public void A_slice_whose_outlines_cannot_be_used_is_named_and_the_others_are_scored()
    {
        foreach (string id in (string[])["c", "d"])
        {
            File.Copy(_folder["found/a.rois.zip"], _folder[$"found/{id}.rois.zip"]);
        }

        File.WriteAllText(_folder["drawn/c.roi"], "Iout of order");
        RoiSetFile.Write(_folder["drawn/d.zip"], [Square("liver", 0, 9)]);
        CliProcess run = Evaluate();

        run.ExitCode.ShouldBe(1);
        run.Error.TrimEnd().Split('\n').Length.ShouldBe(2, run.Error);
        run.Error.ShouldContain("c.roi");
        run.Error.ShouldContain("d.zip");
        File.ReadAllLines(_folder["found/outlines.csv"]).Skip(1).ShouldAllBe(line => line.StartsWith("a,"));
        File.Exists(_folder["found/outlines.html"]).ShouldBeTrue();
        File.Delete(_folder["found/a.rois.zip"]);
        Evaluate().ShouldBeRefused("c.roi", "1 more file failed");
    }

    [Fact]
    public void What_is_missing_or_wrong_is_refused_in_one_line()
    {
        Run("--rois", _folder["none"]).ShouldBeRefused("none", "there is no such folder");
        Run().ShouldBeRefused("expected either --dataset, or --rois");
        Run("--rois", _folder["drawn"], "--dataset", _folder["drawn"]).ShouldBeRefused("expected either --dataset, or --rois");
        Evaluate("--pixel-size", "-1").ShouldBeRefused("-1");
        RoiSetFile.Write(_folder["drawn/a.zip"], [Square("liver", 0, 9)]);
        Evaluate().ShouldBeRefused("a.zip", "'liver'", "expected ROI names cb, hp");
        File.Delete(_folder["drawn/a.zip"]);
        Evaluate().ShouldBeRefused("expected predictions of the slices outlined in", "(b …)", "got none");
    }

    private static ImageJRoi Square(string name, double at, double side) => new(
        name, new Outline<PixelPoint>([new Polygon<PixelPoint>([new(at, at), new(at + side, at), new(at + side, at + side), new(at, at + side)])]));

    private CliProcess Evaluate(params string[] more) => Run(["--rois", _folder["drawn"], .. more]);

    private CliProcess Run(params string[] more) => CliProcess.Run(["evaluate", "--predictions", _folder["found"], .. more]);
}
