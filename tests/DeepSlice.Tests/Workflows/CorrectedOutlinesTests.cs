using System.IO.Compression;
using System.Text.Json.Nodes;
using DeepSlice.Formats;
using DeepSlice.Networks;
using DeepSlice.Tests.Formats;
using DeepSlice.Workflows;

namespace DeepSlice.Tests.Workflows;

public sealed class CorrectedOutlinesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SegmentationModel _model = TestModel.Create();

    public void Dispose()
    {
        _model.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("a.geojson")]
    [InlineData("a.rois.zip")]
    public void Outlines_that_were_corrected_are_not_replaced_by_a_later_prediction(string name)
    {
        SaveImage("a");
        SaveImage("b");
        Predict();
        Predict().Failures.ShouldBeEmpty();
        string path = _folder[$"found/{name}"];
        Correct(path);
        byte[] corrected = File.ReadAllBytes(path);

        PredictionWorkflowResult result = Predict();
        result.Slices.ShouldHaveSingleItem().Id.ShouldBe("b");
        FileFailure failure = result.Failures.ShouldHaveSingleItem();
        failure.Path.ShouldBe(_folder["a.tif"]);
        failure.Reason.ShouldStartWith($"{path}: expected outlines as predict wrote them, got outlines that were corrected or drawn since; predict into another folder");
        File.ReadAllBytes(path).ShouldBe(corrected);
    }

    // As QuPath and ImageJ's ROI Manager save them: without what they do not know, and with the time of saving.
    private static void Correct(string path)
    {
        if (path.EndsWith(".zip", StringComparison.Ordinal))
        {
            using ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Update);
            zip.Entries[0].LastWriteTime = new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
        }
        else
        {
            JsonNode root = JsonNode.Parse(File.ReadAllText(path))!;
            root.AsObject().Remove("deepslice");
            File.WriteAllText(path, root.ToJsonString());
        }
    }

    private PredictionWorkflowResult Predict() =>
        PredictionWorkflow.Run(_model, [_folder["a.tif"], _folder["b.tif"]], _folder["found"], new PredictionWorkflowOptions(), cancellationToken: TestContext.Current.CancellationToken);

    private void SaveImage(string name) => ImageFile.Write(_folder[name + ".tif"], TestModel.Noise(30, 30, seed: 5));
}
