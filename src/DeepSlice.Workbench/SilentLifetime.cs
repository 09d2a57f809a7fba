using Microsoft.Extensions.Hosting;

namespace DeepSlice.Workbench;

/// <summary>Leaves signals to the command, which stops the server itself.</summary>
internal sealed class SilentLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
