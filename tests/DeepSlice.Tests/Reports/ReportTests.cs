using System.Xml;
using System.Xml.Linq;
using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Networks;
using DeepSlice.Metrics;
using DeepSlice.Reports;
using DeepSlice.Scores;
using DeepSlice.Slices;
using DeepSlice.Training;
using DeepSlice.Tests.Metrics;
using DeepSlice.Tests.Workflows;

namespace DeepSlice.Tests.Reports;

public sealed class ReportTests
{
    private const string NastyId = "B31 <script>alert('&')</script> \"é\"";

    private static readonly RegionMap _truth = TestMaps.Disc(24, 24, 12, 12, 7);
    private static readonly RegionMap _good = TestMaps.Disc(24, 24, 12, 11, 7);
    private static readonly RegionMap _poor = TestMaps.Disc(24, 24, 5, 12, 4);
    private static readonly Raster<float> _image = _truth.Indices.Map(index => 10f + (index * 20));

    private static readonly ReportHead _head = new("<Test> & slices")
    {
        CommandLine = ["predict", "--input", "my <slices>"],
        Time = new FixedTime(new DateTimeOffset(2026, 5, 4, 13, 7, 0, TimeSpan.Zero)),
        Preprocessing = new Preprocessing { Binning = new Binning(64), MicrometresPerPixel = 0.65 },
        FilesOf = id => [new ReportLink("labels", SliceFiles.Address($"{id}.labels.png"))],
    };

    public static TheoryData<string> Reports => ["evaluation", "prediction", "training", "empty training"];

    [Theory]
    [MemberData(nameof(Reports))]
    public void A_report_is_well_formed_and_asks_nothing_of_the_network(string report)
    {
        string page = Render(report);

        XElement[] elements = [.. Parse(page).Descendants()];
        elements.Select(element => element.Name.LocalName).ShouldNotContain("script");
        elements.Attributes("src").Select(source => source.Value).ShouldAllBe(source => source.StartsWith("data:image/png;base64,", StringComparison.Ordinal));
        elements.Attributes("href").Select(link => link.Value).ShouldAllBe(link => link.StartsWith('#') || link == "data:," || link == SliceFiles.Address($"{NastyId}.labels.png") || link == "good.labels.png");
        page.ShouldNotContain("http");
        page.ShouldNotContain("url(");
    }

    [Theory]
    [InlineData("evaluation")]
    [InlineData("prediction")]
    [InlineData("training")]
    public void Texts_are_escaped_and_links_lead_to_their_slice(string report)
    {
        XElement[] elements = [.. Parse(Render(report)).Descendants()];

        elements.ShouldContain(element => element.Name.LocalName == "h3" && element.Value == NastyId);
        string[] ids = [.. elements.Attributes("id").Select(id => id.Value)];
        elements.Attributes("href").Select(link => link.Value).Where(link => link.StartsWith('#')).Select(link => link[1..])
            .ShouldAllBe(target => ids.Contains(target));
    }

    [Fact]
    public void An_evaluation_report_shows_the_worst_slice_first_with_four_pictures_each()
    {
        XElement[] cards = [.. Parse(Render("evaluation")).Descendants().Where(element => element.Name.LocalName == "article")];

        cards.Select(card => card.Descendants().First(element => element.Name.LocalName == "h3").Value).ShouldBe([NastyId, "good"]);
        cards[0].Descendants().Where(element => element.Name.LocalName == "figcaption").Select(caption => caption.Value)
            .ShouldBe(["Image", "Prediction", "Annotation", "Difference"]);
    }

    [Fact]
    public void An_evaluation_report_names_the_regions_that_failed_and_explains_each_measure()
    {
        string text = Parse(Render("evaluation")).Root!.Value;

        text.ShouldContain("cerebellum failed");
        foreach (Measure measure in Measures.OfMaps.Where(measure => measure.IsHeadline && measure.Unit != "µm"))
        {
            text.ShouldContain(measure.Explanation);
        }
    }

