using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Slices;

namespace DeepSlice.Tests.Imaging;

public sealed class TissueLengthTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    [InlineData(90)]
    [InlineData(133)]
    public void An_ellipse_is_as_long_as_its_long_axis_however_it_lies(double degrees)
    {
        (double sine, double cosine) = Math.SinCos(degrees * Math.PI / 180);
        var image = new Raster<float>(120, 120);
        for (int y = 0; y < 120; y++)
        {
            for (int x = 0; x < 120; x++)
            {
                double u = ((x - 60) * cosine) + ((y - 60) * sine);
                double v = ((y - 60) * cosine) - ((x - 60) * sine);
                image.Row(y)[x] = (u * u / (40 * 40)) + (v * v / (20 * 20)) <= 1 ? 200 : 10;
            }
        }

        TissueLength.Measure(image).ShouldBe(80, tolerance: 2.5);
    }

    [Fact]
    public void Nothing_is_measured_where_no_tissue_stands_out() =>
        TissueLength.Measure(new Raster<float>(50, 50)).ShouldBe(0);

    [Fact]
    public void Real_slices_are_as_long_as_the_shipped_model_states()
    {
        SliceDataset dataset = NumPyDataset.Read(SharedData.Require("b31/features_labels_2d_64"), RegionCatalog.SagittalSix);
        TissueLengths lengths = TissueLengths.Measure(dataset.Slices.Select(slice => slice.Image)).ShouldNotBeNull();
        lengths.ShouldSatisfyAllConditions(
            () => lengths.Shortest.ShouldBe(56.2, tolerance: 0.5),
            () => lengths.Median.ShouldBe(68.5, tolerance: 0.5),
            () => lengths.Longest.ShouldBe(76.2, tolerance: 0.5));
    }
}
