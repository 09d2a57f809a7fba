using System.Runtime.InteropServices;

namespace DeepSlice.Cli.Terminal;

/// <summary>Stops a command on Ctrl-C, on <c>kill</c> and when the terminal is closed.</summary>
/// <remarks>
/// The first signal stops the work so that its results stay usable, and is answered at once. A second Ctrl-C or <c>kill</c> ends the process. A second SIGHUP does
/// not: a closed terminal sends it more than once. Under <c>nohup</c> SIGHUP stays ignored.
/// </remarks>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;

    public StopSignals() => _registrations = [.. ((PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP]).Select(signal => PosixSignalRegistration.Create(signal, Handle))];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _stop.Token;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }

        // The source is not disposed of: a signal that is being handled may still cancel it.
    }

    private void Handle(PosixSignalContext context)
    {
        bool isFirst = !_stop.IsCancellationRequested;
        context.Cancel = isFirst || context.Signal == PosixSignal.SIGHUP;
        if (isFirst)
        {
            Console.Error.WriteLine("deepslice: stopping; Ctrl-C again ends at once");
            _stop.Cancel();
        }
    }
}
