using DeepSlice.Slices;

namespace DeepSlice.Reports;

/// <summary>Colours of relative Dices, from light (1) to dark (0); the lightness alone is sufficient, for readers with any colour vision.</summary>
internal static class HeatScale
{
    private static readonly (double Value, RegionColor Color)[] _stops =
    [
        (0, RegionColor.Parse("#3b0a1e")),
        (0.4, RegionColor.Parse("#8c1d2f")),
        (0.6, RegionColor.Parse("#d2483a")),
        (0.8, RegionColor.Parse("#f6a55c")),
        (0.9, RegionColor.Parse("#fcd997")),
        (0.96, RegionColor.Parse("#eef3d6")),
        (1, RegionColor.Parse("#d3ecd9")),
    ];

    /// <summary>Values in the legend.</summary>
    public static IReadOnlyList<double> Marks { get; } = [1, 0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.3];

    /// <summary>Background and text colour of a field as a CSS style.</summary>
    /// <param name="value">0 … 1; values outside are clamped.</param>
    public static string Style(double value)
    {
        RegionColor color = At(value);
        string ink = (0.299 * color.Red) + (0.587 * color.Green) + (0.114 * color.Blue) > 140 ? "#1b1f24" : "#ffffff";
        return $"background:{color};color:{ink}";
    }

    private static RegionColor At(double value)
    {
        double held = Math.Clamp(value, _stops[0].Value, _stops[^1].Value);
        int upper = Math.Max(1, Array.FindIndex(_stops, stop => held <= stop.Value));
        (double low, RegionColor under) = _stops[upper - 1];
        (double high, RegionColor over) = _stops[upper];
        double share = (held - low) / (high - low);
        byte Mix(byte a, byte b) => (byte)Math.Round(a + ((b - a) * share));
        return new RegionColor(Mix(under.Red, over.Red), Mix(under.Green, over.Green), Mix(under.Blue, over.Blue));
    }
}
