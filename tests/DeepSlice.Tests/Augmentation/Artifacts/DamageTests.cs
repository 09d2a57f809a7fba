using DeepSlice.Augmentation;
using DeepSlice.Augmentation.Artifacts;
using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Tests.Augmentation.Artifacts;

public sealed class DamageTests
{
    private static readonly string[] Damaging = ["tear", "missing-piece", "fold", "debris", "bubble", "saturation"];

    public static TheoryData<string> DamagingKeys => [.. Damaging];

    public static TheoryData<string> HarmlessKeys => [.. ArtifactCatalog.All.Select(artifact => artifact.Key).Except(Damaging)];

    [Theory]
    [MemberData(nameof(TestSlices.Keys), MemberType = typeof(TestSlices))]
    public void Recording_damage_changes_neither_image_nor_labels(string key)
    {
        SliceSample bare = TestSlices.Phantom(64);
        Artifact artifact = ArtifactCatalog.Get(key);

        SliceSample without = artifact.Apply(bare, 0.8, new RandomStream(3));
        SliceSample with = artifact.Apply(Recorded(bare), 0.8, new RandomStream(3));

        without.Damage.ShouldBeNull();
        with.Image.Pixels.SequenceEqual(without.Image.Pixels).ShouldBeTrue();
        with.Labels!.Pixels.SequenceEqual(without.Labels!.Pixels).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(DamagingKeys))]
    public void What_an_artifact_tears_folds_covers_or_clips_is_damaged(string key)
    {
        SliceSample sample = Recorded(TestSlices.Phantom(96));
        int tissue = sample.Labels!.Pixels.Length - sample.Labels.Pixels.Count((byte)0);

        SliceSample changed = ArtifactCatalog.Get(key).Apply(sample, 0.8, new RandomStream(5));

        changed.Damage!.Pixels.Count(DamageMask.Made).ShouldBeInRange(tissue / 500, tissue / 2);
        sample.Damage!.Pixels.ContainsAnyExcept(DamageMask.Sound).ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(HarmlessKeys))]
    public void Other_artifacts_damage_nothing(string key) =>
        ArtifactCatalog.Get(key).Apply(Recorded(TestSlices.Phantom(64)), 1, new RandomStream(5)).Damage!.Pixels.ContainsAnyExcept(DamageMask.Sound).ShouldBeFalse();

    [Fact]
    public void Tissue_that_is_gone_is_damaged_and_the_background_beside_it_is_not()
    {
        SliceSample sample = Recorded(TestSlices.Phantom(96));
        for (ulong seed = 0; seed < 20; seed++)
        {
            SliceSample holed = ArtifactCatalog.Get("missing-piece").Apply(sample, 0.6, new RandomStream(seed));
            for (int i = 0; i < holed.Labels!.Pixels.Length; i++)
            {
                bool isGone = sample.Labels!.Pixels[i] != 0 && holed.Labels.Pixels[i] == 0;
                holed.Damage!.Pixels[i].ShouldBe(isGone ? DamageMask.Made : DamageMask.Sound, $"seed {seed}, pixel {i}");
            }
        }
    }

    [Fact]
    public void Clipped_pixels_are_damaged_and_no_others()
    {
        SliceSample sample = Recorded(TestSlices.Disc(40, 15, 100, 1000, noise: 50));
        SliceSample clipped = ArtifactCatalog.Get("saturation").Apply(sample, 1, new RandomStream(1));
        for (int i = 0; i < clipped.Image.Pixels.Length; i++)
        {
            (clipped.Damage!.Pixels[i] == DamageMask.Made).ShouldBe(clipped.Image.Pixels[i] < sample.Image.Pixels[i]);
        }
    }

    [Fact]
    public void A_marked_pixel_stays_marked_and_moves_with_the_tissue()
    {
        // The mask is the region itself, so after any warp it must still be.
        SliceSample disc = TestSlices.Disc(48, 14, 10, 100);
        var sample = new SliceSample(disc.Image, disc.Labels) { Damage = disc.Labels!.Map(label => label == 0 ? DamageMask.Sound : DamageMask.Marked) };

        SliceSample bent = ArtifactCatalog.Get("elastic").Apply(sample, 1, new RandomStream(2));
        SliceSample covered = ArtifactCatalog.Get("bubble").Apply(sample, 1, new RandomStream(2));

        bent.Damage!.Pixels.ToArray().Select(value => value == DamageMask.Marked).ShouldBe(bent.Labels!.Pixels.ToArray().Select(label => label != 0));
        covered.Damage!.Pixels.SequenceEqual(sample.Damage.Pixels).ShouldBeTrue();
    }

    [Fact]
    public void Augmentation_moves_damage_as_labels_and_records_covered_tissue()
    {
        SliceSample disc = TestSlices.Disc(48, 16, 0, 1);
        var sample = new SliceSample(disc.Image, disc.Labels) { Damage = disc.Labels };
        SliceSample moved = Target();
        new SliceAugmenter(AugmentationOptions.None with { Spatial = new SpatialOptions() }).Augment(sample, new RandomStream(4), moved);
        moved.Damage!.Pixels.SequenceEqual(moved.Labels!.Pixels).ShouldBeTrue();
        moved.Labels.Pixels.Count((byte)1).ShouldBeGreaterThan(100);

        var covering = AugmentationOptions.None with { Photometric = PhotometricOptions.None with { OcclusionProbability = 1, OcclusionSide = new NumberRange(0.5, 0.6) } };
        SliceSample covered = Target();
        new SliceAugmenter(covering).Augment(Recorded(disc), new RandomStream(1), covered);
        int[] damaged = [.. Enumerable.Range(0, covered.Damage!.Pixels.Length).Where(i => covered.Damage.Pixels[i] != DamageMask.Sound)];
        damaged.ShouldNotBeEmpty();
        (float[] image, byte[] labels) = (covered.Image.Pixels.ToArray(), covered.Labels!.Pixels.ToArray());
        damaged.ShouldAllBe(i => labels[i] == 1 && image[i] != 1);
    }

    [Fact]
    public void Damage_of_another_size_than_the_image_is_refused() =>
        Should.Throw<ArgumentException>(() => new SliceSample(new Raster<float>(4, 4)) { Damage = new Raster<byte>(4, 5) }).Message.ShouldContain("4×5");

    private static SliceSample Recorded(SliceSample sample) => new(sample.Image, sample.Labels) { Damage = new Raster<byte>(sample.Image.Size) };

    private static SliceSample Target() => new(new Raster<float>(48, 48), new Raster<byte>(48, 48)) { Damage = new Raster<byte>(48, 48) };
}
