using System.Globalization;
using DeepSlice.Native.Torch;

namespace DeepSlice.Benchmarks;

/// <summary>Times of the sides in one precision, round by round, and what they come to.</summary>
internal sealed class StepTable(Precision precision, IReadOnlyList<ITrainingSide> sides)
{
    private readonly List<StepTime>[] _steps = [.. sides.Select(_ => new List<StepTime>())];
    private readonly List<StepTime>[] _rounds = [.. sides.Select(_ => new List<StepTime>())];

    /// <summary>Lets every side do some steps in turn, in the opposite order every other round.</summary>
    public void Round(int stepsEach)
    {
        bool backwards = _rounds[0].Count % 2 == 1;
        for (int i = 0; i < sides.Count; i++)
        {
            int side = backwards ? sides.Count - 1 - i : i;
            IReadOnlyList<StepTime> times = sides[side].Time(precision, stepsEach);
            _steps[side].AddRange(times);
            _rounds[side].Add(Median(times));
        }
    }

    /// <summary>Rows of a Markdown table.</summary>
    public IEnumerable<string> Rows()
    {
        for (int side = 0; side < sides.Count; side++)
        {
            StepTime median = Median(_steps[side]);
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"| {precision} | {sides[side].Name} | {median.ElapsedMilliseconds:F1} | {median.ProcessorMilliseconds:F1} | {Ratio(side, time => time.ElapsedMilliseconds)} | {Ratio(side, time => time.ProcessorMilliseconds)} |");
        }
    }

    private string Ratio(int side, Func<StepTime, double> of)
    {
        double[] ratios = [.. _rounds[0].Zip(_rounds[side], (ours, theirs) => of(ours) / of(theirs)).Order()];
        return side == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"**{Median(ratios):F2}** ({ratios[0]:F2} … {ratios[^1]:F2})");
    }

    private static StepTime Median(IReadOnlyCollection<StepTime> times) => new(
        Median([.. times.Select(time => time.ElapsedMilliseconds).Order()]), Median([.. times.Select(time => time.ProcessorMilliseconds).Order()]));

    private static double Median(double[] sorted) => (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
}
