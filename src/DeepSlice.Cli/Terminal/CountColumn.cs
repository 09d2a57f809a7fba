using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace DeepSlice.Cli.Terminal;

/// <summary>Shows how many units are done of how many.</summary>
internal sealed class CountColumn : ProgressColumn
{
    private readonly string _unit;

    public CountColumn(string unit) => _unit = unit;

    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
        new Text(string.Create(CultureInfo.InvariantCulture, $"{task.Value:0} of {task.MaxValue:0} {ProgressMeter.Unit(_unit, task.MaxValue)}"));
}
