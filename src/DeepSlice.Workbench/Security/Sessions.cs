using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace DeepSlice.Workbench.Security;

/// <summary>The token that opens the workbench, and the sessions of the browsers that showed it.</summary>
internal sealed class Sessions
{
    private const int Bytes = 32;
    private const int MostSessions = 1000;

    private readonly ConcurrentDictionary<string, string> _csrf = new(StringComparer.Ordinal);

    /// <summary>The token: 256 random bits, in letters of an address.</summary>
    public string Token { get; } = NewSecret();

    /// <summary>Opens a session.</summary>
    /// <param name="token">What the browser showed.</param>
    /// <returns>The value of the cookie and the token that changes carry; null if the token is wrong.</returns>
    public (string Cookie, string Csrf)? Open(string? token)
    {
        if (token is null || !AreSame(token, Token))
        {
            return null;
        }

        if (_csrf.Count >= MostSessions)
        {
            _csrf.Clear();
        }

        (string cookie, string csrf) = (NewSecret(), NewSecret());
        _csrf[cookie] = csrf;
        return (cookie, csrf);
    }

    /// <summary>The token that changes of a session carry; null if there is no such session.</summary>
    public string? CsrfOf(string? cookie) => cookie is not null && _csrf.TryGetValue(cookie, out string? csrf) ? csrf : null;

    /// <summary>Whether two texts are the same, in a time that does not tell where they differ.</summary>
    public static bool AreSame(string one, string other) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    private static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
}
