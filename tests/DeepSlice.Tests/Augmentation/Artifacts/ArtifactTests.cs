using DeepSlice.Augmentation.Artifacts;
using DeepSlice.Geometry;

namespace DeepSlice.Tests.Augmentation.Artifacts;

/// <summary>Properties of all artifacts.</summary>
public sealed class ArtifactTests
{
    private const int Reach = 2;

    [Fact]
    public void Keys_are_unique_and_find_their_artifact()
    {
        ArtifactCatalog.All.Count.ShouldBe(17);
        foreach (Artifact artifact in ArtifactCatalog.All)
        {
            ArtifactCatalog.Get(artifact.Key).ShouldBeSameAs(artifact);
            artifact.Amounts.Count.ShouldBe(ArtifactCatalog.Severities.Count);
            artifact.Description.ShouldEndWith(".");
        }

        Should.Throw<ArgumentException>(() => ArtifactCatalog.Get("tears")).Message.ShouldContain("missing-piece");
    }

    [Fact]
    public void A_scale_gives_its_amounts_at_the_five_severities_and_lines_between_them()
    {
        var scale = new SeverityScale("", 1, 2, 4, 8, 16, 32);

        scale.At(0).ShouldBe(1);
        scale.At(0.1).ShouldBe(1.5, 1e-12);
        for (int i = 0; i < ArtifactCatalog.Severities.Count; i++)
        {
            scale.At(ArtifactCatalog.Severities[i]).ShouldBe(Math.Pow(2, i + 1), 1e-9);
        }

        scale.At(0.9).ShouldBe(24, 1e-9);
    }

    [Theory]
    [MemberData(nameof(TestSlices.Keys), MemberType = typeof(TestSlices))]
    public void Severity_0_gives_back_the_sample_itself(string key)
    {
        SliceSample sample = TestSlices.Phantom(48);
        ArtifactCatalog.Get(key).Apply(sample, 0, new RandomStream(1)).ShouldBeSameAs(sample);
    }

    [Theory]
    [MemberData(nameof(TestSlices.Keys), MemberType = typeof(TestSlices))]
    public void The_seed_alone_chooses_the_artifact_and_the_sample_is_left_as_it_is(string key)
    {
        Artifact artifact = ArtifactCatalog.Get(key);
        SliceSample sample = TestSlices.Phantom(64);
        float[] before = sample.Image.Pixels.ToArray();
        byte[] labelsBefore = sample.Labels!.Pixels.ToArray();
        var drawnFrom = new RandomStream(8);
        drawnFrom.NextBits();

        SliceSample first = artifact.Apply(sample, 0.7, new RandomStream(8));
        SliceSample again = artifact.Apply(sample, 0.7, drawnFrom);

        again.Image.Pixels.SequenceEqual(first.Image.Pixels).ShouldBeTrue();
        again.Labels!.Pixels.SequenceEqual(first.Labels!.Pixels).ShouldBeTrue();
        first.Image.Pixels.SequenceEqual(before).ShouldBeFalse();
        sample.Image.Pixels.SequenceEqual(before).ShouldBeTrue();
        sample.Labels.Pixels.SequenceEqual(labelsBefore).ShouldBeTrue();
        if (key != "saturation")
        {
            float[] others = [.. Enumerable.Range(9, 8).Select(seed => artifact.Apply(sample, 0.7, new RandomStream((ulong)seed)).Image.Pixels.ToArray().Sum())];
            others.Distinct().Count().ShouldBeGreaterThan(2);
        }
    }

    [Theory]
    [MemberData(nameof(TestSlices.LightKeys), MemberType = typeof(TestSlices))]
    public void What_only_changes_the_light_leaves_labels_and_padding_alone(string key)
    {
        SliceSample sample = TestSlices.Phantom(64);
        for (int y = 0; y < 64; y++)
        {
            sample.Image.Row(y)[..5].Clear();
        }

        SliceSample changed = ArtifactCatalog.Get(key).Apply(sample, 1, new RandomStream(3));

        changed.Labels.ShouldBeSameAs(sample.Labels);
        for (int y = 0; y < 64; y++)
        {
            changed.Image.Row(y)[..5].ContainsAnyExcept(0f).ShouldBeFalse();
        }
    }

