using DeepSlice.Geometry;

namespace DeepSlice.Reports;

/// <summary>Scale from a slice's working grid to a picture.</summary>
internal readonly record struct PictureScale
{
    private readonly RasterSize _source;

    /// <summary>Chooses an integer enlargement, or a reduction to exactly the longest side allowed.</summary>
    public PictureScale(RasterSize source, int longestSide)
    {
        _source = source;
        int longest = Math.Max(source.Width, source.Height);
        double factor = longest <= longestSide ? longestSide / longest : (double)longestSide / longest;
        Size = new RasterSize(Math.Max(1, (int)Math.Round(source.Width * factor)), Math.Max(1, (int)Math.Round(source.Height * factor)));
    }

    /// <summary>Size of the picture.</summary>
    public RasterSize Size { get; }

    /// <summary>Position of a picture column's centre, in source columns (integers at their centres).</summary>
    public double SourceX(int x) => ((x + 0.5) * _source.Width / Size.Width) - 0.5;

    /// <summary>Position of a picture row's centre, in source rows (integers at their centres).</summary>
    public double SourceY(int y) => ((y + 0.5) * _source.Height / Size.Height) - 0.5;
}
