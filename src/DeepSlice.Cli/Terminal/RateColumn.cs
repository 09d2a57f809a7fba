using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace DeepSlice.Cli.Terminal;

/// <summary>Shows how many units are done a second.</summary>
internal sealed class RateColumn : ProgressColumn
{
    /// <summary>Where a task's state keeps the units that were done before.</summary>
    public const string SkippedKey = "skipped";

    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime)
    {
        double done = task.Value - task.State.Get<double>(SkippedKey);
        return new Text(done > 0 && task.ElapsedTime is { TotalSeconds: > 0 } elapsed
            ? string.Create(CultureInfo.InvariantCulture, $"{done / elapsed.TotalSeconds:0.##}/s")
            : "");
    }
}
