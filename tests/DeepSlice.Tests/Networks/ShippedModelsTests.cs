using DeepSlice.Native.Torch;
using DeepSlice.Networks;
using DeepSlice.Phantoms;
using DeepSlice.Prediction;
using DeepSlice.Slices;
using DeepSlice.Tests.Formats;

namespace DeepSlice.Tests.Networks;

[Collection(NativeObjectsCollection.Name)]
[NoNativeLeaks]
public sealed class ShippedModelsTests
{
    private const int MostBytes = 10_000_000;

    [Fact]
    public void A_program_without_its_model_says_where_it_looked_and_what_to_do()
    {
        using var folder = new TemporaryFolder();

        string message = Should.Throw<FileNotFoundException>(() => ShippedModels.Require(folder.FullPath, ShippedModels.Sagittal)).Message;

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

        ShippedModels.Require(folder.FullPath, ShippedModels.Sagittal).ShouldBe(folder["models/sagittal-six-regions.safetensors"]);
        ShippedModels.NamesIn(folder.FullPath).ShouldBe(["sagittal-six-regions"]);
        File.WriteAllText(folder["models/a.safetensors"], "");
        File.WriteAllText(folder["models/mouse-any-plane.safetensors"], "");
        ShippedModels.NamesIn(folder.FullPath).ShouldBe(["mouse-any-plane", "a", "sagittal-six-regions"]);
    }

    [Fact]
    public void Every_model_of_this_checkout_is_small_and_described()
    {
        ShippedModels.Names.ShouldContain(ShippedModels.Default);
        ShippedModels.Names.ShouldAllBe(name => new FileInfo(ShippedModels.Require(name)).Length <= MostBytes);
        foreach (ShippedModelDescription model in ShippedModels.Describe())
        {
            model.Use.ShouldNotBeEmpty(model.Name);
            model.Scores.ShouldNotBeEmpty(model.Name);
            model.Licence.ShouldNotBeEmpty(model.Name);
            model.Attribution.ShouldNotBeEmpty(model.Name);
        }
    }

    [Fact]
    public void The_sagittal_model_of_this_checkout_and_outlines_what_it_has_never_seen()
    {
        Assert.SkipUnless(ShippedModels.Find(ShippedModels.Sagittal) is not null, "this checkout has no models/sagittal-six-regions.safetensors");
        new FileInfo(ShippedModels.Require(ShippedModels.Sagittal)).Length.ShouldBeLessThanOrEqualTo(MostBytes);
        using SegmentationModel model = ModelFile.Read(ShippedModels.Require(ShippedModels.Sagittal), Device.Cpu);
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
