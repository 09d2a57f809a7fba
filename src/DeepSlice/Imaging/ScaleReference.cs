using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Imaging;

/// <summary>The scale of other slices: chooses the binning at which an image has it too, and judges slices that are binned.</summary>
/// <remarks>
/// Physical sizes decide where both are known. Otherwise the tissue does: it should be as long in working pixels as in the other slices. Of the binnings at which
/// it is, to a quarter, the one is taken that the other slices have, since a lab's microscope seldom changes; then the one that makes the image a whole
/// multiple of the other slices' frame; then a power of two, which pyramids hold; else the nearest.
/// </remarks>
internal sealed record ScaleReference
{
    private const int Largest = 4096;

    // Lengths of tissue vary this much from slice to slice; a network that is trained with scale variation bears it.
    private const double Quarter = 1.25;

    // A power of two is worth this much deviation, but small binnings lie too far apart for it.
    private const double NearPower = 1.2;
    private const int SmallestPower = 8;

    // Beyond this, tissue is too long or too short to be a slice of the same scale.
    private const double OutOfScale = 1.5;

    /// <summary>How long tissue is in the other slices, in working pixels.</summary>
    public required TissueLengths Tissue { get; init; }

    /// <summary>Side of the other slices' working pixels in micrometres; null if unknown.</summary>
    public double? MicrometresPerWorkingPixel { get; init; }

    /// <summary>Binning of the other slices; null if there is none.</summary>
    public Binning? Usual { get; init; }

    /// <summary>Working size of the other slices; null if there is none.</summary>
    public RasterSize? Frame { get; init; }

    /// <summary>Who the other slices belong to, as <c>the model's</c>.</summary>
    public required string Owner { get; init; }

    /// <summary>Chooses by physical size.</summary>
    /// <param name="micrometresPerPixel">Side of the image's pixels.</param>
    /// <returns>The ratio of the pixels, rounded, 1 or more, and the reason; null if the other slices' size is unknown.</returns>
    public (Binning Binning, string Reason)? ByPixelSize(double micrometresPerPixel) => MicrometresPerWorkingPixel is double wanted
        ? (new Binning((int)Math.Round(Math.Clamp(wanted / micrometresPerPixel, 1, Largest))),
            FormattableString.Invariant($"pixels of {micrometresPerPixel:0.####} µm come to {Owner} {wanted:0.##} µm"))
        : null;

    /// <summary>Chooses by the length of the tissue.</summary>
    /// <param name="length">Length of the image's tissue in full-resolution pixels; 0 where none stands out.</param>
    /// <param name="size">Size of the image.</param>
    public (Binning Binning, string Reason) ByTissue(double length, RasterSize size)
    {
        if (length <= 0)
        {
            double frame = Frame is { } other ? Longest(other) : Tissue.Longest;
            return (Rounded(Longest(size) / frame), $"no tissue stands out, so the frame was fitted to {Owner} {frame:0} pixels");
        }

        double wanted = length / Tissue.Median;
        string words = FormattableString.Invariant($"its tissue is {length:0} pixels long, {Owner} {Tissue.Shortest:0} to {Tissue.Longest:0} working pixels");
        if (Usual is { } usual && IsNear(usual, wanted, Quarter))
        {
            return (usual, $"{words}, which fits {Owner} binning");
        }

        if (Frame is { } frames && MultipleOf(frames, size) is { } multiple && IsNear(multiple, wanted, Quarter))
        {
            return (multiple, $"{words}; the image is {Owner} frame times {multiple}");
        }

        var power = new Binning(1 << (int)Math.Round(Math.Log2(Math.Clamp(wanted, 1, Largest))));
        return power.Factor >= SmallestPower && IsNear(power, wanted, NearPower) ? (power, words) : (Rounded(wanted), words);
    }

    /// <summary>Judges a slice that is binned.</summary>
    /// <param name="length">Length of its tissue in working pixels; 0 where none stands out.</param>
    /// <param name="micrometresPerWorkingPixel">Side of its working pixels; null if unknown.</param>
    /// <returns>What is wrong, with what was expected; null if nothing is.</returns>
    public string? Judge(double length, double? micrometresPerWorkingPixel)
    {
        if (MicrometresPerWorkingPixel is double wanted && micrometresPerWorkingPixel is double side && (side > wanted * Quarter || side < wanted / Quarter))
        {
            return FormattableString.Invariant($"expected working pixels of {wanted:0.##} µm as {Owner}, got {side:0.##} µm");
        }

        // Part of a brain may well be shorter; what is too small to show anything is not.
        return length > 0 && (length < Tissue.Shortest / OutOfScale || length > Tissue.Longest * OutOfScale)
            ? FormattableString.Invariant($"expected tissue of {Tissue.Shortest:0} to {Tissue.Longest:0} working pixels as {Owner}, got {length:0}")
            : null;
    }

    private static Binning? MultipleOf(RasterSize frame, RasterSize size) =>
        size.Width % frame.Width == 0 && size.Height % frame.Height == 0 && size.Width / frame.Width == size.Height / frame.Height && size.Width / frame.Width is >= 1 and <= Largest
            ? new Binning(size.Width / frame.Width)
            : null;

    private static bool IsNear(Binning binning, double wanted, double ratio) => binning.Factor <= wanted * ratio && binning.Factor >= wanted / ratio;

    private static Binning Rounded(double factor) => new((int)Math.Round(Math.Clamp(factor, 1, Largest)));

    private static double Longest(RasterSize size) => Math.Max(size.Width, size.Height);
}
