using System.Text.Json;
using DeepSlice.Scores;
using DeepSlice.Slices;
using DeepSlice.Tests.Metrics;

namespace DeepSlice.Tests.Scores;

public sealed class ScoreTableTests
{
    // s1: cb 2·2/(2+3) = .8, hp 1; s2: cb 0 (missed); s3 holds no annotated region.
    private static readonly ScoreTable _result = new MapScorer().ScoreAll(
    [
        TestMaps.Compared("s1", TestMaps.Parse("0110", "0002"), TestMaps.Parse("0111", "0002")),
        TestMaps.Compared("s2", TestMaps.Parse("0000", "0000"), TestMaps.Parse("0110", "0000")),
        TestMaps.Compared("s3", TestMaps.Parse("7000", "0000"), TestMaps.Parse("0000", "0000")),
    ]);

    [Fact]
    public void The_mean_is_the_mean_over_slices_of_each_slices_mean_over_its_regions()
    {
        _result.Mean!.Dice.ShouldBe((0.9 + 0) / 2, 1e-12);
        TestMaps.Value(_result.Mean, "jaccard").ShouldBe(((2 / 3.0) + 1) / 4, 1e-12);
    }

    [Fact]
    public void The_mean_of_a_region_is_over_the_slices_that_have_it()
    {
        _result.RegionMeans.Keys.ShouldBe(["cb", "hp"]);
        _result.RegionMeans["cb"].Dice.ShouldBe(0.4, 1e-12);
        _result.RegionMeans["hp"].Dice.ShouldBe(1);
    }

    [Fact]
    public void The_worst_slice_is_the_one_of_the_lowest_mean_dice()
    {
        _result.Worst!.Id.ShouldBe("s2");
    }

    [Fact]
    public void A_slice_without_annotated_regions_is_listed_but_not_scored()
    {
        _result.Slices[2].Regions.ShouldBeEmpty();
        _result.Slices[2].Mean.ShouldBeNull();
    }

    [Fact]
    public void Slices_of_different_sizes_are_compared_in_one_go()
    {
        ScoreTable result = new MapScorer().ScoreAll(
        [
            TestMaps.Compared("small", TestMaps.Parse("11"), TestMaps.Parse("11")),
            TestMaps.Compared("large", TestMaps.Disc(30, 20, 9, 9, 5), TestMaps.Disc(30, 20, 9, 9, 5)),
        ]);

        TestMaps.Values(result.Mean!).ShouldBe(TestMaps.Perfect);
    }

    [Fact]
    public void A_mismatch_of_sizes_names_the_slice()
    {
        Should.Throw<ArgumentException>(() => new MapScorer().ScoreAll([TestMaps.Compared("brain 7", TestMaps.Parse("1"), TestMaps.Parse("11"))]))
            .Message.ShouldContain("slice 'brain 7': expected a prediction of the annotation's size");
    }

    [Fact]
    public void A_repeated_id_and_an_empty_list_are_refused()
    {
        RegionMap map = TestMaps.Parse("1");

        Should.Throw<ArgumentException>(() => new MapScorer().ScoreAll([TestMaps.Compared("a", map, map), TestMaps.Compared("A", map, map)])).Message.ShouldContain("got 'A' twice");
        Should.Throw<ArgumentException>(() => new MapScorer().ScoreAll([])).Message.ShouldContain("got none");
    }

    [Fact]
    public void Cancellation_is_looked_at_before_each_slice()
    {
        using var source = new CancellationTokenSource();
        RegionMap map = TestMaps.Parse("1");
        IEnumerable<ComparedSlice> Slices()
        {
            yield return TestMaps.Compared("a", map, map);
            source.Cancel();
            yield return TestMaps.Compared("b", map, map);
        }

        Should.Throw<OperationCanceledException>(() => new MapScorer().ScoreAll(Slices(), source.Token));
    }

