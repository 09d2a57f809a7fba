using System.Text.Json;
using DeepSlice.Augmentation.Artifacts;
using DeepSlice.Evaluation;
using DeepSlice.Scores;
using DeepSlice.Tests.Metrics;

namespace DeepSlice.Tests.Evaluation;

public sealed class RobustnessScorecardTests
{
    private static readonly Artifact _tear = ArtifactCatalog.Get("tear");
    private static readonly Artifact _fading = ArtifactCatalog.Get("fading");

    [Fact]
    public void A_dice_of_a_half_is_no_catastrophe_and_one_below_is()
    {
        new MapScorer().Score(TestMaps.Compared("s", TestMaps.Parse("1100"), TestMaps.Parse("0110"))).Failed.ShouldBe(0);
        new MapScorer().Score(TestMaps.Compared("s", TestMaps.Parse("1110"), TestMaps.Parse("0011"))).Failed.ShouldBe(1);
    }

    [Fact]
    public void A_slice_that_has_lost_all_regions_has_no_dice_and_leaves_the_mean_alone()
    {
        SliceScore lost = new MapScorer().Score(TestMaps.Compared("lost", TestMaps.Parse("0000"), TestMaps.Parse("0007")));
        ScoreTable cell = TestMaps.Table(lost, Slice(0.6));

        lost.Mean.ShouldBeNull();
        cell.Dice.ShouldBe(0.6);
        (cell.Catastrophes, cell.Judged).ShouldBe((0, 1));
        TestMaps.Table(lost).Dice.ShouldBeNull();
        TestMaps.Table(lost).CatastropheRate.ShouldBeNull();
    }

    [Fact]
    public void A_cell_is_the_mean_of_its_slices_and_pools_their_catastrophes()
    {
        ScoreTable cell = TestMaps.Table(TestMaps.Scored("a", ("cb", 0.9), ("hp", 0.3)), TestMaps.Scored("b", ("cb", 0.7)) with { Imagined = ["cx"] });

        cell.Dice!.Value.ShouldBe((0.6 + 0.7) / 2, 1e-12);
        cell.RegionMeans["cb"].Dice.ShouldBe(0.8, 1e-12);
        cell.RegionMeans["hp"].Dice.ShouldBe(0.3);
        (cell.Failed, cell.Imagined, cell.Judged).ShouldBe((1, 1, 4));
        cell.CatastropheRate.ShouldBe(0.5);
    }

    [Fact]
    public void The_relative_dice_of_an_artifact_is_the_mean_over_the_severities_divided_by_the_clean_one()
    {
        RobustnessRow row = Row(_tear, clean: 0.8, 0.8, 0.7, 0.6, 0.5, 0.4);

        row.RelativeDice!.Value.ShouldBe(0.6 / 0.8, 1e-12);
        row.RelativeDiceAt(3)!.Value.ShouldBe(0.75, 1e-12);
        row.CatastropheRate.ShouldBe(0.2);
        Row(_tear, clean: 0, 0, 0, 0, 0, 0).RelativeDice.ShouldBeNull();
    }

    [Fact]
    public void The_worst_region_is_the_one_of_the_lowest_mean_over_the_severities()
    {
        ScoreTable good = TestMaps.Table(TestMaps.Scored("a", ("cb", 0.9), ("hp", 0.8)));
        ScoreTable bad = TestMaps.Table(TestMaps.Scored("a", ("cb", 0.1), ("hp", 0.7)));

        new RobustnessRow(_tear, good, [good, good, good, good, good]).WorstRegion.ShouldBe("hp");
        var row = new RobustnessRow(_tear, good, [good, bad, good, good, good]);
        row.WorstRegion.ShouldBe("cb");
        row.RegionDice["cb"].ShouldBe(0.74, 1e-12);
    }

    [Fact]
    public void The_corruption_error_is_the_sum_of_errors_divided_by_that_of_the_reference()
    {
        RobustnessRow row = Row(_tear, clean: 0.9, 0.9, 0.9, 0.9, 0.8, 0.5);
        RobustnessRow reference = Row(_tear, clean: 0.9, 0.8, 0.8, 0.8, 0.6, 0.0);

        row.CorruptionError(reference)!.Value.ShouldBe(1.0 / 2.0, 1e-12);
        row.CorruptionError(Row(_tear, 1, 1, 1, 1, 1, 1)).ShouldBeNull();
        Should.Throw<ArgumentException>(() => row.CorruptionError(Row(_fading, 1, 1, 1, 1, 1, 1))).Message.ShouldContain("artifact 'tear', got 'fading'");
    }

