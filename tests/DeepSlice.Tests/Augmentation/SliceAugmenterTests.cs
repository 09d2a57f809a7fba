using DeepSlice.Augmentation;
using DeepSlice.Augmentation.Artifacts;
using DeepSlice.Geometry;

namespace DeepSlice.Tests.Augmentation;

public sealed class SliceAugmenterTests
{
    /// <summary>Where a slice is scaled down, adjacent target pixels may skip a source pixel that interpolation uses, so a radius of two is checked.</summary>
    private const int Reach = 2;

    private static readonly AugmentationOptions SpatialOnly = AugmentationOptions.None with { Spatial = new SpatialOptions() };
    private static readonly AugmentationOptions PhotometricOnly = new() { Spatial = SpatialOptions.None };

    [Fact]
    public void Image_and_labels_stay_in_step_under_any_sampled_transform()
    {
        int compared = 0;
        for (ulong seed = 0; seed < 200; seed++)
        {
            var slice = new LabelledSlice(64, 56, seed);
            (Raster<float> image, Raster<byte> labels) = Augment(SpatialOnly, slice, seed, 72, 80);
            for (int y = Reach; y < labels.Height - Reach; y++)
            {
                for (int x = Reach; x < labels.Width - Reach; x++)
                {
                    if (!IsAmongItsLike(labels, x, y))
                    {
                        continue;
                    }

                    compared += labels[x, y] == 0 ? 0 : 1;
                    if (Math.Abs(image[x, y] - labels[x, y]) > 1e-4)
                    {
                        Assert.Fail($"seed {seed}, pixel ({x}, {y}): image {image[x, y]}, label {labels[x, y]}");
                    }
                }
            }
        }

        compared.ShouldBeGreaterThan(90_000);
    }

    [Fact]
    public void Nothing_to_do_copies_bit_for_bit()
    {
        var slice = new LabelledSlice(31, 44, 1, texture: 0.3);

        (Raster<float> image, Raster<byte> labels) = Augment(AugmentationOptions.None, slice, 9, 31, 44);

        image.Pixels.SequenceEqual(slice.Image.Pixels).ShouldBeTrue();
        labels.Pixels.SequenceEqual(slice.Labels.Pixels).ShouldBeTrue();
    }

    [Theory]
    [InlineData(40, 50)]
    [InlineData(41, 51)]
    [InlineData(31, 50)]
    public void A_larger_target_holds_the_slice_in_its_centre_on_background(int width, int height)
    {
        var slice = new LabelledSlice(31, 44, 2, texture: 0.3);

        (Raster<float> image, Raster<byte> labels) = Augment(AugmentationOptions.None, slice, 9, width, height);

        var padding = new DeepSlice.Imaging.Padding(slice.Image.Size, new RasterSize(width, height));
        padding.Crop(image).Pixels.SequenceEqual(slice.Image.Pixels).ShouldBeTrue();
        padding.Pad(slice.Labels).Pixels.SequenceEqual(labels.Pixels).ShouldBeTrue();
        image[0, 0].ShouldBe(image[width - 1, 0]);
    }

    [Fact]
    public void A_smaller_target_holds_the_centre_of_the_slice()
    {
        var slice = new LabelledSlice(31, 44, 2, texture: 0.3);

        (Raster<float> image, Raster<byte> labels) = Augment(AugmentationOptions.None, slice, 9, 21, 20);

        for (int y = 0; y < 20; y++)
        {
            image.Row(y).SequenceEqual(slice.Image.Row(y + 12).Slice(5, 21)).ShouldBeTrue();
            labels.Row(y).SequenceEqual(slice.Labels.Row(y + 12).Slice(5, 21)).ShouldBeTrue();
        }
    }

    [Fact]
    public void Mirroring_both_axes_reverses_the_order_of_the_pixels()
    {
        var slice = new LabelledSlice(30, 27, 3, texture: 0.3);
        var mirror = AugmentationOptions.None with { Spatial = SpatialOptions.None with { MirrorProbability = 1 } };

        (Raster<float> image, Raster<byte> labels) = Augment(mirror, slice, 1, 30, 27);

        image.Pixels.Reverse();
        labels.Pixels.Reverse();
        image.Pixels.SequenceEqual(slice.Image.Pixels).ShouldBeTrue();
        labels.Pixels.SequenceEqual(slice.Labels.Pixels).ShouldBeTrue();
    }

    [Fact]
    public void Mirroring_one_axis_twice_is_the_identity()
    {
        var slice = new LabelledSlice(30, 27, 4, texture: 0.3);
        var mirror = AugmentationOptions.None with { Spatial = SpatialOptions.None with { MirrorProbability = 0.5 } };
        int flipped = 0;
        for (ulong seed = 0; seed < 20; seed++)
        {
            var onceImage = new Raster<float>(30, 27);
            var onceLabels = new Raster<byte>(30, 27);
            var twiceImage = new Raster<float>(30, 27);
            var twiceLabels = new Raster<byte>(30, 27);
            var augmenter = new SliceAugmenter(mirror);

            augmenter.Augment(new SliceSample(slice.Image, slice.Labels), new RandomStream(seed), new SliceSample(onceImage, onceLabels));
            augmenter.Augment(new SliceSample(onceImage, onceLabels), new RandomStream(seed), new SliceSample(twiceImage, twiceLabels));

            flipped += onceImage.Pixels.SequenceEqual(slice.Image.Pixels) ? 0 : 1;
            twiceImage.Pixels.SequenceEqual(slice.Image.Pixels).ShouldBeTrue($"seed {seed}");
            twiceLabels.Pixels.SequenceEqual(slice.Labels.Pixels).ShouldBeTrue($"seed {seed}");
        }

        flipped.ShouldBeInRange(8, 19);
    }

