using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using DeepSlice.Benchmarks;

// Within this process, so that the Python side is started once and both sides meet the same machine.
Job job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(2).WithIterationCount(10);
IConfig config = DefaultConfig.Instance.AddJob(job).WithOptions(ConfigOptions.DisableOptimizationsValidator).AddColumn(StatisticColumn.Median);
BenchmarkSwitcher.FromTypes([typeof(MetricBenchmark), typeof(LossBenchmark)]).Run(args.Length > 0 ? args : ["--filter", "*"], config);