    [Theory]
    [InlineData("evaluation")]
    [InlineData("prediction")]
    [InlineData("training")]
    public void A_report_tells_its_date_scale_and_command(string report)
    {
        string text = Parse(Render(report)).Root!.Value;

        text.ShouldContain("4 May 2026, 13:07 UTC, by DeepSlice " + ProgramVersion.Text);
        text.ShouldContain("binned by 64; 0.65 µm a pixel of the image, 41.6 µm a working pixel");
        text.ShouldContain("deepslice predict --input 'my <slices>'");
    }

    [Theory]
    [InlineData(1, 166.66667, "not binned; 166.6667 µm a pixel")]
    [InlineData(64, 0.65, "binned by 64; 0.65 µm a pixel of the image, 41.6 µm a working pixel")]
    [InlineData(64, null, "binned by 64; pixel size unknown")]
    public void The_head_tells_the_scale_once(int binning, double? micrometres, string expected)
    {
        var head = new ReportHead("slices") { Preprocessing = new Preprocessing { Binning = new Binning(binning), MicrometresPerPixel = micrometres } };

        XElement.Parse(head.Render("").Markup).Descendants("dd").Last().Value.ShouldBe(expected);
    }

    [Theory]
    [MemberData(nameof(Reports))]
    public void Every_picture_says_what_it_shows_and_enlarges_by_a_click_without_script(string report)
    {
        XElement[] elements = [.. Parse(Render(report)).Descendants()];
        string[] ids = [.. elements.Attributes("id").Select(id => id.Value)];

        ids.ShouldBeUnique();
        foreach (XElement picture in elements.Where(element => element.Name.LocalName == "img"))
        {
            picture.Attribute("alt")!.Value.ShouldMatch("[Ss]lice|images");
            XElement button = picture.Ancestors().First(element => element.Name.LocalName == "button");
            XElement figure = button.Ancestors().First(element => element.Name.LocalName == "figure");
            figure.Attribute("popover")!.Value.ShouldBe("auto");
            button.Attribute("popovertarget")!.Value.ShouldBe(figure.Attribute("id")!.Value);
        }
    }

    [Theory]
    [MemberData(nameof(Reports))]
    public void Headers_of_tables_have_a_scope_and_tables_scroll_by_keyboard(string report)
    {
        XElement[] elements = [.. Parse(Render(report)).Descendants()];

        elements.Where(element => element.Name.LocalName == "th").ShouldAllBe(header => header.Attribute("scope") != null);
        elements.Where(element => element.Name.LocalName == "table").ShouldAllBe(table => table.Parent!.Attribute("tabindex")!.Value == "0" && table.Parent.Attribute("aria-label")!.Value.Length > 0);
    }

    [Fact]
    public void A_table_of_scores_has_the_worst_slice_before_the_distances()
    {
        string[] headings = [.. Parse(Render("evaluation")).Descendants().First(element => element.Name.LocalName == "thead").Descendants().Where(element => element.Name.LocalName == "th").Select(header => header.Value)];

        headings[..6].ShouldBe(["Region", "Mean Dice", "Dice", "Worst Dice", "in slice", "Slices"]);
        headings.ShouldContain("α-SMD (px)");
    }

    [Fact]
    public void A_prediction_report_begins_with_the_least_certain_slices_and_tells_how_many_bad_ones_flags_find()
    {
        XDocument page = Parse(Render("prediction"));
        XElement first = page.Descendants().First(element => element.Name.LocalName == "section");

        first.Value.ShouldStartWith("Look at these first");
        first.Value.ShouldContain("82 % of 50 bad slices were flagged, and 6 % of 200 others");
        page.Descendants().Where(element => element.Name.LocalName == "h3").Select(heading => heading.Value).ShouldBe([NastyId, "good"]);
    }

