using System.Net;
using System.Security.Cryptography.X509Certificates;
using DeepSlice.Workbench.Api;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace DeepSlice.Workbench.Security;

/// <summary>Where browsers reach the server, and whether that is safe.</summary>
internal sealed record ServerAddress
{
    private X509Certificate2? _certificate;

    /// <summary>The address for the browser, without token.</summary>
    public required Uri Public { get; init; }

    /// <summary>The origins that are allowed.</summary>
    public required AllowedOrigins Origins { get; init; }

    /// <summary>Whether browsers use TLS.</summary>
    public bool IsSecure => Public.Scheme == Uri.UriSchemeHttps;

    /// <summary>The address of a server.</summary>
    /// <param name="options">How it is served.</param>
    /// <param name="port">The port.</param>
    /// <exception cref="RefusedException">Other machines would reach it without TLS.</exception>
    public static ServerAddress Of(WorkbenchOptions options, int port)
    {
        if (options.Proxy is { } proxy)
        {
            string origin = $"{proxy.Scheme}://{proxy.Authority}";
            return proxy.Scheme == Uri.UriSchemeHttps || proxy.IsLoopback
                ? new ServerAddress { Public = new Uri(origin), Origins = new AllowedOrigins([origin]) }
                : throw new RefusedException($"--behind-proxy: expected the https address at which the proxy serves browsers, got {proxy}; set up TLS in the proxy");
        }

        if (options.Certificate is { } file)
        {
            X509Certificate2 certificate = ReadCertificate(file);
            string host = options.Host ?? certificate.GetNameInfo(X509NameType.DnsName, forIssuer: false);
            string origin = FormattableString.Invariant($"https://{host}:{port}");
            return new ServerAddress { Public = new Uri(origin), Origins = new AllowedOrigins([origin]), _certificate = certificate };
        }

        RequireSafe(options);
        return new ServerAddress { Public = new Uri(FormattableString.Invariant($"http://{(options.Listen.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? "[::1]" : "127.0.0.1")}:{port}")), Origins = AllowedOrigins.OfLoopback(port) };
    }

    /// <summary>Requires TLS where other machines reach the server.</summary>
    /// <exception cref="RefusedException">There is none.</exception>
    public static void RequireSafe(WorkbenchOptions options)
    {
        if (!IPAddress.IsLoopback(options.Listen) && options.Proxy is null && options.Certificate is null)
        {
            throw new RefusedException($"--listen {options.Listen}: expected TLS for an address that other machines reach, got none; give --certificate FILE.pfx, or --behind-proxy https://ADDRESS if a reverse proxy does TLS");
        }
    }

    /// <summary>Sets TLS up.</summary>
    public void Secure(ListenOptions listen)
    {
        if (_certificate is { } certificate)
        {
            listen.UseHttps(certificate);
        }
    }

    private static X509Certificate2 ReadCertificate(string file)
    {
        try
        {
            return X509CertificateLoader.LoadPkcs12FromFile(file, password: null);
        }
        catch (System.Security.Cryptography.CryptographicException error)
        {
            throw new InvalidDataException($"{file}: expected a PFX file with certificate and key and without password, got {error.Message.TrimEnd('.')}; make one by openssl pkcs12 -export", error);
        }
    }
}
