using DeepSlice.Augmentation.Artifacts;
using DeepSlice.Geometry;

namespace DeepSlice.Tests.Augmentation.Artifacts;

/// <summary>Artifacts have the stated strength.</summary>
public sealed class ArtifactAmountTests
{
    [Theory]
    [InlineData("missing-piece")]
    [InlineData("hemisection")]
    public void The_stated_share_of_tissue_is_removed(string key)
    {
        SliceSample sample = TestSlices.Phantom(84);
        double area = sample.Labels!.Pixels.Length - sample.Labels.Pixels.Count((byte)0);
        for (int step = 0; step < 5; step++)
        {
            for (ulong seed = 0; seed < 12; seed++)
            {
                SliceSample left = ArtifactCatalog.Get(key).Apply(sample, ArtifactCatalog.Severities[step], new RandomStream(seed));
                double removed = (left.Labels!.Pixels.Count((byte)0) - sample.Labels.Pixels.Count((byte)0)) / area;

                removed.ShouldBe(ArtifactCatalog.Get(key).Amounts[step], 0.01, $"severity {step + 1}, seed {seed}");
            }
        }
    }

    [Fact]
    public void What_is_removed_shows_background_with_its_noise_and_all_else_stays()
    {
        SliceSample sample = TestSlices.Disc(84, 30, 200, 1000, noise: 15);
        SliceSample left = ArtifactCatalog.Get("hemisection").Apply(sample, 1, new RandomStream(5));
        Raster<byte> gone = new(84, 84);
        for (int i = 0; i < gone.Pixels.Length; i++)
        {
            gone.Pixels[i] = sample.Labels!.Pixels[i] == 1 && left.Labels!.Pixels[i] == 0 && left.Image.Pixels[i] < 270 ? (byte)1 : (byte)0;
            if (left.Labels!.Pixels[i] == 1 && left.Image.Pixels[i] != sample.Image.Pixels[i])
            {
                left.Image.Pixels[i].ShouldBeLessThan(sample.Image.Pixels[i]); // on the line itself
            }
        }

        (double mean, double deviation) = TestSlices.Measure(left.Image, gone, 1);
        mean.ShouldBe(200, 4);
        deviation.ShouldBe(15, 3);
    }

    [Fact]
    public void The_stated_share_of_tissue_is_clipped()
    {
        SliceSample sample = TestSlices.Phantom(84);
        double area = sample.Labels!.Pixels.Length - sample.Labels.Pixels.Count((byte)0);
        Artifact saturation = ArtifactCatalog.Get("saturation");
        for (int step = 0; step < 5; step++)
        {
            SliceSample clipped = saturation.Apply(sample, ArtifactCatalog.Severities[step], new RandomStream(1));
            float limit = Enumerable.Range(0, clipped.Image.Pixels.Length).Max(i => clipped.Image.Pixels[i]);
            int count = Enumerable.Range(0, clipped.Image.Pixels.Length).Count(i => sample.Labels.Pixels[i] != 0 && clipped.Image.Pixels[i] == limit);

            (count / area).ShouldBe(saturation.Amounts[step], 0.005);
        }
    }

    [Fact]
    public void Fading_leaves_the_stated_contrast_and_the_noise()
    {
        SliceSample sample = TestSlices.Disc(84, 30, 200, 1000, noise: 20);
        for (int step = 0; step < 5; step++)
        {
            Artifact fading = ArtifactCatalog.Get("fading");
            SliceSample faded = fading.Apply(sample, ArtifactCatalog.Severities[step], new RandomStream(4));

            double background = TestSlices.Measure(faded.Image, sample.Labels!, 0).Mean;
            (double tissue, double deviation) = TestSlices.Measure(faded.Image, sample.Labels!, 1);
            (tissue - background).ShouldBe(800 * fading.Amounts[step], 8);
            deviation.ShouldBe(20, 3);
        }
    }

