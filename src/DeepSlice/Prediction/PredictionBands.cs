using System.Buffers;
using System.Numerics.Tensors;
using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Prediction;

/// <summary>Turns probabilities into regions and confidences, a band of rows at a time, so that not all of them are in memory.</summary>
internal sealed class PredictionBands
{
    private readonly RegionCatalog _catalog;
    private readonly Raster<byte> _indices;
    private readonly float[]? _probabilities;
    private readonly Raster<byte>? _damage;
    private readonly long[] _areas;
    private readonly double[] _overlaps;
    private readonly double[] _extents;
    private int _nextRow;

    /// <summary>Begins a slice.</summary>
    /// <param name="catalog">Regions in the order of the probabilities.</param>
    /// <param name="size">Size of the slice's working grid.</param>
    /// <param name="keep">Whether to keep all probabilities of regions.</param>
    /// <param name="hasDamage">Whether a plane with the probability of damage follows those of the regions.</param>
    public PredictionBands(RegionCatalog catalog, RasterSize size, bool keep, bool hasDamage = false)
    {
        _damage = hasDamage ? new Raster<byte>(size) : null;
        _catalog = catalog;
        _indices = new Raster<byte>(size);
        _probabilities = keep ? new float[checked(catalog.Count * size.PixelCount)] : null;
        _areas = new long[catalog.Count];
        _overlaps = new double[catalog.Count];
        _extents = new double[catalog.Count];
    }

    /// <summary>Columns and rows of the slice.</summary>
    public RasterSize Size => _indices.Size;

    /// <summary>Number of regions.</summary>
    public int RegionCount => _catalog.Count;

    /// <summary>Number of planes: those of the regions, and that of damage if there is one.</summary>
    public int PlaneCount => RegionCount + (_damage is null ? 0 : 1);

    /// <summary>Adds the next rows, from the first one on.</summary>
    /// <param name="planes">Probabilities (planes, rows, W) in row-major order.</param>
    /// <param name="rows">Number of rows.</param>
    public void Add(ReadOnlySpan<float> planes, int rows)
    {
        int pixels = rows * Size.Width;
        Span<byte> chosen = _indices.Pixels.Slice(_nextRow * Size.Width, pixels);
        float[] rented = ArrayPool<float>.Shared.Rent(pixels);
        Span<float> best = rented.AsSpan(0, pixels);
        planes[..pixels].CopyTo(best);
        for (int region = 0; region < RegionCount; region++)
        {
            ReadOnlySpan<float> plane = planes.Slice(region * pixels, pixels);
            _extents[region] += TensorPrimitives.Sum(plane);
            if (_probabilities is not null)
            {
                plane.CopyTo(_probabilities.AsSpan(checked((int)((region * Size.PixelCount) + (_nextRow * Size.Width)))));
            }

            for (int i = 0; i < plane.Length; i++)
            {
                if (plane[i] > best[i])
                {
                    best[i] = plane[i];
                    chosen[i] = (byte)region;
                }
            }
        }

        for (int i = 0; i < chosen.Length; i++)
        {
            _areas[chosen[i]]++;
            _overlaps[chosen[i]] += best[i];
        }

        ArrayPool<float>.Shared.Return(rented);
        MarkDamage(planes[(RegionCount * pixels)..]);
        _nextRow += rows;
    }

    /// <summary>The prediction, once all rows are added.</summary>
    public SlicePrediction Build()
    {
        if (_nextRow != Size.Height)
        {
            throw new InvalidOperationException($"expected all rows of a slice of {Size}, got {_nextRow}");
        }

        double?[] confidences = [.. Enumerable.Range(0, RegionCount).Select(region =>
            _areas[region] == 0 ? (double?)null : 2 * _overlaps[region] / (_areas[region] + _extents[region]))];
        return new SlicePrediction(new RegionMap(_catalog, _indices), confidences, _probabilities) { Damage = _damage };
    }

    private void MarkDamage(ReadOnlySpan<float> probabilities)
    {
        const float Probable = 0.5f;
        Span<byte> marks = _damage is null ? [] : _damage.Pixels[(_nextRow * Size.Width)..];
        for (int i = 0; i < probabilities.Length; i++)
        {
            marks[i] = probabilities[i] >= Probable ? DamageMask.Marked : DamageMask.Sound;
        }
    }
}
