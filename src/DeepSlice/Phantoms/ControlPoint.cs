namespace DeepSlice.Phantoms;

/// <summary>A control point of an anatomical curve in atlas units, and its shift from the middle to the lateral end of the hemisphere.</summary>
/// <param name="X">From rostral (0) to caudal (840).</param>
/// <param name="Y">From dorsal (0) to ventral (560).</param>
/// <param name="LateralX">Shift along X at the lateral end; the opposite at the medial end.</param>
/// <param name="LateralY">Shift along Y at the lateral end; the opposite at the medial end.</param>
internal readonly record struct ControlPoint(double X, double Y, double LateralX = 0, double LateralY = 0);
