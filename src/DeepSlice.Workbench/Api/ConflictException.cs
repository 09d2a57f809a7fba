namespace DeepSlice.Workbench.Api;

/// <summary>A change of a slice that somebody else has changed meanwhile.</summary>
/// <param name="version">The number of the last change.</param>
/// <param name="changedAt">When it was made; null if unknown.</param>
internal sealed class ConflictException(long version, DateTimeOffset? changedAt)
    : Exception(FormattableString.Invariant($"expected a change of version {version} of the slice, got one of an earlier version; somebody else, or another tab, has changed it: compare, then keep yours or take theirs"))
{
    /// <summary>The number of the last change.</summary>
    public long Version { get; } = version;

    /// <summary>When it was made.</summary>
    public DateTimeOffset? ChangedAt { get; } = changedAt;
}
