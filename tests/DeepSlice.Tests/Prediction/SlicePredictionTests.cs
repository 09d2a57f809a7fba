using DeepSlice.Geometry;
using DeepSlice.Prediction;
using DeepSlice.Slices;

namespace DeepSlice.Tests.Prediction;

public sealed class SlicePredictionTests
{
    private static readonly RegionCatalog s_three = new(RegionCatalog.SagittalSix.Regions.Take(3));

    [Fact]
    public void Each_pixel_gets_its_most_probable_region_and_a_tie_the_first()
    {
        var prediction = SlicePrediction.Of(s_three, new RasterSize(2, 2), [0.5f, 0.2f, 0.1f, 0.4f, 0.3f, 0.7f, 0.1f, 0.4f, 0.2f, 0.1f, 0.8f, 0.2f]);

        prediction.Regions.Indices.Pixels.ToArray().ShouldBe([0, 1, 2, 0]);
    }

    [Fact]
    public void Confidence_is_the_Dice_to_be_expected_of_a_region_and_null_where_it_has_none()
    {
        var prediction = SlicePrediction.Of(s_three, new RasterSize(3, 1), [0.9f, 0.3f, 0.5f, 0.1f, 0.7f, 0.5f, 0, 0, 0]);

        prediction.Confidences[0]!.Value.ShouldBe(2 * (0.9 + 0.5) / (2 + 0.9 + 0.3 + 0.5), 1e-6);
        prediction.Confidences[1]!.Value.ShouldBe(2 * 0.7 / (1 + 0.1 + 0.7 + 0.5), 1e-6);
        prediction.Confidences[2].ShouldBeNull();
        prediction.Confidence!.Value.ShouldBe(prediction.Confidences[1]!.Value, 1e-12, "the background is not annotated, the third region not found");
    }

    [Fact]
    public void Confidence_is_1_where_the_network_is_certain_and_unknown_where_it_finds_nothing()
    {
        SlicePrediction.Of(s_three, new RasterSize(2, 1), [1, 0, 0, 1, 0, 0]).Confidence.ShouldBe(1);
        SlicePrediction.Of(s_three, new RasterSize(2, 1), [1, 1, 0, 0, 0, 0]).Confidence.ShouldBeNull();
    }

    [Fact]
    public void A_wrong_number_of_probabilities_is_refused()
    {
        Should.Throw<ArgumentException>(() => SlicePrediction.Of(s_three, new RasterSize(2, 2), new float[11])).Message.ShouldContain("expected 12 probabilities, 3 regions of 2×2, got 11");
    }
}
