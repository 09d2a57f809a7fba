namespace DeepSlice.Workbench.Projects;

/// <summary>Where a slice is in the queue, and why.</summary>
/// <param name="Rank">0 for the slice to look at first.</param>
/// <param name="Reason">In a few words.</param>
internal sealed record QueuePlace(int Rank, string Reason);