    [Fact]
    public void The_same_stream_gives_the_same_result_and_another_a_different_one()
    {
        var slice = new LabelledSlice(48, 48, 5, texture: 0.2);

        (Raster<float> first, Raster<byte> firstLabels) = Augment(new AugmentationOptions(), slice, 6, 64, 64);
        (Raster<float> again, Raster<byte> againLabels) = Augment(new AugmentationOptions(), slice, 6, 64, 64);
        (Raster<float> other, _) = Augment(new AugmentationOptions(), slice, 7, 64, 64);

        again.Pixels.SequenceEqual(first.Pixels).ShouldBeTrue();
        againLabels.Pixels.SequenceEqual(firstLabels.Pixels).ShouldBeTrue();
        other.Pixels.SequenceEqual(first.Pixels).ShouldBeFalse();
    }

    [Fact]
    public void One_augmenter_serves_many_threads_as_it_serves_one()
    {
        var slice = new LabelledSlice(48, 48, 5, texture: 0.2);
        var augmenter = new SliceAugmenter(new AugmentationOptions());
        float[][] alone = [.. Enumerable.Range(0, 64).Select(Draw)];

        float[][] together = new float[64][];
        Parallel.For(0, 64, i => together[i] = Draw(i));

        for (int i = 0; i < 64; i++)
        {
            together[i].ShouldBe(alone[i], $"draw {i}");
        }

        float[] Draw(int i)
        {
            var image = new Raster<float>(40, 40);
            augmenter.Augment(new SliceSample(slice.Image, slice.Labels), new RandomStream((ulong)i), new SliceSample(image, new Raster<byte>(40, 40)));
            return image.Pixels.ToArray();
        }
    }

    [Fact]
    public void No_label_appears_that_was_not_there()
    {
        for (ulong seed = 0; seed < 100; seed++)
        {
            var slice = new LabelledSlice(40, 40, seed);
            (_, Raster<byte> labels) = Augment(new AugmentationOptions(), slice, seed, 48, 48);

            labels.Pixels.IndexOfAnyExcept([(byte)0, (byte)3, (byte)5, (byte)7]).ShouldBe(-1, $"seed {seed}");
        }
    }

    [Fact]
    public void Photometric_steps_leave_the_labels_alone_and_change_the_image()
    {
        var slice = new LabelledSlice(40, 40, 1);
        int changed = 0;
        for (ulong seed = 0; seed < 50; seed++)
        {
            (Raster<float> image, Raster<byte> labels) = Augment(PhotometricOnly, slice, seed, 40, 40);

            labels.Pixels.SequenceEqual(slice.Labels.Pixels).ShouldBeTrue($"seed {seed}");
            changed += image.Pixels.SequenceEqual(slice.Image.Pixels) ? 0 : 1;
        }

        changed.ShouldBeGreaterThan(40);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    [InlineData(float.MaxValue)]
    [InlineData(float.MinValue)]
    public void Output_is_finite_whatever_comes_in(float hostile)
    {
        for (ulong seed = 0; seed < 40; seed++)
        {
            var slice = new LabelledSlice(24, 20, seed);
            slice.Image.Row(3).Fill(hostile);
            slice.Image.Row(19).Fill(hostile);
            slice.Image[10, 10] = hostile;

            (Raster<float> image, _) = Augment(new AugmentationOptions(), slice, seed, 32, 32);

            image.Pixels.ToArray().All(float.IsFinite).ShouldBeTrue($"seed {seed}");
        }
    }

    [Fact]
    public void A_frame_of_one_pixel_is_no_error()
    {
        var image = new Raster<float>(1, 1, [2]);
        var target = new Raster<float>(5, 3);

        new SliceAugmenter(new AugmentationOptions()).Augment(new SliceSample(image, new Raster<byte>(1, 1)), new RandomStream(1), new SliceSample(target, new Raster<byte>(5, 3)));

        foreach (float value in target.Pixels)
        {
            float.IsFinite(value).ShouldBeTrue();
        }
    }

    [Fact]
    public void Beyond_the_slice_lies_its_own_background()
    {
        var slice = new LabelledSlice(40, 40, 1);
        Raster<float> lifted = slice.Image.Map(value => value - 0.25f);
        var target = new Raster<float>(90, 90);
        var labels = new Raster<byte>(90, 90);

        new SliceAugmenter(SpatialOnly).Augment(new SliceSample(lifted, slice.Labels), new RandomStream(3), new SliceSample(target, labels));

        target[0, 0].ShouldBe(-0.25f);
        labels[0, 0].ShouldBe((byte)0);
    }

    private static (Raster<float> Image, Raster<byte> Labels) Augment(AugmentationOptions options, LabelledSlice slice, ulong seed, int width, int height)
    {
        var image = new Raster<float>(width, height);
        var labels = new Raster<byte>(width, height);
        new SliceAugmenter(options).Augment(new SliceSample(slice.Image, slice.Labels), new RandomStream(seed), new SliceSample(image, labels));
        return (image, labels);
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
