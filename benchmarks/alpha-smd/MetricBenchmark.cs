using BenchmarkDotNet.Attributes;
using DeepSlice.Geometry;
using DeepSlice.Metrics;

namespace DeepSlice.Benchmarks;

/// <summary>α-SMD of one probability map against its annotation at 31 levels, in DeepSlice and with SciPy's distance transform.</summary>
public class MetricBenchmark : IDisposable
{
    private const int Levels = 31;

    private Raster<double> _prediction = new(1, 1);
    private Raster<double> _annotation = new(1, 1);
    private AlphaSmd? _metric;
    private SciPySide? _sciPy;

    /// <summary>Pixels a side.</summary>
    [Params(84, 336, 1344)]
    public int Side { get; set; }

    /// <summary>Whether distances are added up in both directions, or from outside inwards alone.</summary>
    [Params(false, true)]
    public bool IsBidirectional { get; set; }

    /// <summary>Makes the maps, and requires that both sides give the same value.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        (_prediction, _annotation) = Maps.Make(Side);
        _metric = new AlphaSmd(_prediction.Size, PixelSpacing.Unit) { Levels = Levels, Mode = IsBidirectional ? SetDistance.Bidirectional : SetDistance.Inwards };
        _sciPy = new SciPySide(_prediction, _annotation, Levels, IsBidirectional);
        (double ours, double theirs) = (DeepSlice(), SciPy());
        if (Math.Abs(ours - theirs) > 1e-9 * theirs)
        {
            throw new InvalidOperationException($"DeepSlice finds {ours}, SciPy {theirs}: not the same work");
        }
    }

    /// <summary>Ends Python.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        _sciPy?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>One measurement with SciPy.</summary>
    [Benchmark(Baseline = true)]
    public double SciPy() => _sciPy!.Measure();

    /// <summary>One measurement with DeepSlice.</summary>
    [Benchmark]
    public double DeepSlice() => _metric!.Measure(_prediction, _annotation).Smd;
}
