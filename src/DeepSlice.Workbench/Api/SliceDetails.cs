using DeepSlice.Workbench.Images;
using DeepSlice.Workbench.Projects;

namespace DeepSlice.Workbench.Api;

/// <summary>A slice as the page gets it when it is opened.</summary>
internal sealed record SliceDetails : SliceFacts
{
    public SliceDetails(SliceView slice, ImageSheet sheet, string reason)
        : base(slice, sheet, reason)
    {
        Channels = [.. sheet.Channels.Select((channel, index) => new ChannelAnswer(index, channel.Name, channel.Low, channel.High))];
        Provenance = new ProvenanceAnswer(slice.Predicted?.Model, slice.Predicted?.At, slice.Row.CorrectedAt, slice.Row.AcceptedAt);
        Midline = slice.Row.Midline is [double x0, double y0, double x1, double y1] ? [[x0, y0], [x1, y1]] : null;
        TileLevels = sheet.Levels;
    }

    public IReadOnlyList<ChannelAnswer> Channels { get; }

    public IReadOnlyList<RegionAreaAnswer> Regions { get; init; } = [];

    public ProvenanceAnswer Provenance { get; }

    public double[][]? Midline { get; }

    public double TissueLength { get; init; }

    public bool CanUndo { get; init; }

    public bool CanRedo { get; init; }

    public int TileLevels { get; }

    public int TileSize { get; } = ImageSheet.Tile;
}
