using System.Diagnostics;
using System.Text.Json;
using DeepSlice.Workbench.Jobs;

namespace DeepSlice.Workbench.Images;

/// <summary>Asks the decoder's process, which is started when it is needed and again when it has died.</summary>
internal sealed class DecoderProcess : IDisposable
{
    /// <summary>Name of the command behind the process.</summary>
    public const string CommandName = "decode-images";

    private const string HeapLimit = "0x40000000"; // 1 GB

    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(20);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private Process? _process;

    /// <summary>Asks for something, after those who asked before.</summary>
    /// <returns>The answer.</returns>
    /// <exception cref="InvalidDataException">The image cannot be decoded.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled while others were served.</exception>
    public async Task<DecoderAnswer> Ask(DecoderRequest request, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            DecoderAnswer answer = await AskAlone(request);
            return answer.Problem is null ? answer : throw new InvalidDataException(answer.Problem);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        Stop();
        _turn.Dispose();
    }

    private async Task<DecoderAnswer> AskAlone(DecoderRequest request)
    {
        try
        {
            _process ??= Start();
            await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(request, JsonFormat.Compact));
            await _process.StandardInput.FlushAsync();
            using var limit = new CancellationTokenSource(s_longest);
            if (await _process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            {
                return JsonText.Parse<DecoderAnswer>("answer", line, JsonFormat.Compact, "update the program");
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException)
        {
            // The process has died, or is not done: another one serves the next request.
        }

        Stop();
        throw new InvalidDataException($"{request.Image}: expected an image that can be decoded, got one of which the decoder died; export it again as TIFF");
    }

    private static Process Start()
    {
        ProcessStartInfo start = ProgramCommand.Of(["workbench", CommandName]);
        start.Environment["DOTNET_GCHeapHardLimit"] = HeapLimit;
        Process process = Process.Start(start) ?? throw new IOException("expected to start the decoder, got no process; start the workbench again");
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }

    private void Stop()
    {
        if (_process is { } process)
        {
            _process = null;
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }

            process.Dispose();
        }
    }
}