    [Fact]
    public void A_scorecard_sums_its_artifacts_up()
    {
        RobustnessScorecard card = Card("m", [0.8, 0.8, 0.4, 0.4, 0.4], [0.8, 0.8, 0.8, 0.8, 0.8]);

        card.RelativeDice!.Value.ShouldBe((0.56 + 0.8) / 2 / 0.8, 1e-12);
        card.MediumRelativeDice!.Value.ShouldBe(0.75, 1e-12);
        card.MediumCatastropheRate.ShouldBe(0.5);
        card.CatastropheRate.ShouldBe(0.3);
        card.WorstRow!.Artifact.ShouldBe(_tear);
        card.CorruptionError(card).ShouldBe(1);
    }

    [Fact]
    public void A_scorecard_without_one_of_its_fields_is_refused()
    {
        var cells = new Dictionary<RobustnessPlace, ScoreTable> { [RobustnessPlace.Clean] = Cell(1) };

        Should.Throw<ArgumentException>(() => new RobustnessScorecard("m", TestMaps.Catalog, [_tear], cells)).Message.ShouldContain("'tear-1'");
    }

    [Fact]
    public void The_table_has_the_agreed_columns_and_a_row_for_each_field_and_region()
    {
        using var writer = new StringWriter();
        RobustnessFiles.WriteCsv(writer, new RobustnessResult { Scorecards = [Card("a,b", [0.8, 0.7, 0.6, 0.4, 0.2], [0.8, 0.8, 0.8, 0.8, 0.8])] });

        string[] lines = writer.ToString().TrimEnd('\n').Split('\n');
        lines[0].ShouldBe("model,artifact,severity,region,dice,relative_dice,slices,failed,imagined");
        lines.Length.ShouldBe(1 + (11 * 7));
        lines[1].ShouldBe("\"a,b\",clean,0,cb,0.8,1,1,0,0");
        lines[2].ShouldBe("\"a,b\",clean,0,hp,,,0,0,0");
        lines.ShouldContain("\"a,b\",tear,5,cb,0.2,0.25,1,1,0");
        lines.ShouldContain("\"a,b\",tear,5,all,0.2,0.25,1,1,0");
    }

    [Fact]
    public void The_document_holds_the_figures_of_every_model_and_field()
    {
        RobustnessScorecard card = Card("m", [0.8, 0.7, 0.6, 0.4, 0.2], [0.8, 0.8, 0.8, 0.8, 0.8]);
        using JsonDocument document = JsonDocument.Parse(RobustnessFiles.ToJson(new RobustnessResult { Scorecards = [card], Reference = card, Warnings = ["w"] }));

        document.RootElement.GetProperty("slices").GetInt32().ShouldBe(1);
        document.RootElement.GetProperty("warnings")[0].GetString().ShouldBe("w");
        JsonElement model = document.RootElement.GetProperty("models")[0];
        model.GetProperty("dice").GetDouble().ShouldBe(0.8);
        model.GetProperty("corruptionError").GetDouble().ShouldBe(1);
        model.GetProperty("severity3").GetProperty("relativeDice").GetDouble().ShouldBe(card.MediumRelativeDice!.Value);
        JsonElement tear = model.GetProperty("artifacts")[0];
        tear.GetProperty("key").GetString().ShouldBe("tear");
        tear.GetProperty("worstRegion").GetString().ShouldBe("cb");
        JsonElement severe = tear.GetProperty("severities")[4];
        (severe.GetProperty("severity").GetInt32(), severe.GetProperty("amount").GetDouble()).ShouldBe((5, 0.09));
        (severe.GetProperty("dice").GetDouble(), severe.GetProperty("failed").GetInt32()).ShouldBe((0.2, 1));
    }

    private static RobustnessScorecard Card(string name, double[] tear, double[] fading)
    {
        var cells = new Dictionary<RobustnessPlace, ScoreTable> { [RobustnessPlace.Clean] = Cell(0.8) };
        foreach ((Artifact artifact, double[] dices) in new[] { (_tear, tear), (_fading, fading) })
        {
            for (int severity = 1; severity <= 5; severity++)
            {
                cells.Add(RobustnessPlace.Of(artifact, severity), Cell(dices[severity - 1]));
            }
        }

        return new RobustnessScorecard(name, TestMaps.Catalog, [_tear, _fading], cells);
    }

    private static RobustnessRow Row(Artifact artifact, double clean, params double[] severities) => new(artifact, Cell(clean), [.. severities.Select(Cell)]);

    private static ScoreTable Cell(double dice) => TestMaps.Table(Slice(dice));

    private static SliceScore Slice(double dice) => TestMaps.Scored("a", ("cb", dice));
}
