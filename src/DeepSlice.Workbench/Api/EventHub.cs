using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace DeepSlice.Workbench.Api;

/// <summary>Tells every open page what happens.</summary>
internal sealed class EventHub
{
    private const int MostWaiting = 1000;

    private readonly ConcurrentDictionary<Channel<object>, bool> _listeners = new();

    /// <summary>Tells all pages.</summary>
    public void Tell(object happened)
    {
        foreach (Channel<object> listener in _listeners.Keys)
        {
            listener.Writer.TryWrite(happened);
        }
    }

    /// <summary>What happens from now on.</summary>
    public async IAsyncEnumerable<object> Listen([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A page that does not read loses the oldest: it gets the state of everything when it asks.
        var channel = Channel.CreateBounded<object>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest });
        _listeners[channel] = true;
        try
        {
            await foreach (object happened in channel.Reader.ReadAllAsync(cancellationToken))
            {
                yield return happened;
            }
        }
        finally
        {
            _listeners.TryRemove(channel, out _);
        }
    }
}