    [Fact]
    public void Without_a_flag_a_prediction_report_still_names_the_least_certain_slices_and_praises_none()
    {
        RegionMap everything = new(TestMaps.Catalog, new Raster<byte>(24, 24, [.. Enumerable.Range(0, 24 * 24).Select(pixel => (byte)(pixel % 7))]));
        string page = new PredictionReport(TestMaps.Catalog, [Predicted("sure", everything, 0.95f), Predicted("less", everything, 0.85f)], new PredictionReportModel("trained", new FlagThresholds())).Render(_head);
        XElement first = Parse(page).Descendants().First(element => element.Name.LocalName == "section");

        first.Descendants().Where(element => element.Name.LocalName == "th" && element.Attribute("scope")!.Value == "row").Select(row => row.Value).ShouldBe(["less", "sure"]);
        first.Value.ShouldContain("These are the least certain.");
        first.Value.ShouldContain("was not measured for this model");
        page.ShouldNotContain("badge good");
    }

    [Fact]
    public void A_region_with_a_low_confidence_flags_its_slice()
    {
        PredictedSlice sure = Predicted("s", _good, 0.9f);
        sure.IsDoubtful.ShouldBeFalse();
        (sure with { Thresholds = new FlagThresholds { Region = 0.91 } }).IsDoubtful.ShouldBeTrue();
        (sure with { Thresholds = new FlagThresholds { Slice = 0.91 } }).IsDoubtful.ShouldBeTrue();
        (sure with { Confidence = null }).IsDoubtful.ShouldBeTrue();
    }

    [Fact]
    public void A_page_without_pictures_has_no_links_to_them()
    {
        ScoreTable table = new MapScorer().ScoreAll([TestMaps.Compared("poor", _poor, _truth)]);

        XElement[] elements = [.. Parse(EvaluationReport.Render(new ReportHead("t"), table, [])).Descendants()];

        elements.Attributes("href").ShouldNotContain(link => link.Value.StartsWith('#'));
        elements.Select(element => element.Name.LocalName).ShouldNotContain("article");
    }

