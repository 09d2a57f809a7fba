namespace DeepSlice.Quantities;

/// <summary>What the user says of a section.</summary>
/// <param name="Animal">Its animal; empty if not stated.</param>
/// <param name="Group">The group of its animal; empty if not stated.</param>
/// <param name="Position">Its position in the animal, in any unit; null if not stated.</param>
internal sealed record SectionEntry(string Animal, string Group, double? Position);
