using System.Net;

namespace DeepSlice.Workbench;

/// <summary>How a project is served.</summary>
internal sealed record WorkbenchOptions
{
    /// <summary>Folder of the project.</summary>
    public required string Project { get; init; }

    /// <summary>Images and folders of images: added at the start, and offered in the page.</summary>
    public IReadOnlyList<string> Images { get; init; } = [];

    /// <summary>Port; 0 for any that is free.</summary>
    public int Port { get; init; }

    /// <summary>Address on which the server listens.</summary>
    public IPAddress Listen { get; init; } = IPAddress.Loopback;

    /// <summary>Address under which a reverse proxy, which does TLS, serves the workbench; null if there is none.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>PFX file of a certificate for TLS; null for HTTP.</summary>
    public string? Certificate { get; init; }

    /// <summary>Host name of the certificate; null where there is none.</summary>
    public string? Host { get; init; }
}