    [Fact]
    public void Pictures_in_a_report_are_png_files()
    {
        string source = Parse(Render("prediction")).Descendants().Attributes("src").First().Value;

        Convert.FromBase64String(source["data:image/png;base64,".Length..])[..8].ShouldBe<byte>([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    }

    [Fact]
    public void A_prediction_report_flags_missing_regions_and_low_confidence()
    {
        Predicted("s", _good, 0.6f).Flags().ShouldBe([
            "low confidence of the slice: 0.60", "low confidence of cerebellum: 0.60", "not found: hippocampus, cortex, thalamus, midbrain, brainstem"]);
        (Predicted("s", _good, 0.6f) with { Confidence = 0.9 }).Flags().Count.ShouldBe(2);
        Predicted("s", _good, 0.9f).Flags().ShouldBe(["not found: hippocampus, cortex, thalamus, midbrain, brainstem"]);
        Predicted("s", new RegionMap(TestMaps.Catalog, new Raster<byte>(24, 24)), 1).Flags().ShouldBe(["no region found"]);
    }

    [Fact]
    public void A_training_report_shows_plan_curves_sheet_and_validation()
    {
        XDocument page = Parse(Render("training"));
        string text = page.Root!.Value;

        text.ShouldContain("The bottleneck sees the whole slice.");
        text.ShouldContain("8 min 31 s");
        page.Descendants().Count(element => element.Name.LocalName == "path").ShouldBe(2);
        page.Descendants().Attributes("alt").Select(alt => alt.Value).ShouldContain("Pairs of augmented images and their labels, as training used them");
    }

    [Fact]
    public void Templates_escape_texts_and_keep_markup()
    {
        Html inner = Html.Of($"<b>{"1 < 2 & 'x'"}</b>");

        Html.Of($"<i>{inner}{new[] { inner }}{7}{0.12345:0.0}</i>").Markup
            .ShouldBe("<i><b>1 &lt; 2 &amp; &#39;x&#39;</b><b>1 &lt; 2 &amp; &#39;x&#39;</b>70.1</i>");
    }

    [Fact]
    public void Templates_keep_the_order_of_long_and_short_pieces()
    {
        string picture = new('x', 100_000);
        Html figure = Html.Of($"<p>{new Html(picture)}</p>");

        Html.Of($"a{figure}b{Html.Join([figure, Html.Empty, figure])}c").Markup.ShouldBe($"a<p>{picture}</p>b<p>{picture}</p><p>{picture}</p>c");
    }

    [Fact]
    public void The_table_of_regions_has_the_agreed_columns_and_leaves_the_unknown_empty()
    {
        using var writer = new StringWriter();

        PredictedSlice unsure = Predicted("a,b", _good, 0.5f);
        RegionsCsv.Write(writer, [unsure, unsure with { Confidence = 0.9 }]);

        string[] lines = writer.ToString().TrimEnd('\n').Split('\n');
        string scale = string.Create(System.Globalization.CultureInfo.InvariantCulture, $",64,{unsure.Scale.Size.Width},{unsure.Scale.Size.Height},41.6,as stated,,,");
        lines[0].ShouldBe("slice,region,area_px,area_um2,fraction,mean_intensity,confidence,flag,binning,working_width,working_height,working_pixel_um,binning_reason,animal,damaged_fraction,slice_damaged_fraction");
        lines[1].ShouldStartWith("\"a,b\",cb,149,,1,");
        lines[1].ShouldEndWith(",0.5,slice" + scale);
        lines[2].ShouldBe("\"a,b\",hp,0,,0,,,slice" + scale);
        lines[1 + unsure.Measurements.Count].ShouldEndWith(",0.5,region" + scale);
        lines[2 + unsure.Measurements.Count].ShouldBe("\"a,b\",hp,0,,0,,," + scale);
    }

    private static XDocument Parse(string page)
    {
        using var reader = XmlReader.Create(new StringReader(page), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader);
    }

    private static string Render(string report)
    {
        float[] unsure = [.. Enumerable.Repeat(1f / TestMaps.Catalog.Count, TestMaps.Catalog.Count * _image.Pixels.Length)];
        ComparedSlice[] slices = [new("good", _image, _good, _truth), new(NastyId, _image, _poor, _truth) { Probabilities = unsure }];
        ScoreTable result = new MapScorer().ScoreAll(slices);
        return report switch
        {
            "evaluation" => EvaluationReport.Render(_head, result, slices),
            "prediction" => new PredictionReport(TestMaps.Catalog, [Predicted("good", _good, 0.9f), Predicted(NastyId, _poor, 0.4f)], new PredictionReportModel(new ModelProvenance { TrainingSlices = 47, Source = "<b31> & more", Version = "0.1.0", ValidationDice = 0.9 }.ToWords(new Binning(64)), new FlagThresholds { Measured = new FlagQuality(50, 41, 200, 12) })).Render(_head),
            "empty training" => TrainingReport.Render(new TrainingReportContent { Head = new ReportHead("Run") }),
            _ => TrainingReport.Render(new TrainingReportContent
            {
                Head = _head,
                Facts = [new ReportFact("Time", "8 min 31 s")],
                Plan = [new PlanDecision("depth", "5 levels", "The bottleneck sees the whole slice.")],
                Charts =
                [
                    new TrainingChart
                    {
                        Title = "Loss <1>",
                        Explanation = "a & b",
                        Curves =
                        [
                            new TrainingCurve { Name = "<t>", Points = [(1, 2), (2, 1)] },
                            new TrainingCurve { Name = "v", Points = [(1, 2.1), (2, 1.2)], Color = TestMaps.Region("hp").Color },
                        ],
                    },
                ],
                AugmentationSheet = ContactSheet.Render([(_image, _truth)]),
                Validation = result,
                ValidationSlices = slices,
            }),
        };
    }

    private static PredictedSlice Predicted(string id, RegionMap regions, float confidence)
    {
        var slice = new Slice { Id = id, Image = _image, Frame = SliceFrame.Identity(_image.Size) };
        double?[] confidences = [.. regions.Catalog.Regions.Select(_ => (double?)confidence)];
        var renderer = new SliceRenderer();
        var pictures = new SlicePictures(PngFile.Encode(renderer.Image(_image)), PngFile.Encode(renderer.Overlay(_image, regions)));
        return new PredictedSlice(id, RegionMeasurement.Measure(slice, regions, null, confidences), confidence, pictures) { Scale = new SliceScale(new Binning(64), slice.Image.Size, 41.6, "as stated") };
    }
}
