namespace DeepSlice.Cli.Terminal;

/// <summary>Forwards progress immediately, on the reporting thread, unlike <see cref="Progress{T}"/>.</summary>
internal sealed class Relay<T> : IProgress<T>
{
    private readonly Action<T> _receive;

    public Relay(Action<T> receive) => _receive = receive;

    public void Report(T value) => _receive(value);
}
