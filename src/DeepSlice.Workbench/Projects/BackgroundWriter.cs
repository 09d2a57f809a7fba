using DeepSlice.Formats;

namespace DeepSlice.Workbench.Projects;

/// <summary>Writes the plain files of slices some seconds after their last stroke; the strokes themselves are in the journal at once.</summary>
internal sealed class BackgroundWriter : IAsyncDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _stop = new();
    private readonly MapFiles _files;
    private readonly Task _writing;

    public BackgroundWriter(MapFiles files)
    {
        _files = files;
        _writing = Task.Run(Write);
    }

    /// <summary>Writes what is left, and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _writing;
        await TryWrite();
        _stop.Dispose();
    }

    private async Task Write()
    {
        while (!_stop.IsCancellationRequested)
        {
            await TryWrite();
            await Task.Delay(s_pause, _stop.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    // What cannot be written now, as on a full disk, is written when it can.
    private async Task TryWrite()
    {
        try
        {
            await _files.WriteAll();
        }
        catch (Exception error) when (FileFailure.IsOne(error))
        {
            await Console.Error.WriteLineAsync($"deepslice: warning: {PlainWords.Of(error)}");
        }
    }
}
