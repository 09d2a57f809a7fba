namespace DeepSlice.Geometry;

/// <summary>Border of a region: one or more rings filled by the even-odd rule, so holes and islands are rings too.</summary>
/// <typeparam name="TPoint">Coordinate frame of the vertices.</typeparam>
public sealed class Outline<TPoint>
    where TPoint : struct, IPlanePoint<TPoint>
{
    /// <summary>Creates an outline from rings in any order.</summary>
    /// <param name="rings">One or more rings.</param>
    /// <exception cref="ArgumentException">No ring was given.</exception>
    public Outline(IEnumerable<Polygon<TPoint>> rings)
    {
        Rings = [.. rings];
        if (Rings.Count == 0)
        {
            throw new ArgumentException("expected at least one ring in an outline, got none", nameof(rings));
        }
    }

    /// <summary>The rings; a point is inside if it is enclosed by an odd number of them.</summary>
    public IReadOnlyList<Polygon<TPoint>> Rings { get; }

    /// <summary>The same outline in another coordinate frame.</summary>
    /// <typeparam name="TResult">Point type of the other frame.</typeparam>
    /// <param name="convert">Converts one vertex.</param>
    public Outline<TResult> Map<TResult>(Func<TPoint, TResult> convert)
        where TResult : struct, IPlanePoint<TResult> => new(Rings.Select(ring => ring.Map(convert)));
}
