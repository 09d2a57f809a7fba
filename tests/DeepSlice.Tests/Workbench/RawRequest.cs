using System.Net.Sockets;
using System.Text;

namespace DeepSlice.Tests.Workbench;

/// <summary>Sends bytes as they are: clients of libraries correct what an attacker would not.</summary>
internal static class RawRequest
{
    /// <summary>Sends a request and reads the answer until the server closes, or has sent its length.</summary>
    /// <param name="port">Port on this machine.</param>
    /// <param name="lines">Request line and headers.</param>
    /// <param name="body">Body, sent as it is.</param>
    public static (int Status, string Answer) Send(int port, string[] lines, string body = "")
    {
        using var client = new TcpClient("127.0.0.1", port) { ReceiveTimeout = 10_000 };
        NetworkStream stream = client.GetStream();
        stream.Write(Encoding.Latin1.GetBytes(string.Join("\r\n", [.. lines, "Connection: close", "", ""]) + body));
        var answer = new MemoryStream();
        try
        {
            stream.CopyTo(answer);
        }
        catch (IOException)
        {
            // The server has closed without reading the rest.
        }

        string text = Encoding.Latin1.GetString(answer.ToArray());
        return (text.Length > 12 && int.TryParse(text.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture, out int status) ? status : 0, text);
    }
}
