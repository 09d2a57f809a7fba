using DeepSlice.Losses;

namespace DeepSlice.Training;

/// <summary>Schedule of the α-SMD's weight in the loss.</summary>
/// <remarks>
/// 0 during the warm-up. At its end the gradients of the loss terms are measured over a few steps, which sets the maximum
/// weight of the run; then the weight rises linearly to it. The jitter of the thresholds depends only on seed and step.
/// </remarks>
internal sealed class AlphaSmdSchedule(AlphaSmdOptions options, ulong seed, int steps)
{
    private const int MeasuredSteps = 10;

    private readonly RandomStream _jitter = new RandomStream(seed).Derive("thresholds");

    /// <summary>Weight and thresholds of the α-SMD in one step.</summary>
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

        // Without a warm-up, or with nothing to measure during it, the first step with a gradient sets the weight.
        bool isUnknown = norms.AlphaSmd == 0;
        return new AlphaSmdStep(
            isUnknown ? 0 : rise * options.GradientShare * Math.Sqrt(norms.Overlap / norms.AlphaSmd),
            options.Jitter ? _jitter.Derive((ulong)step).NextDouble() : 0.5,
            rise == 0 ? step > start - MeasuredSteps : isUnknown);
    }
}