    [Fact]
    public void Json_holds_slices_by_id_and_the_means()
    {
        using var json = JsonDocument.Parse(ScoreFiles.ToJson(_result));
        JsonElement slices = json.RootElement.GetProperty("slices");
        JsonElement mean = json.RootElement.GetProperty("mean");

        slices.GetArrayLength().ShouldBe(3);
        slices[0].GetProperty("id").GetString().ShouldBe("s1");
        slices[0].GetProperty("regions").GetProperty("cb").EnumerateObject().Select(property => property.Name)
            .ShouldBe(
            [
                "dice", "jaccard", "hausdorff95", "alphaSmd", "alphaAmd", "alphaAmdCard", "alphaSmdUm", "alphaAmdUm", "alphaAmdCardUm", "alphaSmd31", "alphaAmd31",
            ]);
        slices[0].GetProperty("regions").GetProperty("cb").GetProperty("dice").GetDouble().ShouldBe(0.8, 1e-12);
        slices[0].GetProperty("regions").GetProperty("hp").GetProperty("alphaSmdUm").ValueKind.ShouldBe(JsonValueKind.Null);
        slices[1].GetProperty("regions").TryGetProperty("hp", out _).ShouldBeFalse();
        mean.GetProperty("dice").GetDouble().ShouldBe(0.45, 1e-12);
        mean.GetProperty("regions").GetProperty("hp").GetProperty("hausdorff95").GetDouble().ShouldBe(0);
    }

    [Fact]
    public void Tables_for_people_have_the_measures_that_some_slice_has_a_value_of()
    {
        _result.Headlines.Select(measure => measure.Key).ShouldBe(["dice", "jaccard", "hausdorff95", "alphaSmd", "alphaAmd"]);

        RegionMap map = TestMaps.Parse("1");
        ComparedSlice plain = TestMaps.Compared("plain", map, map);
        ComparedSlice rich = TestMaps.Compared("rich", map, map) with { MicrometresPerWorkingPixel = 10, Probabilities = [0, 1, 0, 0, 0, 0, 0, 0] };
        new MapScorer().ScoreAll([plain, rich]).Headlines.Select(measure => measure.Key)
            .ShouldBe(["dice", "jaccard", "hausdorff95", "alphaSmd", "alphaAmd", "alphaSmdUm", "alphaAmdUm", "alphaSmd31", "alphaAmd31"]);
    }

    [Fact]
    public void Keys_of_measures_and_names_with_units_are_unique()
    {
        foreach (IReadOnlyList<Measure> measures in (IReadOnlyList<Measure>[])[Measures.OfMaps, Measures.OfOutlines])
        {
            measures.Select(measure => measure.Key).ShouldBeUnique();
            measures.Select(measure => $"{measure.Name} {measure.Unit}").ShouldBeUnique();
        }
    }

    [Fact]
    public void Json_without_any_score_has_null_means()
    {
        ScoreTable nothing = new MapScorer().ScoreAll([TestMaps.Compared("s", TestMaps.Parse("0"), TestMaps.Parse("0"))]);

        using var json = JsonDocument.Parse(ScoreFiles.ToJson(nothing));

        json.RootElement.GetProperty("mean").GetProperty("dice").ValueKind.ShouldBe(JsonValueKind.Null);
        nothing.Worst.ShouldBeNull();
    }

    [Fact]
    public void Csv_has_one_row_a_slice_and_scored_region()
    {
        using var writer = new StringWriter();

        ScoreFiles.WriteCsv(writer, _result);

        string[] lines = writer.ToString().TrimEnd('\n').Split('\n');
        lines[0].ShouldBe("slice,region,dice,jaccard,hausdorff95,alphaSmd,alphaAmd,alphaAmdCard,alphaSmdUm,alphaAmdUm,alphaAmdCardUm,alphaSmd31,alphaAmd31,animal");
        lines[1].ShouldStartWith("s1,cb,0.8,0.6666666666666666,");
        lines[2].ShouldBe("s1,hp,1,1,0,0,0,0,,,,,,");
        lines[3].ShouldStartWith("s2,cb,0,0,4.47213595499958,");
        lines.Length.ShouldBe(4);
    }
}
