namespace DeepSlice.Workbench.Api;

/// <summary>Images of the folders that were named at the start.</summary>
internal sealed record EntriesBody(string[] Entries);
