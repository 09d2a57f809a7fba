using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using DeepSlice.Formats;

namespace DeepSlice.Workbench.Security;

/// <summary><c>session.json</c> in the project's cache, which only the user may read: token, secret and port of the last start.</summary>
internal static class SessionFile
{
    /// <summary>Name of the file.</summary>
    public const string Name = "session.json";

    /// <summary>The secrets of the project, made where there are none, and the port to use.</summary>
    /// <param name="cache">The project's folder for what can be made again.</param>
    /// <param name="address">Address on which the server listens.</param>
    /// <param name="port">Port that was asked for; 0 for that of the last start, or any that is free.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static SessionSecrets Prepare(string cache, IPAddress address, int port)
    {
        string path = Path.Combine(cache, Name);
        SessionSecrets secrets = Find(path) ?? new SessionSecrets { Token = Sessions.NewSecret(), Secret = Sessions.NewSecret() };
        secrets = secrets with { Port = port != 0 ? port : FreePort(address, secrets.Port) };
        WritePrivate(path, JsonSerializer.Serialize(secrets, JsonFormat.Readable) + "\n");
        return secrets;
    }

    /// <summary>Writes a file that only the user may read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">Its content.</param>
    public static void WritePrivate(string path, string text) => OutputFile.Write(path, temporary =>
    {
        File.WriteAllText(temporary, "");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(temporary, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        File.WriteAllText(temporary, text);
    });

    // A file that others could have read, or that is damaged, is not used again.
    private static SessionSecrets? Find(string path)
    {
        if (!File.Exists(path) || (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) != UnixFileMode.None))
        {
            return null;
        }

        try
        {
            SessionSecrets secrets = JsonText.Read<SessionSecrets>(path, JsonFormat.Readable, "delete the file");
            return Base64Url.IsValid(secrets.Secret, out int bytes) && bytes == 32 && Base64Url.IsValid(secrets.Token, out int length) && length == 32 ? secrets : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static int FreePort(IPAddress address, int wanted)
    {
        foreach (int port in (int[])[wanted, 0])
        {
            try
            {
                using var probe = new TcpListener(address, port);
                probe.Start();
                return ((IPEndPoint)probe.LocalEndpoint).Port;
            }
            catch (SocketException) when (port != 0)
            {
                // Another program has it.
            }
        }

        throw new IOException($"expected a free port on {address}, got none; give --port");
    }
}
