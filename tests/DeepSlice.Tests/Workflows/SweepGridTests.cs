using DeepSlice.Evaluation;
using DeepSlice.Workflows;

namespace DeepSlice.Tests.Workflows;

public sealed class SweepGridTests
{
    [Fact]
    public void All_combinations_are_made_and_the_last_key_changes_fastest()
    {
        IReadOnlyList<SweepSetting> settings = SweepGrid.Parse(["network.widths=[8,16],[16,32]", "loss.alphaSmd.mode=exact, thresholds"]);
        settings.Select(setting => setting.Words).ShouldBe(
        [
            "network.widths=[8,16], loss.alphaSmd.mode=exact", "network.widths=[8,16], loss.alphaSmd.mode=thresholds",
            "network.widths=[16,32], loss.alphaSmd.mode=exact", "network.widths=[16,32], loss.alphaSmd.mode=thresholds",
        ]);
        settings.Select(setting => setting.Number).ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public void Numbers_and_null_stay_what_they_are() =>
        SweepGrid.Parse(["learningRate.peak=1e-3,0.01,null"]).Select(setting => setting.Values[0].Value).ShouldBe(["1e-3", "0.01", "null"]);

    [Fact]
    public void Without_a_key_there_is_one_setting() => SweepGrid.Parse([]).ShouldHaveSingleItem().Words.ShouldBe("the plan as it is");

    [Theory]
    [InlineData("epochs")]
    [InlineData("=1,2")]
    [InlineData("epochs=")]
    [InlineData("epochs=1,,2")]
    [InlineData("epochs=5,5")]
    public void What_names_no_different_values_is_refused(string grid) => Should.Throw<ArgumentException>(() => SweepGrid.Parse([grid])).Message.ShouldContain("KEY=VALUE");

    [Fact]
    public void A_key_given_twice_and_a_seed_are_refused()
    {
        Should.Throw<ArgumentException>(() => SweepGrid.Parse(["epochs=1", "epochs=2"])).Message.ShouldContain("epochs twice");
        Should.Throw<ArgumentException>(() => SweepGrid.Parse(["seed=1,2"])).Message.ShouldContain("--seeds");
    }
}
