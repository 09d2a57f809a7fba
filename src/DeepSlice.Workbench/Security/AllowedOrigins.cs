namespace DeepSlice.Workbench.Security;

/// <summary>The addresses under which the workbench may be called; others are refused, because a name of somebody else may lead to this machine.</summary>
internal sealed class AllowedOrigins
{
    private readonly HashSet<string> _origins = new(StringComparer.Ordinal);
    private readonly HashSet<string> _hosts = new(StringComparer.Ordinal);

    /// <summary>Allows origins.</summary>
    /// <param name="origins">Scheme, host and port, as <c>http://127.0.0.1:8080</c>.</param>
    public AllowedOrigins(IEnumerable<string> origins)
    {
        foreach (var address in origins.Select(origin => new Uri(origin)))
        {
            _origins.Add($"{address.Scheme}://{address.Authority}");
            _hosts.Add(address.Authority);
            if (address.IsDefaultPort)
            {
                _hosts.Add($"{address.Authority}:{address.Port}");
            }
        }
    }

    /// <summary>The origins of a server that only this machine reaches.</summary>
    /// <param name="port">Its port.</param>
    public static AllowedOrigins OfLoopback(int port) => new([$"http://127.0.0.1:{port}", $"http://localhost:{port}", $"http://[::1]:{port}"]);

    /// <summary>Whether a request's header <c>Host</c> is one of these, letter by letter.</summary>
    public bool HasHost(string? host) => host is not null && _hosts.Contains(host.ToLowerInvariant());

    /// <summary>Whether a request's header <c>Origin</c> is one of these.</summary>
    public bool HasOrigin(string origin) => _origins.Contains(origin);
}
