namespace DeepSlice.Formats;

/// <summary>Something in a file of outlines that has no area.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Reason">What it is, as text that follows the name.</param>
/// <param name="Kind">What becomes of its slice.</param>
internal sealed record UnusableOutline(string Name, string Reason, UnusableKind Kind);
