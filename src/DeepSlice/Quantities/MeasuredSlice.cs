namespace DeepSlice.Quantities;

/// <summary>A slice whose quantities are in a table.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Animal">Its animal; empty if unknown.</param>
/// <param name="Group">The group of its animal; empty if unknown.</param>
/// <param name="Position">Its position among the sections of the animal, in any unit; null if unknown.</param>
internal sealed record MeasuredSlice(string Id, string Animal, string Group, double? Position);
