using DeepSlice.Atlases;
using DeepSlice.Augmentation.Artifacts;
using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Slices;

namespace DeepSlice.Tests.Atlases;

public sealed class AtlasSectionsTests : IDisposable
{
    private static readonly SynthesisOptions s_straight = new()
    {
        TiltDegrees = 0,
        CurvatureMicrometres = 0,
        HemisphereProbability = 0,
        MissingPartProbability = 0,
        OtherTissueProbability = 0,
        ThicknessMicrometres = new(0, 0),
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("atlas-").FullName;
    private readonly AtlasRegions _regions;

    public AtlasSectionsTests()
    {
        AtlasFixture.WriteBrain(_folder);
        _regions = AtlasRegions.Map(AtlasFolder.Read(_folder), AtlasCatalog.Read(AtlasFixture.WriteBrainRegions(Path.Combine(_folder, "regions.json"))));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Equal_streams_give_equal_sections_and_others_others()
    {
        var sections = new AtlasSections(_regions, new SynthesisOptions());

        SliceSample one = sections.Draw(60, new RandomStream(1));
        SliceSample again = sections.Draw(60, new RandomStream(1));
        SliceSample other = sections.Draw(60, new RandomStream(2));

        again.Image.Pixels.ToArray().ShouldBe(one.Image.Pixels.ToArray());
        again.Labels!.Pixels.ToArray().ShouldBe(one.Labels!.Pixels.ToArray());
        other.Image.Pixels.ToArray().ShouldNotBe(one.Image.Pixels.ToArray());
    }

    [Fact]
    public void Tissue_has_the_wanted_length_in_a_frame_with_a_margin_and_stands_out()
    {
        var sections = new AtlasSections(_regions, new SynthesisOptions { OtherTissueProbability = 0 });
        for (ulong seed = 0; seed < 20; seed++)
        {
            SliceSample section = sections.Draw(60, new RandomStream(seed));

            section.Image.Size.ShouldBe(new RasterSize(72, 72));
            Length(section.Labels!).ShouldBeInRange(55, 66, $"seed {seed}");
            section.Labels!.Row(0).ToArray().ShouldAllBe(label => label == 0);
            section.Image.Pixels.ToArray().ShouldAllBe(value => float.IsFinite(value) && value >= 0);
            var levels = IntensityLevels.Measure(section.Image);
            levels.Tissue.ShouldBeGreaterThan(levels.Background, $"seed {seed}");
        }
    }

    [Fact]
    public void A_sagittal_section_has_the_front_of_the_brain_at_the_left_and_a_horizontal_one_at_the_top()
    {
        (double hippocampusX, _, double cerebellumX, _) = Centers(SectionPlane.Sagittal);
        cerebellumX.ShouldBeGreaterThan(hippocampusX + 15);
        (_, double hippocampusY, _, double cerebellumY) = Centers(SectionPlane.Horizontal);
        cerebellumY.ShouldBeGreaterThan(hippocampusY + 15);
    }

    [Fact]
    public void A_straight_coronal_section_lies_in_one_depth()
    {
        var sections = new AtlasSections(_regions, s_straight with { Planes = [SectionPlane.Coronal] });
        for (ulong seed = 0; seed < 10; seed++)
        {
            HashSet<byte> found = [.. sections.Draw(60, new RandomStream(seed)).Labels!.Pixels.ToArray()];

            found.Count.ShouldBe(2, $"seed {seed}: background and cerebellum, or background and hippocampus");
        }
    }

    [Fact]
    public void A_hemisphere_is_half_as_wide_as_a_section()
    {
        var half = new AtlasSections(_regions, s_straight with { Planes = [SectionPlane.Coronal], HemisphereProbability = 1 });
        Raster<byte> labels = half.Draw(60, new RandomStream(1)).Labels!;
        (int width, int height) = Extent(labels);

        // The brain is 9 mm wide and 7 mm high, its half 4.5 mm wide.
        ((double)width / height).ShouldBeInRange(0.45, 0.85);
    }

    [Fact]
    public void A_missing_part_may_be_the_cerebellum()
    {
        var sections = new AtlasSections(_regions, s_straight with { Planes = [SectionPlane.Sagittal], MissingPartProbability = 1 });
        byte cerebellum = _regions.Catalog.Find("cb")!.Index;

        int without = Enumerable.Range(0, 24).Count(seed => !sections.Draw(40, new RandomStream((ulong)seed)).Labels!.Pixels.Contains(cerebellum));

        // A third by itself, and a part of those that lack their rear.
        without.ShouldBeInRange(6, 22);
    }

    [Fact]
    public void Tissue_that_is_no_brain_has_no_region()
    {
        var sections = new AtlasSections(_regions, new SynthesisOptions { OtherTissueProbability = 1 });
        for (ulong seed = 0; seed < 10; seed++)
        {
            SliceSample sample = sections.Draw(60, new RandomStream(seed));

            sample.Labels!.Pixels.ToArray().Distinct().Order().ShouldBe([(byte)0, _regions.Catalog.Rest!.Index]);
            sample.Labels!.Pixels.Count(_regions.Catalog.Rest!.Index).ShouldBeInRange(400, 4500, $"seed {seed}");
            IntensityLevels.Measure(sample.Image).Tissue.ShouldBeGreaterThan(IntensityLevels.Measure(sample.Image).Background);
        }
    }

    [Fact]
    public void Intensities_differ_between_fine_structures_only_where_asked()
    {
        var kinds = new StructureKinds(_regions.Atlas.Ontology);
        ushort ca1 = (ushort)(_regions.Atlas.Ontology.Find("CA1")!.Value + 1);
        ushort ca3 = (ushort)(_regions.Atlas.Ontology.Find("CA3")!.Value + 1);

        float[] coarse = StructureIntensities.Draw(_regions, kinds, fineStructures: 0, new RandomStream(1));
        float[] fine = StructureIntensities.Draw(_regions, kinds, fineStructures: 1, new RandomStream(1));

        coarse[0].ShouldBe(0);
        coarse[ca1].ShouldBe(coarse[ca3]);
        fine[ca1].ShouldNotBe(fine[ca3]);
    }

    [Fact]
    public void A_tract_within_a_region_belongs_to_it_and_one_between_regions_does_not()
    {
        // Two tracts of four voxels: one in the middle of the cerebellum, one between it and the hippocampus.
        string folder = Path.Combine(_folder, "tracts");
        AtlasFixture.Write(
            folder, size: (30, 20, 20), resolution: "100.0, 100.0, 100.0",
            label: (plane, row, column) =>
                row is 9 or 10 && column is 9 or 10 && plane is (>= 5 and < 9) or (>= 18 and < 22) ? AtlasFixture.Tract : plane < 20 ? AtlasFixture.Cerebellum : AtlasFixture.Ca1);
        AtlasRegions regions = AtlasRegions.Map(AtlasFolder.Read(folder), AtlasCatalog.Read(Path.Combine(_folder, "regions.json")));
        var kinds = new StructureKinds(regions.Atlas.Ontology);

        byte[] closed = EnclosedTissue.Assign(regions, kinds, 300);
        byte[] open = EnclosedTissue.Assign(regions, kinds, 0);

        int inside = (int)regions.Atlas.Labels.PlaceOf(7.5, 9.5, 9.5);
        int between = (int)regions.Atlas.Labels.PlaceOf(19.5, 9.5, 9.5);
        regions.Catalog.Regions[closed[inside]].Key.ShouldBe("cb");
        regions.Catalog.Regions[closed[between]].Key.ShouldBe("rest");
        regions.Catalog.Regions[open[inside]].Key.ShouldBe("rest");
    }

    private (double HippocampusX, double HippocampusY, double CerebellumX, double CerebellumY) Centers(SectionPlane plane)
    {
        var sections = new AtlasSections(_regions, s_straight with { Planes = [plane] });
        for (ulong seed = 0; ; seed++)
        {
            Raster<byte> labels = sections.Draw(60, new RandomStream(seed)).Labels!;
            (double hpX, double hpY) = Center(labels, _regions.Catalog.Find("hp")!);
            (double cbX, double cbY) = Center(labels, _regions.Catalog.Find("cb")!);
            if (double.IsFinite(hpX + cbX))
            {
                return (hpX, hpY, cbX, cbY);
            }
        }
    }

    private static (double X, double Y) Center(Raster<byte> labels, Region region)
    {
        (double x, double y, double count) = (0, 0, 0);
        for (int i = 0; i < labels.Pixels.Length; i++)
        {
            if (labels.Pixels[i] == region.Index)
            {
                (x, y, count) = (x + (i % labels.Width), y + (i / labels.Width), count + 1);
            }
        }

        return (x / count, y / count);
    }

    private static (int Width, int Height) Extent(Raster<byte> labels)
    {
        int[] inside = [.. Enumerable.Range(0, labels.Pixels.Length).Where(i => labels.Pixels[i] != 0)];
        int width = inside.Max(i => i % labels.Width) - inside.Min(i => i % labels.Width) + 1;
        int height = inside.Max(i => i / labels.Width) - inside.Min(i => i / labels.Width) + 1;
        return (width, height);
    }

    // The tissue of labels is exact, unlike that of a painted image.
    private static double Length(Raster<byte> labels) => TissueLength.Measure(labels.Map(label => label == 0 ? 0f : 1000f), new IntensityLevels(0, 1000));
}
