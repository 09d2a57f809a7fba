namespace DeepSlice.Geometry;

/// <summary>A grid of values in row-major order, in one block of memory.</summary>
/// <typeparam name="T">Type of a pixel.</typeparam>
/// <remarks>Different threads may write to different pixels, but not to the same pixel.</remarks>
public sealed class Raster<T>
    where T : unmanaged
{
    private readonly T[] _pixels;

    /// <summary>Creates a raster filled with zeros.</summary>
    /// <param name="width">Columns, 1 or more.</param>
    /// <param name="height">Rows, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is not positive, or the raster would have more than 2³¹ pixels.</exception>
    public Raster(int width, int height)
    {
        Ensure.Positive(width);
        Ensure.Positive(height);
        Size = new RasterSize(width, height);
        if (Size.PixelCount > Array.MaxLength)
        {
            throw new ArgumentOutOfRangeException(
                nameof(width),
                $"expected at most {Array.MaxLength} pixels in a raster, got {Size}; read larger images binned or in tiles");
        }

        _pixels = new T[Size.PixelCount];
    }

    /// <summary>Creates a raster of a given size filled with zeros.</summary>
    /// <param name="size">Columns and rows, 1 or more each.</param>
    public Raster(RasterSize size)
        : this(size.Width, size.Height)
    {
    }

    /// <summary>Creates a raster from values in row-major order, which are copied.</summary>
    /// <param name="width">Columns, 1 or more.</param>
    /// <param name="height">Rows, 1 or more.</param>
    /// <param name="pixels">Exactly width × height values.</param>
    /// <exception cref="ArgumentException">The number of values is not width × height.</exception>
    public Raster(int width, int height, ReadOnlySpan<T> pixels)
        : this(width, height)
    {
        if (pixels.Length != _pixels.Length)
        {
            throw new ArgumentException($"expected {_pixels.Length} values for {Size}, got {pixels.Length}", nameof(pixels));
        }

        pixels.CopyTo(_pixels);
    }

    /// <summary>Columns and rows.</summary>
    public RasterSize Size { get; }

    /// <summary>Columns.</summary>
    public int Width => Size.Width;

    /// <summary>Rows.</summary>
    public int Height => Size.Height;

    /// <summary>All values in row-major order.</summary>
    public Span<T> Pixels => _pixels;

    /// <summary>The value at column <paramref name="x"/> of row <paramref name="y"/>.</summary>
    /// <param name="x">Column, 0 … width − 1.</param>
    /// <param name="y">Row, 0 … height − 1.</param>
    public ref T this[int x, int y] => ref Row(y)[x];

    /// <summary>The values of one row.</summary>
    /// <param name="y">Row, 0 … height − 1.</param>
    public Span<T> Row(int y) => _pixels.AsSpan(y * Width, Width);

    /// <summary>Whether a pixel is inside the raster.</summary>
    /// <param name="x">Column, any value.</param>
    /// <param name="y">Row, any value.</param>
    public bool Contains(int x, int y) => x >= 0 && x < Width && y >= 0 && y < Height;

    /// <summary>A copy.</summary>
    public Raster<T> Clone() => new(Width, Height, _pixels);

    /// <summary>A raster of the same size, computed value by value.</summary>
    /// <typeparam name="TResult">Type of the new values.</typeparam>
    /// <param name="convert">Computes the new value from the old one.</param>
    public Raster<TResult> Map<TResult>(Func<T, TResult> convert)
        where TResult : unmanaged
    {
        ArgumentNullException.ThrowIfNull(convert);
        var result = new Raster<TResult>(Size);
        for (int i = 0; i < _pixels.Length; i++)
        {
            result._pixels[i] = convert(_pixels[i]);
        }

        return result;
    }
}
