using DeepSlice.Formats;
using DeepSlice.Geometry;

namespace DeepSlice.Workbench.Images;

/// <summary>Turns stored values into grey by brightness, contrast and gamma.</summary>
internal static class DisplayTable
{
    /// <summary>Draws a tile as PNG.</summary>
    /// <param name="values">The values.</param>
    /// <param name="form">Offset and scale of the values, and the levels that are used where none are given.</param>
    /// <param name="low">Value that is shown black; null for that of the channel.</param>
    /// <param name="high">Value that is shown white.</param>
    /// <param name="gamma">Exponent of the share between both; below 1 makes dim tissue brighter.</param>
    public static byte[] Draw(Raster<ushort> values, SheetChannel form, double? low, double? high, double gamma) => PngFile.Encode(Apply(values, form, low, high, gamma));

    /// <summary>The grey values of a tile, 0 to 255.</summary>
    public static Raster<byte> Apply(Raster<ushort> values, SheetChannel form, double? low, double? high, double gamma)
    {
        double black = low ?? form.Low;
        double white = high ?? form.High;
        double range = white > black ? white - black : 1;
        if (values.Size.PixelCount < ushort.MaxValue / 2)
        {
            return values.Map(value => Grey(value, form, black, range, gamma));
        }

        var table = new byte[ushort.MaxValue + 1];
        ushort most = Largest(values);
        for (int value = 0; value <= most; value++)
        {
            table[value] = Grey((ushort)value, form, black, range, gamma);
        }

        return values.Map(value => table[value]);
    }

    private static ushort Largest(Raster<ushort> values)
    {
        ushort most = 0;
        foreach (ushort value in values.Pixels)
        {
            most = Math.Max(most, value);
        }

        return most;
    }

    private static byte Grey(ushort stored, SheetChannel form, double black, double range, double gamma)
    {
        double share = Math.Clamp(((stored * form.Scale) + form.Offset - black) / range, 0, 1);
        return (byte)Math.Round(255 * (gamma == 1 ? share : Math.Pow(share, gamma)));
    }
}
