using System.Globalization;
using DeepSlice.Geometry;

namespace DeepSlice.Slices;

/// <summary>Number of full-resolution pixels per working pixel along each axis.</summary>
public readonly record struct Binning
{
    private readonly int _factor;

    /// <summary>Creates a binning.</summary>
    /// <param name="factor">Full-resolution pixels per working pixel along each axis, 1 … 4096.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is out of range.</exception>
    public Binning(int factor) => _factor = Ensure.InRange(factor, 1, 4096, "binning");

    /// <summary>No binning: working pixels are full-resolution pixels.</summary>
    public static Binning None => new(1);

    /// <summary>Full-resolution pixels per working pixel along each axis.</summary>
    public int Factor => Math.Max(1, _factor);

    /// <summary>Size of the binned image; partial blocks at the right and lower border count as pixels.</summary>
    /// <param name="size">Size of the image in full-resolution pixels.</param>
    public RasterSize Binned(RasterSize size) => new(((size.Width - 1) / Factor) + 1, ((size.Height - 1) / Factor) + 1);

    /// <inheritdoc />
    public override string ToString() => Factor.ToString(CultureInfo.InvariantCulture);
}
