using System.Text;

namespace DeepSlice.Cli.Terminal;

/// <summary>Standard error as a text writer that a closed terminal, a closed pipe or a full disk does not stop: what cannot be written is dropped.</summary>
internal sealed class PatientWriter : TextWriter
{
    private readonly TextWriter _writer;

    public PatientWriter(TextWriter writer) => _writer = writer;

    public override Encoding Encoding => _writer.Encoding;

    public override void Write(char value) => Try(() => _writer.Write(value));

    public override void Write(char[] buffer, int index, int count) => Try(() => _writer.Write(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToArray(), 0, buffer.Length);

    public override void Write(string? value) => Try(() => _writer.Write(value));

    public override void WriteLine(string? value) => Try(() => _writer.WriteLine(value));

    public override void Flush() => Try(_writer.Flush);

    private static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // There is nobody left to tell; the work goes on.
        }
    }
}
