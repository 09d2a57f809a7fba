namespace DeepSlice.Networks;

/// <summary>Distribution of a parameter's initial values: normal.</summary>
/// <param name="Mean">Mean.</param>
/// <param name="Deviation">Standard deviation; 0 for a constant.</param>
internal readonly record struct Initialization(double Mean, double Deviation)
{
    /// <summary>All 0.</summary>
    public static Initialization Zero => new(0, 0);

    /// <summary>All 1.</summary>
    public static Initialization One => new(1, 0);

    /// <summary>For weights before a ReLU (He et al. 2015, arXiv:1502.01852): standard deviation √(2 ÷ inputs).</summary>
    /// <param name="inputs">Number of inputs per output value (fan-in).</param>
    public static Initialization He(long inputs) => new(0, Math.Sqrt(2.0 / Ensure.Positive(inputs)));
}
