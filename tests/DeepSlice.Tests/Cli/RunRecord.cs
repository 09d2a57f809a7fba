using DeepSlice.Formats;
using DeepSlice.Slices;

namespace DeepSlice.Tests.Cli;

/// <summary>The <c>run.json</c> of a prediction that never ran.</summary>
internal static class RunRecord
{
    public static void Write(
        string folder, string source, IReadOnlyList<string> trained, IReadOnlyList<string> predicted, RegionCatalog? catalog = null) => new PredictionFolder(folder).Write(new PredictionRun
        {
            Written = DateTimeOffset.UnixEpoch,
            Program = new PredictionRunProgram("1.2.3", ".NET 10", "2.1"),
            Model = new PredictionRunModel { Configuration = "whole", Catalog = catalog ?? RegionCatalog.SagittalSix, Source = source, SliceIds = trained },
            Options = new PredictionRunOptions { Precision = "float32" },
            Slices = [.. predicted.Select(id => new PredictionRunSlice { Id = id, Input = $"/slices/{id}.tif", Binning = 1, Width = 40, Height = 40 })],
        });
}
