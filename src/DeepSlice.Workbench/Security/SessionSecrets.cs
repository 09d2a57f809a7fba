namespace DeepSlice.Workbench.Security;

/// <summary>What is kept between two starts of the workbench, so that pages which are open go on.</summary>
internal sealed record SessionSecrets
{
    /// <summary>The token of the address.</summary>
    public required string Token { get; init; }

    /// <summary>What cookies are made with.</summary>
    public required string Secret { get; init; }

    /// <summary>The last port.</summary>
    public int Port { get; init; }
}
