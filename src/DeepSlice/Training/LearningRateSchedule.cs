namespace DeepSlice.Training;

/// <summary>One-cycle schedule: a cosine rise to the peak, then a cosine fall to nearly 0.</summary>
/// <remarks>After Smith and Topin 2019 (arXiv:1708.07120), with cosine ramps.</remarks>
public sealed record LearningRateSchedule
{
    /// <summary>Greatest learning rate.</summary>
    /// <value>Greater than 0. The default is 0.003.</value>
    public double Peak { get; init => field = Ensure.Positive(value, nameof(Peak)); } = 3e-3;

    /// <summary>Share of the steps in the rise.</summary>
    /// <value>0 … 0.9. The default is 0.15.</value>
    public double WarmUpShare { get; init => field = Ensure.InRange(value, 0, 0.9, nameof(WarmUpShare)); } = 0.15;

    /// <summary>Learning rate of one step.</summary>
    /// <param name="step">Number of the step, from 1.</param>
    /// <param name="steps">Number of all steps.</param>
    public double At(int step, int steps)
    {
        double progress = (step - 0.5) / steps;
        return progress < WarmUpShare
            ? Ramp(Peak / 25, Peak, progress / WarmUpShare)
            : Ramp(Peak, Peak / 1000, (progress - WarmUpShare) / (1 - WarmUpShare));
    }

    private static double Ramp(double from, double to, double progress) =>
        from + ((to - from) * (1 - Math.Cos(Math.PI * progress)) / 2);
}
