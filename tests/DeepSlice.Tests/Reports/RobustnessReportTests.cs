using System.Xml;
using System.Xml.Linq;
using DeepSlice.Augmentation.Artifacts;
using DeepSlice.Evaluation;
using DeepSlice.Geometry;
using DeepSlice.Reports;
using DeepSlice.Scores;
using DeepSlice.Slices;
using DeepSlice.Tests.Metrics;

namespace DeepSlice.Tests.Reports;

public sealed class RobustnessReportTests
{
    private static readonly RegionMap _truth = TestMaps.Disc(24, 24, 12, 12, 7);
    private static readonly Raster<float> _image = _truth.Indices.Map(index => 10f + (index * 20));
    private static readonly Artifact[] _artifacts = [ArtifactCatalog.Get("tear"), ArtifactCatalog.Get("fading")];
    private static readonly RobustnessSubject _subject = new("m & <n>", []);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_page_is_well_formed_asks_nothing_of_the_network_and_every_link_leads_somewhere(int models)
    {
        string page = Render(models);
        XElement[] elements = [.. Parse(page).Descendants()];

        elements.Select(element => element.Name.LocalName).ShouldNotContain("script");
        elements.Attributes("src").ShouldAllBe(source => source.Value.StartsWith("data:image/png;base64,", StringComparison.Ordinal));
        page.ShouldNotContain("http");
        page.ShouldNotContain("url(");
        string[] ids = [.. elements.Attributes("id").Select(id => id.Value)];
        ids.ShouldBeUnique();
        elements.Attributes("href").Select(link => link.Value).Where(link => link.StartsWith('#')).ShouldAllBe(link => ids.Contains(link.Substring(1)));
        elements.Attributes("popovertarget").ShouldContain(target => target.Value == "look-tear-3");
        elements.Attributes("popovertarget").ShouldAllBe(target => ids.Contains(target.Value));
        elements.Where(element => element.Name.LocalName == "th").ShouldAllBe(header => header.Attribute("scope") != null);
    }

    [Fact]
    public void Behind_every_field_are_a_typical_and_the_worst_slice_of_each_model()
    {
        XElement[] peeks = [.. Parse(Render(2)).Descendants().Where(element => element.Attribute("class")?.Value == "peek")];

        peeks.Length.ShouldBe(11);
        foreach (XElement peek in peeks)
        {
            peek.Descendants().Where(element => element.Name.LocalName == "figcaption").Select(caption => caption.Value)
                .ShouldBe(["Median slice: good, Dice 1.00", "Worst slice: poor, Dice .00", "Median slice: good, Dice 1.00", "Worst slice: poor, Dice .00"]);
            peek.Attribute("popover")!.Value.ShouldBe("auto"); // closes by Escape
            peek.Descendants().Count(element => element.Name.LocalName == "path").ShouldBe(8);
        }
    }

    [Fact]
    public void A_page_of_one_model_tells_where_it_breaks_and_one_of_several_compares_them()
    {
        string one = Parse(Render(1)).Root!.Value;
        one.ShouldContain("Worst artifact");
        one.ShouldNotContain("Artifact by model");
        string two = Parse(Render(2)).Root!.Value;
        two.ShouldContain("Artifact by model");
        two.ShouldContain("Relative corruption error");
        two.ShouldContain("m & <n> (reference)");
        two.ShouldContain("Better or worse than the reference");
        two.ShouldContain("only valid on slices");
        two.ShouldContain("a <warning>");
    }

    [Fact]
    public void The_outline_of_pixels_has_its_corners_cut_and_stairs_become_slopes()
    {
        OutlinePath.Of(ContourTracer.Trace(TestMaps.Parse("0000", "0110", "0110", "0000").Indices, 1)!).ShouldBe("M3 2l2 0 1 1 0 2 -1 1 -2 0 -1 -1 0 -2z");
        OutlinePath.Of(ContourTracer.Trace(TestMaps.Parse("100", "110", "111").Indices, 1)!).ShouldBe("M1 0l5 5 -1 1 -4 0 -1 -1 0 -4z");
    }

    [Fact]
    public void Colours_of_the_heat_map_grow_darker_and_texts_stay_legible()
    {
        HeatScale.Style(1.2).ShouldBe(HeatScale.Style(1));
        HeatScale.Style(0.5).ShouldEndWith("color:#ffffff");
        HeatScale.Style(0.95).ShouldEndWith("color:#1b1f24");
        HeatScale.Style(0).ShouldStartWith("background:#3b0a1e");
        HeatScale.Style(0.6).ShouldStartWith("background:#d2483a");
    }

    private static string Render(int models)
    {
        var examples = new Dictionary<RobustnessPlace, IReadOnlyList<RobustnessExample>>();
        var cells = new Dictionary<RobustnessPlace, ScoreTable>();
        foreach (RobustnessPlace place in RobustnessPlace.All(_artifacts))
        {
            MeasuredCell measured = Measured(place);
            cells.Add(place, measured.Scores);
            examples.Add(place, RobustnessExample.Draw(measured, measured.Slices.ToDictionary(slice => slice.Id, slice => slice.Image)));
        }

        RobustnessScorecard[] cards = [.. new[] { _subject.Name, "other" }.Take(models).Select(name => new RobustnessScorecard(name, TestMaps.Catalog, _artifacts, cells))];
        var result = new RobustnessResult { Scorecards = cards, Reference = models > 1 ? cards[0] : null, Warnings = ["a <warning>"] };
        return RobustnessReport.Render(new ReportHead("<Test> & slices"), result, (_, place) => examples[place]);
    }

    private static MeasuredCell Measured(RobustnessPlace place)
    {
        ComparedSlice[] slices = [new("good", _image, _truth, _truth), new("poor", _image, TestMaps.Disc(24, 24, 3, 3, 2), _truth)];
        return new MeasuredCell(_subject, place, new MapScorer([Measures.Dice]).ScoreAll(slices), slices);
    }

    private static XDocument Parse(string page)
    {
        using var reader = XmlReader.Create(new StringReader(page), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader);
    }
}
