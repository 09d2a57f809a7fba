using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Metrics;
using DeepSlice.Native.Torch;
using DeepSlice.Networks;
using DeepSlice.Slices;
using DeepSlice.Tests.Formats;
using DeepSlice.Workflows;

namespace DeepSlice.Tests.Workflows;

/// <summary>The same real slice at several magnifications, without a pixel size, gives the same regions.</summary>
public sealed class MagnificationTests
{
    private static readonly int[] Magnifications = [1, 2, 5, 16, 64];

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(28)]
    [InlineData(40)]
    public void The_same_slice_at_any_magnification_gives_the_same_regions(int index)
    {
        Assert.SkipUnless(ShippedModels.Find(ShippedModels.Sagittal) is not null, "this checkout has no models/sagittal-six-regions.safetensors");
        Raster<float> image = NumPyDataset.Read(SharedData.Require("b31/features_labels_2d_64"), RegionCatalog.SagittalSix).Slices[index].Image;
        float brightest = image.Pixels.ToArray().Max();
        image = image.Map(value => value * (60_000 / brightest));
        using var folder = new TemporaryFolder();
        Raster<float> finest = Enlarged(image, Magnifications[^1]);
        foreach (int magnification in Magnifications)
        {
            // A lower magnification gathers the light of a block of pixels in one.
            Raster<float> seen = finest.Width % (image.Width * magnification) == 0
                ? BlockMean.Apply(finest, new Binning(Magnifications[^1] / magnification))
                : Enlarged(image, magnification);
            ImageFile.Write(folder[$"slices/x{magnification}.tif"], seen.Map(value => (ushort)Math.Round(value)));
        }

        using SegmentationModel model = ModelFile.Read(ShippedModels.Require(ShippedModels.Sagittal), Device.Cpu);
        PredictionWorkflowResult result = PredictionWorkflow.Run(model, [folder["slices"]], folder["found"], new PredictionWorkflowOptions(), cancellationToken: TestContext.Current.CancellationToken);

        result.Failures.ShouldBeEmpty();
        foreach (int magnification in Magnifications)
        {
            result.Slices.Single(slice => slice.Id == $"x{magnification}").Scale.Binning.Factor.ShouldBe(magnification);
        }

        RegionMap[] maps = [.. Magnifications.Select(magnification => new RegionMap(model.Catalog, PngFile.ReadIndices(folder[$"found/x{magnification}.labels.png"])))];
        model.Catalog.Annotated.Count(region => maps[0].Area(region) > 0).ShouldBeGreaterThanOrEqualTo(5);
        foreach (RegionMap one in maps)
        {
            foreach (RegionMap other in maps)
            {
                var confusion = new RegionConfusion(one, other);
                foreach (Region region in model.Catalog.Annotated.Where(region => one.Area(region) > 0 || other.Area(region) > 0))
                {
                    confusion.Overlap(region).Dice.ShouldBeGreaterThanOrEqualTo(0.97, region.Key);
                }
            }
        }
    }

    // Bilinear: what a higher magnification sees of the same tissue, apart from detail.
    private static Raster<float> Enlarged(Raster<float> image, int times)
    {
        var enlarged = new Raster<float>(image.Width * times, image.Height * times);
        for (int y = 0; y < enlarged.Height; y++)
        {
            double sourceY = Math.Clamp(((y + 0.5) / times) - 0.5, 0, image.Height - 1);
            int top = Math.Min((int)sourceY, image.Height - 2);
            Span<float> row = enlarged.Row(y);
            for (int x = 0; x < row.Length; x++)
            {
                double sourceX = Math.Clamp(((x + 0.5) / times) - 0.5, 0, image.Width - 1);
                int left = Math.Min((int)sourceX, image.Width - 2);
                double upper = Mix(image.Row(top)[left], image.Row(top)[left + 1], sourceX - left);
                double lower = Mix(image.Row(top + 1)[left], image.Row(top + 1)[left + 1], sourceX - left);
                row[x] = (float)Mix(upper, lower, sourceY - top);
            }
        }

        return enlarged;
    }

    private static double Mix(double one, double other, double share) => one + (share * (other - one));
}
