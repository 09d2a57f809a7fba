using DeepSlice.Export;
using DeepSlice.Export.TorchScript;
using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Networks;
using DeepSlice.Tests.Formats;
using DeepSlice.Tests.Torch;

namespace DeepSlice.Tests.Export;

[Collection(NativeObjectsCollection.Name)]
[NoNativeLeaks]
public sealed class TorchScriptFileTests
{
    private const string Apply = """
        import json, sys, numpy, torch
        texts = {"deepslice.json": ""}
        for case in range(int(sys.argv[2])):
            model = torch.jit.load(f"{sys.argv[1]}/{case}.pt", _extra_files=texts)
            image = torch.from_numpy(numpy.load(f"{sys.argv[1]}/{case}.in.npy"))
            with torch.no_grad():
                numpy.save(f"{sys.argv[1]}/{case}.out.npy", model(image).numpy())
        print(json.loads(texts["deepslice.json"])["regions"][2]["key"])
        """;

    private static readonly (Configuration Configuration, int Width, int Height, double Compression)[] Cases =
    [
        (Configuration.Whole, 44, 36, 1),
        (Configuration.Whole, 33, 71, 12),
        (Configuration.Patch, 77, 50, 1),
        (Configuration.Cascade, 101, 83, 1),
    ];

    [Fact]
    public void PyTorch_opens_the_archives_and_gives_the_probabilities_of_predict()
    {
        using var folder = new TemporaryFolder();
        var expected = new List<float[]>();
        foreach ((Configuration configuration, int width, int height, double compression) in Cases)
        {
            using SegmentationModel model = ExportedModels.Create(configuration, compression);
            Raster<float>[] images = [ExportedModels.Slice(width, height, seed: 2), ExportedModels.Slice(width, height, seed: 3)];
            TorchScriptFile.Write(folder[$"{expected.Count}.pt"], model, ModelDescription.Of("m", model));
            NpyFile.Write<float>(folder[$"{expected.Count}.in.npy"], ExportedModels.Pixels(images), 2, 1, height, width);
            expected.Add(ExportedModels.Predict(model, images));
        }

        PythonWithTorch.Run(Apply, folder.FullPath, $"{Cases.Length}").Trim().ShouldBe("hp");

        for (int i = 0; i < Cases.Length; i++)
        {
            NpyFile.Read(folder[$"{i}.out.npy"]).ToArray<float>().ShouldBeNear(expected[i]);
        }
    }

    [Fact]
    public void The_archive_is_a_zip_with_the_description()
    {
        using SegmentationModel model = ExportedModels.Create(Configuration.Whole);
        using var folder = new TemporaryFolder();

        TorchScriptFile.Write(folder["m.pt"], model, ModelDescription.Of("m", model));

        ZipEntries.Names(folder["m.pt"]).ShouldContain(ModelDescription.Key);
    }
}
