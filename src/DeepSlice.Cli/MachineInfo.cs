using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using DeepSlice.Native;
using DeepSlice.Native.Torch;
using DeepSlice.Native.Vips;

namespace DeepSlice.Cli;

/// <summary>Hardware and software of the machine; components that cannot be loaded are null and listed as missing.</summary>
internal sealed record MachineInfo
{
    private static readonly string[] MathLibraries = ["libmkl", "libopenblas", "libblis", "libatlas", "libblas"];

    public required string Version { get; init; }

    public required string DotNet { get; init; }

    public required string System { get; init; }

    public required string Processor { get; init; }

    public required int Cores { get; init; }

    public string? LibTorch { get; init; }

    public string? LibVips { get; init; }

    /// <summary>The BLAS library that LibTorch loaded.</summary>
    public string? Blas { get; init; }

    public int? Threads { get; init; }

    public required IReadOnlyList<string> Devices { get; init; }

    public required IReadOnlyList<string> Missing { get; init; }

    public static MachineInfo Inspect()
    {
        List<string> missing = [];
        string? torch = Try(() => TorchRuntime.Version, missing);
        string? vips = Try(() => VipsImage.Version.ToString(), missing);
        string? blas = torch is null ? null : LoadedMathLibrary();
        if (blas == "libblas")
        {
            missing.Add("a fast BLAS: LibTorch computes with the reference BLAS, several times slower; apt-get install libopenblas0-pthread");
        }

        int cudaDevices = torch is null ? 0 : TorchRuntime.CudaDeviceCount;
        return new MachineInfo
        {
            Version = typeof(MachineInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion,
            DotNet = RuntimeInformation.FrameworkDescription,
            System = RuntimeInformation.OSDescription,
            Processor = ProcessorName(),
            Cores = Environment.ProcessorCount,
            LibTorch = torch,
            LibVips = vips,
            Blas = blas,
            Threads = torch is null ? null : Environment.ProcessorCount,
            Devices = ["cpu", .. Enumerable.Range(0, cudaDevices).Select(index => Device.Cuda(index).ToString())],
            Missing = missing,
        };
    }

    /// <summary>The same as text, one fact per line.</summary>
    public string Describe()
    {
        var text = new StringBuilder();
        void Line(string name, object? value) => text.Append(CultureInfo.InvariantCulture, $"{name,-11}{value ?? "not found"}\n");
        Line("DeepSlice", Version);
        Line(".NET", DotNet);
        Line("system", System);
        Line("processor", $"{Processor}, {Counted.Of(Cores, "core")}");
        Line("LibTorch", LibTorch);
        Line("BLAS", Blas);
        Line("threads", Threads);
        Line("devices", string.Join(", ", Devices));
        Line("libvips", LibVips);
        foreach (string part in Missing)
        {
            Line("missing", part);
        }

        return text.ToString().TrimEnd();
    }

    private static string? Try(Func<string> read, List<string> missing)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException or NativeException)
        {
            missing.Add(error.Message);
            return null;
        }
    }

    private static string ProcessorName() =>
        ReadLines("/proc/cpuinfo")
            .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim()
        ?? RuntimeInformation.ProcessArchitecture.ToString();

    // Distributions link libblas.so.3 to one of several libraries; only the resolved name of the loaded file tells which.
    private static string? LoadedMathLibrary()
    {
        string[] loaded = [.. ReadLines("/proc/self/maps").Select(line => line.Split('/')[^1]).Distinct(StringComparer.Ordinal)];
        return MathLibraries.FirstOrDefault(name => loaded.Any(file => file.StartsWith(name, StringComparison.Ordinal)));
    }

    private static IEnumerable<string> ReadLines(string path) => File.Exists(path) ? File.ReadLines(path) : [];
}
