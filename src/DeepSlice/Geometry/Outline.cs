namespace DeepSlice.Geometry;

/// <summary>A region's border: one or more rings filled by the even-odd rule, so that holes and islands are rings like any other.</summary>
/// <typeparam name="TPoint">Coordinate frame of the vertices.</typeparam>
public sealed class Outline<TPoint>
    where TPoint : struct, IPlanePoint<TPoint>
{
    /// <summary>Makes an outline of rings, in any order.</summary>
    /// <param name="rings">One or more rings.</param>
    /// <exception cref="ArgumentException">No ring was given.</exception>
    public Outline(IEnumerable<Polygon<TPoint>> rings)
    {
        Rings = [.. rings];
        if (Rings.Count == 0)
        {
            throw new ArgumentException("found no ring, an outline needs at least one", nameof(rings));
        }
    }

    /// <summary>The rings; a point is inside where it is enclosed by an odd number of them.</summary>
    public IReadOnlyList<Polygon<TPoint>> Rings { get; }

    /// <summary>The same outline in another frame.</summary>
    /// <typeparam name="TResult">The other frame's point type.</typeparam>
    /// <param name="convert">Moves one vertex.</param>
    public Outline<TResult> Map<TResult>(Func<TPoint, TResult> convert)
        where TResult : struct, IPlanePoint<TResult> => new(Rings.Select(ring => ring.Map(convert)));
}
