using DeepSlice.Losses;

namespace DeepSlice.Training;

/// <summary>When and how strongly the α-SMD enters the loss.</summary>
/// <remarks>
/// Not during the warm-up; at its end the gradients of the loss's parts are measured over a few steps, which sets the greatest
/// weight once for the run; then the weight rises linearly to it. Thresholds are jittered by a number that depends on seed and step alone.
/// </remarks>
internal sealed class AlphaSmdSchedule(AlphaSmdOptions options, ulong seed, int steps)
{
    private const int MeasuredSteps = 10;

    private readonly RandomStream _jitter = new RandomStream(seed).Derive("thresholds");

    /// <summary>The part that the α-SMD has in one step.</summary>
    /// <param name="step">Number of the step, from 1.</param>
    /// <param name="norms">Norms measured in the steps before, summed.</param>
    public AlphaSmdStep At(int step, GradientNorms norms)
    {
        if (options.Mode == AlphaSmdMode.Off)
        {
            return default;
        }

        double start = options.WarmUpShare * steps;
        double ramp = options.RampShare * steps;
        double rise = step <= start ? 0 : ramp > 0 ? Math.Min(1, (step - start) / ramp) : 1;

        // Where there is no warm-up, or nothing to measure during it, the first step that has something decides.
        bool isUnknown = norms.AlphaSmd == 0;
        return new AlphaSmdStep(
            isUnknown ? 0 : rise * options.GradientShare * Math.Sqrt(norms.Overlap / norms.AlphaSmd),
            options.Jitter ? _jitter.Derive((ulong)step).NextDouble() : 0.5,
            rise == 0 ? step > start - MeasuredSteps : isUnknown);
    }
}
