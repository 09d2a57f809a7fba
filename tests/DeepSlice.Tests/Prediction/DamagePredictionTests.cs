using DeepSlice.Geometry;
using DeepSlice.Native.Torch;
using DeepSlice.Networks;
using DeepSlice.Prediction;
using DeepSlice.Slices;
using DeepSlice.Tests.Formats;
using DeepSlice.Tests.Workflows;

namespace DeepSlice.Tests.Prediction;

[Collection(NativeObjectsCollection.Name)]
[NoNativeLeaks]
public sealed class DamagePredictionTests
{
    private static readonly RegionCatalog s_two = new(RegionCatalog.SagittalSix.Regions.Take(2));

    [Fact]
    public void The_plane_behind_the_regions_is_the_probability_of_damage()
    {
        var prediction = SlicePrediction.Of(s_two, new RasterSize(3, 1), [0.9f, 0.3f, 0.5f, 0.1f, 0.7f, 0.5f, 0.49f, 0.5f, 1]);

        prediction.Damage!.Pixels.ToArray().ShouldBe([0, 255, 255]);
        prediction.Probabilities.Length.ShouldBe(6);
        SlicePrediction.Of(s_two, new RasterSize(3, 1), prediction.Probabilities).Damage.ShouldBeNull();
    }

    [Fact]
    public void The_output_of_damage_leaves_the_regions_as_they_are()
    {
        using SegmentationModel plain = TestModel.Create();
        using SegmentationModel with = TestModel.Create(damage: true);
        Raster<float> image = TestModel.Noise(40, 37, 3).Map(value => (float)value);

        foreach (bool augmented in new[] { false, true })
        {
            var options = new PredictionOptions { TestTimeAugmentation = augmented, Precision = Precision.Float32 };
            SlicePrediction expected = new SlicePredictor(plain, options).Predict([image])[0];
            SlicePrediction found = new SlicePredictor(with, options).Predict([image])[0];

            expected.Damage.ShouldBeNull();
            found.Damage!.Size.ShouldBe(image.Size);
            found.Damage.Pixels.Count(DamageMask.Marked).ShouldBeInRange(1, (40 * 37) - 1);
            for (int i = 0; i < found.Probabilities.Length; i++)
            {
                found.Probabilities[i].ShouldBe(expected.Probabilities[i], 1e-5f);
            }
        }
    }

    [Fact]
    public void Tiles_of_a_patch_network_find_the_damage_that_one_large_tile_finds()
    {
        using SegmentationModel whole = TestModel.Create(damage: true);
        SegmentationModel patches = whole with { Patches = new PatchStage { CoarseFactor = 2, SliceSize = new RasterSize(96, 90) } };
        Raster<float> image = TestModel.Noise(96, 90, 5).Map(value => (float)value);

        Raster<byte> tiled = new SlicePredictor(patches, new PredictionOptions { TileSide = 48, Precision = Precision.Float32 }).Predict([image])[0].Damage!;
        Raster<byte> once = new SlicePredictor(patches, new PredictionOptions { TileSide = 512, Precision = Precision.Float32 }).Predict([image])[0].Damage!;

        Enumerable.Range(0, once.Pixels.Length).Count(i => once.Pixels[i] != tiled.Pixels[i]).ShouldBeLessThan(5);
        once.Pixels.Count(DamageMask.Marked).ShouldBeInRange(1, once.Pixels.Length - 1);
    }

    [Fact]
    public void A_model_file_keeps_the_output_of_damage()
    {
        using var folder = new TemporaryFolder();
        using SegmentationModel model = TestModel.Create(damage: true);
        ModelFile.Write(folder["m.safetensors"], model);
        using SegmentationModel read = ModelFile.Read(folder["m.safetensors"], Device.Cpu);

        read.Plan.Damage.ShouldBeTrue();
        read.Network.Weights.All.Select(parameter => parameter.Name).ShouldBe(model.Network.Weights.All.Select(parameter => parameter.Name));
        using SegmentationModel plain = TestModel.Create();
        ModelFile.Write(folder["plain.safetensors"], plain);
        File.ReadAllText(folder["plain.safetensors"]).ShouldNotContain("damage");
    }
}
