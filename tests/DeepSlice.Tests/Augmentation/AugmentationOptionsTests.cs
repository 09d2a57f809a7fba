using System.Text.Json;
using DeepSlice.Augmentation;

namespace DeepSlice.Tests.Augmentation;

public sealed class AugmentationOptionsTests
{
    [Fact]
    public void Options_survive_a_round_trip_through_JSON()
    {
        var options = new AugmentationOptions
        {
            Spatial = new SpatialOptions { RotationDegrees = 12, Scale = new NumberRange(0.9, 1.1) },
            Photometric = PhotometricOptions.None,
            Artifacts = new ArtifactOptions { Probability = 0.9, Severity = new NumberRange(0.2, 0.3), Weights = new Dictionary<string, double> { ["missing-piece"] = 2 } },
        };

        string json = JsonSerializer.Serialize(options);

        AugmentationOptions read = JsonSerializer.Deserialize<AugmentationOptions>(json)!;
        read.Artifacts.Weights.ShouldBe(options.Artifacts.Weights);
        (read with { Artifacts = options.Artifacts }).ShouldBe(options);
        (read.Artifacts with { Weights = options.Artifacts.Weights }).ShouldBe(options.Artifacts);
    }

    [Fact]
    public void What_JSON_does_not_name_keeps_its_default()
    {
        var options = JsonSerializer.Deserialize<AugmentationOptions>("""{"Spatial":{"Shear":0.5}}""")!;

        options.Spatial.ShouldBe(new SpatialOptions { Shear = 0.5 });
        options.Photometric.ShouldBe(new PhotometricOptions());
    }

    [Fact]
    public void Values_out_of_range_are_refused_with_the_range()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new SpatialOptions { RotationDegrees = 181 }).Message.ShouldContain("expected 0 to 180, got 181");
        Should.Throw<ArgumentOutOfRangeException>(() => new SpatialOptions { MirrorProbability = double.NaN }).Message.ShouldContain("0 to 1");
        Should.Throw<ArgumentOutOfRangeException>(() => new SpatialOptions { Scale = new NumberRange(0, 1) }).Message.ShouldContain("got 0");
        Should.Throw<ArgumentOutOfRangeException>(() => new PhotometricOptions { LowResolutionBinning = 1 }).Message.ShouldContain("2 to 16");
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(double.NaN, 1)]
    [InlineData(0, double.PositiveInfinity)]
    public void A_range_out_of_order_or_without_end_is_refused(double minimum, double maximum)
    {
        Should.Throw<ArgumentException>(() => new NumberRange(minimum, maximum)).Message.ShouldContain("finite ends in order");
    }
}
