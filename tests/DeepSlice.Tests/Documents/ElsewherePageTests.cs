using System.Text.RegularExpressions;
using DeepSlice.Export;
using DeepSlice.Export.TorchScript;
using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Networks;
using DeepSlice.Prediction;
using DeepSlice.Slices;
using DeepSlice.Tests.Export;
using DeepSlice.Tests.Formats;

namespace DeepSlice.Tests.Documents;

/// <summary>The Python program on the page about models elsewhere, run as its reader runs it.</summary>
public sealed partial class ElsewherePageTests
{
    [Fact]
    public void The_program_of_the_page_counts_the_pixels_of_each_region()
    {
        using SegmentationModel model = ExportedModels.Create(Configuration.Whole);
        Raster<float> image = ExportedModels.Slice(44, 44, seed: 6).Map(value => MathF.Round(value * 1000));
        using var folder = new TemporaryFolder();
        TorchScriptFile.Write(folder["model.pt"], model, ModelDescription.Of("m", model));
        ImageFile.Write(folder["slice.tif"], image);
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs/how-to/elsewhere.md"));
        string program = PythonBlock().Match(page).Groups["program"].Value;

        string[] lines = PythonWithTorch.RunIn(folder.FullPath, program).TrimEnd().Split('\n');

        RegionMap found = SlicePrediction.Of(model.Catalog, image.Size, ExportedModels.Predict(model, image)).Regions;
        lines.ShouldBe(model.Catalog.Regions.Select(region => $"{region.Key} {found.Indices.Pixels.Count(region.Index)}"));
    }

    [GeneratedRegex("```python\n(?<program>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex PythonBlock();
}