    [Theory]
    [MemberData(nameof(TestSlices.TissueKeys), MemberType = typeof(TestSlices))]
    public void Moved_labels_lie_on_the_tissue_they_were_on(string key)
    {
        int compared = 0, different = 0;
        for (ulong seed = 0; seed < 20; seed++)
        {
            var slice = new LabelledSlice(72, 66, seed);
            SliceSample moved = ArtifactCatalog.Get(key).Apply(
                new SliceSample(slice.Image, slice.Labels), ArtifactCatalog.Severities[(int)(seed % 5)], new RandomStream(seed));
            for (int y = Reach; y < 66 - Reach; y++)
            {
                for (int x = Reach; x < 72 - Reach; x++)
                {
                    if (IsAmongItsLike(moved.Labels!, x, y))
                    {
                        compared++;
                        different += Math.Abs(moved.Image[x, y] - moved.Labels![x, y]) > 0.01 ? 1 : 0;
                    }
                }
            }
        }

        // In the double layer of a fold the image is a sum of two, and at the edge of a gap or fold between pixels of the same label it is mixed.
        compared.ShouldBeGreaterThan(20_000);
        different.ShouldBeLessThan(key == "fold" ? compared / 20 : compared / 200);
    }

    [Theory]
    [MemberData(nameof(TestSlices.TissueKeys), MemberType = typeof(TestSlices))]
    public void What_moves_tissue_changes_the_labels_and_brings_no_new_ones(string key)
    {
        SliceSample sample = TestSlices.Phantom(64);
        byte[] known = [.. sample.Labels!.Pixels.ToArray().Distinct()];
        for (ulong seed = 0; seed < 10; seed++)
        {
            SliceSample moved = ArtifactCatalog.Get(key).Apply(sample, 1, new RandomStream(seed));

            moved.Labels!.Pixels.SequenceEqual(sample.Labels.Pixels).ShouldBeFalse($"seed {seed}");
            moved.Labels.Pixels.IndexOfAnyExcept(known).ShouldBe(-1, $"seed {seed}");
        }
    }

    [Theory]
    [MemberData(nameof(TestSlices.Keys), MemberType = typeof(TestSlices))]
    public void Output_is_finite_and_of_the_same_size_whatever_comes_in(string key)
    {
        Artifact artifact = ArtifactCatalog.Get(key);
        foreach (SliceSample sample in Extremes())
        {
            for (ulong seed = 0; seed < 20; seed++)
            {
                SliceSample changed = artifact.Apply(sample, seed % 2 == 0 ? 1 : 0.05, new RandomStream(seed));

                changed.Image.Size.ShouldBe(sample.Image.Size);
                (changed.Labels is null).ShouldBe(sample.Labels is null);
                changed.Image.Pixels.ToArray().All(float.IsFinite).ShouldBeTrue($"{sample.Image.Size}, seed {seed}");
            }
        }
    }

    [Theory]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void A_severity_out_of_range_is_refused(double severity) =>
        Should.Throw<ArgumentOutOfRangeException>(() => ArtifactCatalog.All[0].Apply(TestSlices.Phantom(32), severity, new RandomStream(1)))
            .Message.ShouldContain("0 to 1");

    [Fact]
    public void Labels_of_another_size_than_the_image_are_refused() =>
        Should.Throw<ArgumentException>(() => new SliceSample(new Raster<float>(4, 4), new Raster<byte>(4, 5))).Message.ShouldContain("4×5");

    private static IEnumerable<SliceSample> Extremes()
    {
        var noise = new RandomStream(5);
        var constant = new Raster<float>(12, 9);
        constant.Pixels.Fill(300);
        var everywhere = new Raster<byte>(20, 20);
        everywhere.Pixels.Fill(2);
        Raster<float> hostile = TestSlices.Phantom(32).Image;
        hostile.Row(9).Fill(float.NaN);
        hostile.Row(20).Fill(float.MaxValue);
        hostile.Row(21).Fill(float.NegativeInfinity);
        hostile.Row(22).Fill(float.MinValue);
        yield return TestSlices.Disc(8, 3, 10, 100);
        yield return new SliceSample(TestSlices.Disc(8, 3, 10, 100).Image);
        yield return new SliceSample(constant);
        yield return new SliceSample(constant, new Raster<byte>(12, 9));
        yield return new SliceSample(new Raster<float>(1, 1));
        yield return new SliceSample(new Raster<float>(16, 16), new Raster<byte>(16, 16));
        yield return new SliceSample(everywhere.Map(_ => (float)noise.Uniform(100, 200)), everywhere);
        yield return new SliceSample(hostile);
        yield return TestSlices.Disc(60, 1, 10, 100);
    }

    private static bool IsAmongItsLike(Raster<byte> labels, int x, int y)
    {
        for (int row = y - Reach; row <= y + Reach; row++)
        {
            if (labels.Row(row).Slice(x - Reach, (2 * Reach) + 1).ContainsAnyExcept(labels[x, y]))
            {
                return false;
            }
        }

        return true;
    }
}
