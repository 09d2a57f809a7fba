using DeepSlice.Phantoms;

namespace DeepSlice.Tests.Phantoms;

public sealed class PhantomOptionsTests
{
    [Theory]
    [InlineData(31)]
    [InlineData(8193)]
    public void A_size_out_of_range_is_refused_with_the_range(int size)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new PhantomOptions { SizePixels = size }).Message.ShouldContain($"expected 32 to 8192, got {size}");
    }

    [Fact]
    public void Probabilities_and_variation_out_of_range_are_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new PhantomOptions { MildArtifacts = 1.1 }).Message.ShouldContain("expected 0 to 1");
        Should.Throw<ArgumentOutOfRangeException>(() => new PhantomOptions { MildArtifacts = double.NaN });
        Should.Throw<ArgumentOutOfRangeException>(() => new PhantomOptions { Variation = -0.5 }).Message.ShouldContain("expected 0 to 2");
    }

    [Fact]
    public void The_smallest_and_largest_values_are_allowed()
    {
        new PhantomOptions { SizePixels = 32, MildArtifacts = 0, Variation = 0 }.SizePixels.ShouldBe(32);
        new PhantomOptions { SizePixels = 8192, MildArtifacts = 1, Variation = 2 }.SizePixels.ShouldBe(8192);
    }
}
