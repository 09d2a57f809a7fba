using System.Diagnostics;
using System.Globalization;
using DeepSlice.Native.Torch;

namespace DeepSlice.Benchmarks;

/// <summary>PyTorch's training step: <c>training_step.py</c>, driven by lines.</summary>
internal sealed class PyTorchSide : ITrainingSide
{
    // What TorchRuntime.KeepMemory sets, as the C library's own environment variable.
    private const string KeepMemory =
        "glibc.malloc.arena_max=1:glibc.malloc.mmap_max=0:glibc.malloc.trim_threshold=2146435072:glibc.malloc.top_pad=67108864";

    private readonly Process _process;

    /// <summary>Starts Python.</summary>
    /// <param name="python">The interpreter.</param>
    /// <param name="script">Path of <c>training_step.py</c>.</param>
    /// <param name="threads">Number of compute threads.</param>
    /// <param name="keepsMemory">Whether the process keeps freed memory, as DeepSlice does; PyTorch does not by default.</param>
    /// <param name="weights">The file that <see cref="DeepSliceSide.Save"/> wrote.</param>
    public PyTorchSide(string python, string script, int threads, bool keepsMemory, string weights)
    {
        var start = new ProcessStartInfo(python, [script, threads.ToString(CultureInfo.InvariantCulture)])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        if (keepsMemory)
        {
            start.Environment["GLIBC_TUNABLES"] = KeepMemory;
        }

        _process = Process.Start(start) ?? throw new InvalidOperationException($"{python} does not start");
        Name = $"PyTorch {Ask($"load {weights}")[1]}{(keepsMemory ? ", memory kept" : "")}";
    }

    public string Name { get; }

    public (double Loss, double GradientNorm) Check(Precision precision)
    {
        double[] numbers = Numbers($"check {Key(precision)}");
        return (numbers[0], numbers[1]);
    }

    public IReadOnlyList<StepTime> Time(Precision precision, int steps) =>
        [.. Numbers($"time {Key(precision)} {steps}").Chunk(2).Select(pair => new StepTime(pair[0], pair[1]))];

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static string Key(Precision precision) => precision == Precision.BFloat16 ? "bfloat16" : "float32";

    private double[] Numbers(string line) => Array.ConvertAll(Ask(line), word => double.Parse(word, CultureInfo.InvariantCulture));

    private string[] Ask(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
        return _process.StandardOutput.ReadLine()?.Split(' ') ?? throw new InvalidOperationException("the Python program ended early; see its message above");
    }
}
