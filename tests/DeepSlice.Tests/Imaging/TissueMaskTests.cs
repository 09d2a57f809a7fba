using DeepSlice.Geometry;
using DeepSlice.Imaging;

namespace DeepSlice.Tests.Imaging;

public sealed class TissueMaskTests
{
    [Fact]
    public void Tissue_is_found_whole_though_a_third_of_it_is_four_times_as_bright()
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            (Raster<float> image, Raster<byte> tissue) = TestImages.Slice(seed);

            Disagreements(TissueMask.Find(image), tissue).ShouldBe(0, $"seed {seed}");
        }
    }

    [Fact]
    public void Where_the_background_itself_is_zero_all_else_is_tissue()
    {
        (Raster<float> image, Raster<byte> tissue) = TestImages.Slice(1);
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            image.Pixels[i] *= tissue.Pixels[i];
        }

        Disagreements(TissueMask.Find(image), tissue).ShouldBe(0);
    }

    [Fact]
    public void Evenly_bright_tissue_on_zeros_is_found()
    {
        (_, Raster<byte> tissue) = TestImages.Slice(1);

        Disagreements(TissueMask.Find(tissue.Map(value => 0.5f * value)), tissue).ShouldBe(0);
    }

    [Fact]
    public void Specks_are_dropped_and_ventricles_filled()
    {
        (Raster<float> image, Raster<byte> tissue) = TestImages.Slice(2);
        image[8, 8] = 5000;
        image[9, 8] = 5000;
        image[30, 25] = 100;
        image[31, 25] = 0;

        Disagreements(TissueMask.Find(image), tissue).ShouldBe(0);
    }

    [Fact]
    public void A_hole_as_large_as_a_missing_part_stays_a_hole()
    {
        (Raster<float> image, _) = TestImages.Slice(3);
        for (int y = 20; y < 30; y++)
        {
            image.Row(y)[26..36].Fill(100);
        }

        TissueMask.Find(image)[30, 25].ShouldBe((byte)0);
    }

    [Fact]
    public void An_even_frame_and_one_of_zeros_have_no_tissue()
    {
        var even = new Raster<float>(9, 9);
        even.Pixels.Fill(7);

        TissueMask.Find(even).Pixels.Count((byte)1).ShouldBe(0);
        TissueMask.Find(new Raster<float>(9, 9)).Pixels.Count((byte)1).ShouldBe(0);
    }

    [Fact]
    public void Values_that_are_no_numbers_are_no_tissue()
    {
        (Raster<float> image, Raster<byte> tissue) = TestImages.Slice(4);
        image.Row(0).Fill(float.NaN);
        image.Row(1).Fill(float.PositiveInfinity);
        image.Row(2).Fill(float.NegativeInfinity);

        Disagreements(TissueMask.Find(image), tissue).ShouldBe(0);
    }

    [Fact]
    public void Annotated_pixels_of_real_slices_are_tissue_and_the_background_is_not()
    {
        Raster<float>[] images = RealSlices.Images();
        Raster<byte>[] annotated = RealSlices.Annotated();
        double recall = 0;
        for (int i = 0; i < images.Length; i++)
        {
            Raster<byte> mask = TissueMask.Find(images[i]);
            int found = 0;
            for (int place = 0; place < mask.Pixels.Length; place++)
            {
                found += mask.Pixels[place] & annotated[i].Pixels[place];
            }

            int area = annotated[i].Pixels.Count((byte)1);
            recall += (double)found / area / images.Length;
            ((double)mask.Pixels.Count((byte)1) / area).ShouldBeInRange(1, 1.65, $"slice {i}");
        }

        recall.ShouldBeGreaterThan(0.97);
    }

    private static int Disagreements(Raster<byte> found, Raster<byte> expected)
    {
        int count = 0;
        for (int i = 0; i < found.Pixels.Length; i++)
        {
            count += found.Pixels[i] == expected.Pixels[i] ? 0 : 1;
        }

        return count;
    }
}