    [Fact]
    public void Light_on_the_tissue_has_the_stated_range()
    {
        SliceSample sample = TestSlices.Disc(84, 30, 0, 1000);
        Artifact illumination = ArtifactCatalog.Get("uneven-illumination");
        for (ulong seed = 0; seed < 12; seed++)
        {
            int step = (int)(seed % 5);
            SliceSample lit = illumination.Apply(sample, ArtifactCatalog.Severities[step], new RandomStream(seed));
            float[] tissue = [.. Enumerable.Range(0, lit.Image.Pixels.Length).Where(i => sample.Labels!.Pixels[i] == 1).Select(i => lit.Image.Pixels[i])];

            (tissue.Max() / tissue.Min()).ShouldBe((float)illumination.Amounts[step], 0.02f * (float)illumination.Amounts[step]);
        }
    }

    [Fact]
    public void A_compressed_slice_is_shorter_and_its_tissue_less_by_the_stated_share()
    {
        SliceSample sample = TestSlices.Disc(84, 30, 10, 100);
        double area = sample.Labels!.Pixels.Count((byte)1);
        Artifact compression = ArtifactCatalog.Get("compression");
        for (ulong seed = 0; seed < 10; seed++)
        {
            int step = (int)(seed % 5);
            SliceSample shorter = compression.Apply(sample, ArtifactCatalog.Severities[step], new RandomStream(seed));

            (shorter.Labels!.Pixels.Count((byte)1) / area).ShouldBe(1 - compression.Amounts[step], 0.015);
        }
    }

    [Fact]
    public void A_turned_or_mirrored_slice_stays_whole_and_in_view()
    {
        SliceSample sample = TestSlices.Phantom(84);
        double area = sample.Labels!.Pixels.Length - sample.Labels.Pixels.Count((byte)0);
        for (ulong seed = 0; seed < 20; seed++)
        {
            SliceSample turned = ArtifactCatalog.Get("rotation").Apply(sample, 0.2 * (1 + (seed % 5)), new RandomStream(seed));

            ((turned.Labels!.Pixels.Length - turned.Labels.Pixels.Count((byte)0)) / area).ShouldBe(1, 0.02, $"seed {seed}");
        }
    }

    [Fact]
    public void Elastic_displacement_has_the_stated_size_and_no_folds()
    {
        double squares = 0, count = 0;
        for (ulong seed = 0; seed < 30; seed++)
        {
            var specimen = new Specimen(TestSlices.Disc(84, 38, 0, 1));
            var flow = new ElasticFlow(specimen, 0.07 / Math.Sqrt(2), new RandomStream(seed));
            for (int y = 0; y < 84; y++)
            {
                (float[] xs, float[] ys) = ([.. Enumerable.Range(0, 84).Select(x => x + 0.5f)], new float[84]);
                Array.Fill(ys, y + 0.5f);
                flow.Move(y, xs, ys);
                for (int x = 0; x < 84; x++)
                {
                    if (specimen.Tissue[x, y] == 1)
                    {
                        squares += Math.Pow(xs[x] - x - 0.5, 2) + Math.Pow(ys[x] - y - 0.5, 2);
                        count++;
                        (x == 0 || xs[x] > xs[x - 1]).ShouldBeTrue($"seed {seed}: folded at ({x}, {y})");
                    }
                }

            }
        }

        double extent = 76 * Math.Sqrt(2);
        (Math.Sqrt(squares / count) / extent).ShouldBe(0.07, 0.02);
    }

    [Fact]
    public void A_tear_opens_a_gap_and_loses_no_tissue()
    {
        SliceSample sample = TestSlices.Disc(120, 40, 10, 100);
        double area = sample.Labels!.Pixels.Count((byte)1);
        for (ulong seed = 0; seed < 12; seed++)
        {
            SliceSample torn = ArtifactCatalog.Get("tear").Apply(sample, 1, new RandomStream(seed));
            int opened = 0;
            for (int i = 0; i < torn.Labels!.Pixels.Length; i++)
            {
                opened += sample.Labels.Pixels[i] == 1 && torn.Labels.Pixels[i] == 0 ? 1 : 0;
            }

            // A wedge 0.09 extents wide and about 0.2 to 0.4 long, with an extent of 113 pixels.
            ((double)opened).ShouldBeInRange(50, 500, $"seed {seed}");
            (torn.Labels.Pixels.Count((byte)1) / area).ShouldBe(1, 0.08, $"seed {seed}");
        }
    }

