using DeepSlice.Slices;

namespace DeepSlice.Reports;

/// <summary>How a pixel's predicted region stands to its annotated one, as difference pictures show it.</summary>
/// <param name="Name">Short name of the legend.</param>
/// <param name="Explanation">What it means, in plain words.</param>
/// <param name="Color">Colour, distinct for every kind of colour vision and different from every region's.</param>
/// <param name="Opacity">How strongly it covers the image, 0 … 1.</param>
internal sealed record Agreement(string Name, string Explanation, RegionColor Color, double Opacity)
{
    public static Agreement Right { get; } =
        new("right", "both say the same region", RegionColor.Parse("#a9b8c2"), 0.45);

    public static Agreement Missed { get; } =
        new("missed", "annotated, but the network left it out", RegionColor.Parse("#e5383b"), 0.9);

    public static Agreement Extra { get; } =
        new("extra", "the network marked it, the annotation does not", RegionColor.Parse("#2f7bff"), 0.9);

    public static Agreement WrongRegion { get; } =
        new("wrong region", "given to another region than annotated", RegionColor.Parse("#ffd43b"), 0.9);

    public static IReadOnlyList<Agreement> All { get; } = [Right, Missed, Extra, WrongRegion];

    /// <summary>The agreement at one pixel; null if neither map has an annotated region.</summary>
    public static Agreement? Of(Region predicted, Region truth) => (predicted.IsAnnotated, truth.IsAnnotated) switch
    {
        (false, false) => null,
        (false, true) => Missed,
        (true, false) => Extra,
        _ => predicted.Index == truth.Index ? Right : WrongRegion,
    };
}
