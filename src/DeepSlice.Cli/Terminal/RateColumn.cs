using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace DeepSlice.Cli.Terminal;

/// <summary>Shows how many units are done a second.</summary>
internal sealed class RateColumn : ProgressColumn
{
    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
        new Text(task.Value > 0 && task.ElapsedTime is { TotalSeconds: > 0 } elapsed
            ? string.Create(CultureInfo.InvariantCulture, $"{task.Value / elapsed.TotalSeconds:0.##}/s")
            : "");
}