    [Fact]
    public void A_fold_is_twice_as_bright_and_takes_its_width_from_the_slice()
    {
        SliceSample sample = TestSlices.Disc(120, 40, 10, 110);
        double area = sample.Labels!.Pixels.Count((byte)1);
        for (ulong seed = 0; seed < 12; seed++)
        {
            SliceSample folded = ArtifactCatalog.Get("fold").Apply(sample, 1, new RandomStream(seed));
            int doubled = Enumerable.Range(0, folded.Image.Pixels.Length).Count(i => Math.Abs(folded.Image.Pixels[i] - 210) < 1);
            double lost = area - folded.Labels!.Pixels.Count((byte)1);

            doubled.ShouldBeGreaterThan(30, $"seed {seed}");
            lost.ShouldBe(doubled, 60 + (0.3 * doubled), $"seed {seed}");
            Enumerable.Range(0, folded.Image.Pixels.Length).Max(i => folded.Image.Pixels[i]).ShouldBeLessThan(211);
        }
    }

    [Fact]
    public void The_background_glows_by_the_stated_share_of_the_tissue()
    {
        SliceSample sample = TestSlices.Disc(84, 22, 100, 1100);
        Artifact background = ArtifactCatalog.Get("background");
        double sum = 0;
        for (ulong seed = 0; seed < 12; seed++)
        {
            sum += TestSlices.Measure(background.Apply(sample, 1, new RandomStream(seed)).Image, sample.Labels!, 0).Mean - 100;
        }

        (sum / 12 / 1000).ShouldBe(background.Amounts[4], 0.05);
    }

    [Fact]
    public void More_severe_debris_and_bubbles_add_to_those_that_are_there()
    {
        SliceSample sample = TestSlices.Disc(84, 30, 0, 100);
        foreach (string key in new[] { "debris", "bubble" })
        {
            int last = 0;
            foreach (double severity in ArtifactCatalog.Severities)
            {
                SliceSample changed = ArtifactCatalog.Get(key).Apply(sample, severity, new RandomStream(6));
                int touched = Enumerable.Range(0, changed.Image.Pixels.Length).Count(i => Math.Abs(changed.Image.Pixels[i] - sample.Image.Pixels[i]) > 1);

                touched.ShouldBeGreaterThanOrEqualTo(last, key);
                last = touched;
            }

            last.ShouldBeGreaterThan(400, key);
        }
    }

    [Fact]
    public void A_stain_change_inverts_one_region_from_the_third_step_on()
    {
        SliceSample sample = TestSlices.Phantom(84);
        Artifact stain = ArtifactCatalog.Get("stain-change");
        for (ulong seed = 0; seed < 6; seed++)
        {
            int inverted = 0;
            SliceSample changed = stain.Apply(sample, 0.6, new RandomStream(seed));
            foreach (byte label in sample.Labels!.Pixels.ToArray().Distinct().Where(label => label != 0))
            {
                inverted += Correlation(sample, changed, label) < 0 ? 1 : 0;
            }

            inverted.ShouldBe(1, $"seed {seed}");
            Correlation(sample, stain.Apply(sample, 0.4, new RandomStream(seed)), 3).ShouldBeGreaterThan(0.9);
        }
    }

    private static double Correlation(SliceSample before, SliceSample after, byte label)
    {
        (double meanBefore, double deviationBefore) = TestSlices.Measure(before.Image, before.Labels!, label);
        (double meanAfter, double deviationAfter) = TestSlices.Measure(after.Image, before.Labels!, label);
        int[] places = [.. Enumerable.Range(0, before.Image.Pixels.Length).Where(i => before.Labels!.Pixels[i] == label)];
        return places.Average(i => (before.Image.Pixels[i] - meanBefore) * (after.Image.Pixels[i] - meanAfter)) / (deviationBefore * deviationAfter);
    }
}
