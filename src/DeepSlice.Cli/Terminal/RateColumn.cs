using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace DeepSlice.Cli.Terminal;

/// <summary>Shows the units done per second.</summary>
internal sealed class RateColumn : ProgressColumn
{
    /// <summary>Key in a task's state for the units done before.</summary>
    public const string SkippedKey = "skipped";

    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime)
    {
        double done = task.Value - task.State.Get<double>(SkippedKey);
        return new Text(done > 0 && task.ElapsedTime is { TotalSeconds: > 0 } elapsed
            ? string.Create(CultureInfo.InvariantCulture, $"{done / elapsed.TotalSeconds:0.##}/s")
            : "");
    }
}
