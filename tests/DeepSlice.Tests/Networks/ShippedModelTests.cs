using DeepSlice.Native.Torch;
using DeepSlice.Networks;
using DeepSlice.Phantoms;
using DeepSlice.Prediction;
using DeepSlice.Slices;
using DeepSlice.Tests.Formats;

namespace DeepSlice.Tests.Networks;

[Collection(NativeObjectsCollection.Name)]
[NoNativeLeaks]
public sealed class ShippedModelTests
{
    private const int MostBytes = 10_000_000;

    [Fact]
    public void A_program_without_its_model_says_where_it_looked_and_what_to_do()
    {
        using var folder = new TemporaryFolder();

        string message = Should.Throw<FileNotFoundException>(() => ShippedModel.Require(folder.FullPath)).Message;

        message.ShouldStartWith(folder["models/sagittal-six-regions.safetensors"]);
        message.ShouldContain("--model FILE");
        message.ShouldNotContain("\n");
    }

    [Fact]
    public void The_model_lies_in_the_folder_models_beside_the_program()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["models"]);
        File.WriteAllText(folder["models/sagittal-six-regions.safetensors"], "");

        ShippedModel.Require(folder.FullPath).ShouldBe(folder["models/sagittal-six-regions.safetensors"]);
        ShippedModel.Location.ShouldBe(Path.Combine(AppContext.BaseDirectory, "models", ShippedModel.FileName));
    }

    [Fact]
    public void The_model_of_this_checkout_is_small_and_outlines_what_it_has_never_seen()
    {
        Assert.SkipUnless(ShippedModel.IsThere, "this checkout has no models/sagittal-six-regions.safetensors");
        new FileInfo(ShippedModel.Location).Length.ShouldBeLessThanOrEqualTo(MostBytes);
        using SegmentationModel model = ModelFile.Read(ShippedModel.Require(), Device.Cpu);
        model.Catalog.Regions.ShouldBe(RegionCatalog.SagittalSix.Regions);
        model.Provenance.ToWords(model.Preprocessing.Binning).ShouldContain("slices");
        SliceDataset phantoms = PhantomGenerator.GenerateDataset(3, new PhantomOptions { SizePixels = 84 }, seed: 3);

        IReadOnlyList<SlicePrediction> predictions = new SlicePredictor(model, new PredictionOptions()).Predict([.. phantoms.Slices.Select(slice => slice.Image)]);

        foreach ((Slice slice, SlicePrediction prediction) in phantoms.Slices.Zip(predictions))
        {
            // Synthetic slices only resemble the real ones that it was trained on.
            Agreement(slice.Regions!.Indices.Pixels, prediction.Regions.Indices.Pixels).ShouldBeGreaterThan(0.8, slice.Id);
        }
    }

    [Theory]
    [InlineData(47, "NumPy folder b31", "0.1.0", 0.893, "trained on 47 slices (NumPy folder b31) at binning 64 by DeepSlice 0.1.0; mean Dice 0.89 on slices that it was not trained on")]
    [InlineData(1, "", "", null, "trained on 1 slice at binning 64")]
    public void Where_a_model_comes_from_is_said_in_a_sentence(int slices, string source, string version, double? dice, string expected) =>
        new ModelProvenance { TrainingSlices = slices, Source = source, Version = version, ValidationDice = dice }.ToWords(new Binning(64)).ShouldBe(expected);

    private static double Agreement(ReadOnlySpan<byte> truth, ReadOnlySpan<byte> found)
    {
        int equal = 0;
        for (int i = 0; i < truth.Length; i++)
        {
            equal += truth[i] == found[i] ? 1 : 0;
        }

        return (double)equal / truth.Length;
    }
}
