using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace DeepSlice.Workbench.Security;

/// <summary>The token that opens the workbench, and the sessions of the browsers that showed it.</summary>
/// <remarks>A cookie is a random id with a code that only the owner of the secret can make, so a page that is open goes on after the server was killed and started again.</remarks>
internal sealed class Sessions
{
    private const int Bytes = 32;
    private const int IdLength = 43;

    private readonly byte[] _secret;

    /// <summary>Sessions of a secret.</summary>
    /// <param name="kept">What is kept between starts.</param>
    public Sessions(SessionSecrets kept)
    {
        _secret = Base64Url.DecodeFromChars(kept.Secret);
        Token = kept.Token;
    }

    /// <summary>The token: 256 random bits, in letters of an address.</summary>
    public string Token { get; }

    /// <summary>Opens a session.</summary>
    /// <param name="token">What the browser showed.</param>
    /// <returns>The value of the cookie and the token that changes carry; null if the token is wrong.</returns>
    public (string Cookie, string Csrf)? Open(string? token)
    {
        if (token is null || !AreSame(token, Token))
        {
            return null;
        }

        string id = NewSecret();
        return (id + CodeOf("cookie", id), CodeOf("change", id));
    }

    /// <summary>The token that changes of a session carry; null if there is no such session.</summary>
    public string? CsrfOf(string? cookie) =>
        cookie is { Length: 2 * IdLength } && AreSame(cookie[IdLength..], CodeOf("cookie", cookie[..IdLength])) ? CodeOf("change", cookie[..IdLength]) : null;

    /// <summary>256 random bits, in letters of an address.</summary>
    public static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>Whether two texts are the same, in a time that does not tell where they differ.</summary>
    public static bool AreSame(string one, string other) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    private string CodeOf(string purpose, string id) => Base64Url.EncodeToString(HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes($"{purpose}\n{id}")));
}
