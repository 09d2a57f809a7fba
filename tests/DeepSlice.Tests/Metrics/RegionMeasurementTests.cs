using DeepSlice.Geometry;
using DeepSlice.Metrics;
using DeepSlice.Slices;

namespace DeepSlice.Tests.Metrics;

public sealed class RegionMeasurementTests
{
    private static readonly RegionMap _regions = TestMaps.Parse("0117", "0277");

    [Fact]
    public void Areas_are_given_in_pixels_of_the_original_image_and_in_micrometres()
    {
        RegionMeasurement cerebellum = Measure(0.5)[0];

        cerebellum.Region.Key.ShouldBe("cb");
        cerebellum.AreaPixels.ShouldBe(2 * 64 * 64);
        cerebellum.AreaSquareMicrometres.ShouldBe(2 * 64 * 64 * 0.25);
        cerebellum.Fraction.ShouldBe(2 / 6.0, 1e-15);
    }

    [Fact]
    public void Mean_intensity_and_confidence_are_those_of_the_regions_own_pixels()
    {
        RegionMeasurement cerebellum = Measure(null, null, 0.75, 0.5, null, null, null, null, 1)[0];

        cerebellum.MeanIntensity.ShouldBe(2.5);
        cerebellum.Confidence.ShouldBe(0.75);
        cerebellum.AreaSquareMicrometres.ShouldBeNull();
    }

    [Fact]
    public void Every_region_but_the_background_is_listed_and_an_empty_one_has_no_intensity()
    {
        IReadOnlyList<RegionMeasurement> all = Measure(1);

        all.Select(row => row.Region.Key).ShouldBe(["cb", "hp", "cx", "th", "mb", "bs", "rest"]);
        all.Single(row => row.Region.Key == "cx").ShouldBe(new RegionMeasurement
        {
            SliceId = "s1",
            Region = TestMaps.Region("cx"),
            AreaPixels = 0,
            AreaSquareMicrometres = 0,
            Fraction = 0,
            MeanIntensity = null,
            Confidence = null,
        });
        all.Sum(row => row.Fraction).ShouldBe(1, 1e-12);
    }

    [Fact]
    public void Border_pixels_count_with_the_part_of_them_that_lies_on_the_image_and_padding_counts_not()
    {
        // An image of 15 × 10 pixels, binned by 10 to 2 × 1 and padded to 4 × 2 with one column on the left.
        var slice = new Slice
        {
            Id = "s1",
            Image = new Raster<float>(4, 2, [0, 1, 4, 0, 0, 0, 0, 0]),
            Frame = new SliceFrame { Binning = new Binning(10), OriginalSize = new RasterSize(15, 10), WorkingSize = new RasterSize(4, 2), OffsetX = 1 },
        };
        RegionMeasurement cerebellum = RegionMeasurement.Measure(slice, TestMaps.Parse("1111", "1000"), null, new double?[TestMaps.Parse("1").Catalog.Count])[0];

        cerebellum.AreaPixels.ShouldBe(150);
        cerebellum.Fraction.ShouldBe(1);
        cerebellum.MeanIntensity!.Value.ShouldBe(2, 1e-12);
    }

    [Fact]
    public void Confidences_of_another_number_of_regions_are_refused()
    {
        Should.Throw<ArgumentException>(() => Measure(1, null, 0.5)).Message.ShouldContain("2 confidences");
    }

    private static IReadOnlyList<RegionMeasurement> Measure(double? micrometresPerPixel, params double?[] confidences)
    {
        var slice = new Slice
        {
            Id = "s1",
            Image = new Raster<float>(4, 2, [1, 2, 3, 4, 5, 6, 7, 8]),
            Frame = new SliceFrame { Binning = new Binning(64), OriginalSize = new RasterSize(256, 128), WorkingSize = new RasterSize(4, 2) },
        };
        return RegionMeasurement.Measure(slice, _regions, micrometresPerPixel, confidences.Length == 0 ? new double?[_regions.Catalog.Count] : confidences);
    }
}
