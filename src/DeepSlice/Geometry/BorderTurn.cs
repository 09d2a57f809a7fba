namespace DeepSlice.Geometry;

/// <summary>How a border goes on at a corner of pixels, with the inside on its right.</summary>
internal enum BorderTurn
{
    /// <summary>Straight on.</summary>
    Straight = 0,

    /// <summary>To the right: the corner is convex.</summary>
    Right = 1,

    /// <summary>It ends here, because several borders meet.</summary>
    Junction = 2,

    /// <summary>To the left: the corner is concave.</summary>
    Left = 3,
}
