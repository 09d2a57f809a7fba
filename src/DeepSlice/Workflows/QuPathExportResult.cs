namespace DeepSlice.Workflows;

/// <summary>What was written into a QuPath project.</summary>
/// <param name="Script">Path of the script.</param>
/// <param name="Classes">Path of the classes.</param>
/// <param name="AddedClasses">Number of classes that the project did not have.</param>
/// <param name="Slices">Number of slices with outlines that the script imports.</param>
internal sealed record QuPathExportResult(string Script, string Classes, int AddedClasses, int Slices);
