using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Networks;
using DeepSlice.Slices;
using DeepSlice.Tests.Formats;
using DeepSlice.Workflows;

namespace DeepSlice.Tests.Workflows;

[Collection(NativeObjectsCollection.Name)]
[NoNativeLeaks]
public sealed class DamagePredictionWorkflowTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Found => _folder["found"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_model_that_predicts_damage_writes_a_mask_and_its_share()
    {
        ImageFile.Write(_folder["wide.tif"], TestModel.Noise(90, 61, seed: 8));
        using SegmentationModel model = TestModel.Create(damage: true);
        PredictionWorkflow.Run(model, [_folder["wide.tif"]], Found, new PredictionWorkflowOptions { Binning = new Binning(3) });

        Raster<byte> labels = PngFile.ReadIndices(Path.Combine(Found, "wide.labels.png"));
        Raster<byte> damage = PngFile.ReadIndices(Path.Combine(Found, "wide.damage.png"));
        damage.Size.ShouldBe(labels.Size);
        damage.Pixels.ToArray().Distinct().Order().ShouldBe([(byte)0, (byte)255]);
        int[] pixels = [.. Enumerable.Range(0, labels.Pixels.Length)];
        double share = (double)damage.Pixels.Count((byte)255) / pixels.Count(i => labels.Pixels[i] != 0 || damage.Pixels[i] != 0);
        new PredictionFolder(Found).ReadRuns().Runs[0].Slices[0].DamagedFraction!.Value.ShouldBe(share, 1e-6);
        string[] cerebellum = File.ReadLines(Path.Combine(Found, "regions.csv")).Single(line => line.StartsWith("wide,cb,", StringComparison.Ordinal)).Split(',');
        double ofRegion = (double)pixels.Count(i => labels.Pixels[i] == 1 && damage.Pixels[i] != 0) / labels.Pixels.Count((byte)1);
        double.Parse(cerebellum[^2], System.Globalization.CultureInfo.InvariantCulture).ShouldBe(ofRegion, 1e-6);
        double.Parse(cerebellum[^1], System.Globalization.CultureInfo.InvariantCulture).ShouldBe(share, 1e-6);
        string report = File.ReadAllText(Path.Combine(Found, "report.html"));
        report.ShouldContain("damage hatched");
        report.ShouldContain("wide.damage.png");

        using SegmentationModel plain = TestModel.Create();

        // The mask is no image: a folder of predictions and images is read as before, and a run without the output removes it.
        File.Copy(_folder["wide.tif"], Path.Combine(Found, "other.tif"));
        PredictionWorkflow.Run(plain, [Found], Found, new PredictionWorkflowOptions()).Slices.Select(slice => slice.Id).ShouldBe(["other"]);
        PredictionWorkflow.Run(plain, [_folder["wide.tif"]], Found, new PredictionWorkflowOptions { Binning = new Binning(3) });
        File.Exists(Path.Combine(Found, "wide.damage.png")).ShouldBeFalse();
    }
}
