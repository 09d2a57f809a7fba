using System.Globalization;

namespace DeepSlice.Reports;

/// <summary>One axis of a chart: its range, and tick marks at round values.</summary>
internal sealed class ChartAxis
{
    /// <summary>Creates an axis for a range; an empty range is widened.</summary>
    public ChartAxis(double minimum, double maximum, double from, double to)
    {
        if (!(maximum > minimum))
        {
            double middle = double.IsFinite(minimum) ? minimum : 0;
            double half = middle == 0 ? 1 : Math.Abs(middle) / 2;
            (minimum, maximum) = (middle - half, middle + half);
        }

        Minimum = minimum;
        Maximum = maximum;
        From = from;
        To = to;
    }

    public double Minimum { get; }

    public double Maximum { get; }

    /// <summary>Position of the minimum in the drawing.</summary>
    public double From { get; }

    /// <summary>Position of the maximum in the drawing.</summary>
    public double To { get; }

    public double Place(double value) => From + ((value - Minimum) / (Maximum - Minimum) * (To - From));

    /// <summary>Round values (1, 2 or 5 times a power of ten apart) within the range, about five of them.</summary>
    public IEnumerable<(double Value, string Text)> Marks()
    {
        double rough = (Maximum - Minimum) / 5;
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = power * (rough / power) switch { < 1.5 => 1, < 3.5 => 2, < 7.5 => 5, _ => 10 };
        string format = step < 1e-5 || step >= 1e6 ? "0.#e0" : "0." + new string('#', Math.Max(0, -(int)Math.Floor(Math.Log10(step))));
        for (double mark = Math.Ceiling((Minimum / step) - 1e-9); mark * step <= Maximum + (step * 1e-9); mark++)
        {
            yield return (mark * step, mark == 0 ? "0" : (mark * step).ToString(format, CultureInfo.InvariantCulture));
        }
    }
}
