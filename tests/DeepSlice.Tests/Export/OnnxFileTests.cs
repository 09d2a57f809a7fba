using System.Text.Json;
using DeepSlice.Export;
using DeepSlice.Export.Onnx;
using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Networks;
using DeepSlice.Slices;
using DeepSlice.Tests.Formats;
using DeepSlice.Tests.Torch;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace DeepSlice.Tests.Export;

/// <summary>ONNX files run by ONNX Runtime, which shares no code with this program.</summary>
[Collection(NativeObjectsCollection.Name)]
[NoNativeLeaks]
public sealed class OnnxFileTests
{
    [Theory]
    [InlineData(Configuration.Whole, 44, 36)]
    [InlineData(Configuration.Whole, 33, 71)]
    [InlineData(Configuration.Patch, 96, 96)]
    [InlineData(Configuration.Patch, 77, 50)]
    [InlineData(Configuration.Cascade, 96, 96)]
    [InlineData(Configuration.Cascade, 101, 83)]
    public void The_graph_gives_the_probabilities_of_predict(Configuration configuration, int width, int height)
    {
        using SegmentationModel model = ExportedModels.Create(configuration);
        Raster<float>[] images = [ExportedModels.Slice(width, height, seed: 2), ExportedModels.Slice(width, height, seed: 3)];

        Run(model, images).ShouldBeNear(ExportedModels.Predict(model, images));
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(12)]
    public void The_compression_of_bright_tissue_is_part_of_the_graph(double compression)
    {
        using SegmentationModel model = ExportedModels.Create(Configuration.Whole, compression);
        Raster<float> image = ExportedModels.Slice(44, 44, seed: 2);

        Run(model, image).ShouldBeNear(ExportedModels.Predict(model, image));
    }

    [Fact]
    public void Images_without_contrast_and_with_a_background_of_zero_do_not_break_it()
    {
        using SegmentationModel model = ExportedModels.Create(Configuration.Whole);
        Raster<float> flat = new Raster<float>(40, 40).Map(_ => 7f);
        Raster<float> clipped = ExportedModels.Slice(40, 40, seed: 4, offset: 0).Map(value => value < 0.2f ? 0 : value);

        Run(model, flat).ShouldBeNear(ExportedModels.Predict(model, flat));
        Run(model, clipped).ShouldBeNear(ExportedModels.Predict(model, clipped));
    }

    [Fact]
    public void The_shipped_models_give_the_probabilities_of_predict_on_real_slices()
    {
        string[] names = [.. ShippedModels.Names];
        Assert.SkipWhen(names.Length == 0, "this checkout has no models");
        Raster<float>[] slices = [.. NumPyDataset.Read(SharedData.Require("b31/features_labels_2d_64"), RegionCatalog.SagittalSix, first: 4).Slices.Select(slice => Unpadded(slice.Image))];
        foreach (string name in names)
        {
            // The length of the tissue is what the description asks of the user.
            using SegmentationModel shipped = ModelFile.Read(ShippedModels.Require(name), Native.Torch.Device.Cpu);
            SegmentationModel model = shipped with { TissueLength = null };
            foreach (Raster<float> slice in slices)
            {
                Run(model, slice).ShouldBeNear(ExportedModels.Predict(model, slice), 2e-5f);
            }
        }
    }

    [Fact]
    public void Regions_and_preprocessing_travel_in_the_metadata()
    {
        using SegmentationModel model = ExportedModels.Create(Configuration.Whole);
        using var folder = new TemporaryFolder();
        OnnxFile.Write(folder["m.onnx"], model, ModelDescription.Of("mine", model));
        using var session = new InferenceSession(folder["m.onnx"]);

        using JsonDocument description = JsonDocument.Parse(session.ModelMetadata.CustomMetadataMap[ModelDescription.Key]);
        description.RootElement.GetProperty("regions")[1].GetProperty("name").GetString().ShouldBe("cerebellum");
        description.RootElement.GetProperty("micrometresPerPixel").GetDouble().ShouldBe(10.4, 1e-9);
        session.ModelMetadata.Description.ShouldContain("to pixels of 10.4 µm");
        session.InputMetadata["image"].Dimensions.ShouldBe([-1, 1, -1, -1]);
    }

    // The graph takes zeros for background; the frame of these slices is padding.
    private static Raster<float> Unpadded(Raster<float> image)
    {
        float background = image.Pixels.ToArray().Where(value => value > 0).Order().First();
        return image.Map(value => value == 0 ? background : value);
    }

    private static float[] Run(SegmentationModel model, params Raster<float>[] images)
    {
        using var folder = new TemporaryFolder();
        OnnxFile.Write(folder["m.onnx"], model, ModelDescription.Of("m", model));
        using var session = new InferenceSession(folder["m.onnx"]);
        var input = new DenseTensor<float>(ExportedModels.Pixels(images), [images.Length, 1, images[0].Height, images[0].Width]);
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results = session.Run([NamedOnnxValue.CreateFromTensor("image", input)]);
        return [.. results[0].AsTensor<float>()];
    }
}
