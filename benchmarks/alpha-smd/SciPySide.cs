using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using DeepSlice.Geometry;

namespace DeepSlice.Benchmarks;

/// <summary>The same measurement in Python with SciPy: <c>alpha_smd.py</c>, driven by lines.</summary>
internal sealed class SciPySide : IDisposable
{
    private readonly Process _process;

    public SciPySide(Raster<double> prediction, Raster<double> annotation, int levels, bool isBidirectional)
    {
        string python = Environment.GetEnvironmentVariable("PYTHON") ?? "/usr/bin/python3";
        string maps = Path.GetTempFileName();
        File.WriteAllBytes(maps, [.. MemoryMarshal.AsBytes(prediction.Pixels), .. MemoryMarshal.AsBytes(annotation.Pixels)]);
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "alpha_smd.py"),
            maps,
            prediction.Height.ToString(CultureInfo.InvariantCulture),
            levels.ToString(CultureInfo.InvariantCulture),
            isBidirectional ? "bidirectional" : "inwards",
        ];
        _process = Process.Start(new ProcessStartInfo(python, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException($"{python} does not start");
        Measure();
        File.Delete(maps);
    }

    /// <summary>One measurement; the line there and back takes some 50 µs of it.</summary>
    public double Measure()
    {
        _process.StandardInput.WriteLine();
        _process.StandardInput.Flush();
        string line = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("the Python program ended early; see its message above");
        return double.Parse(line, CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
