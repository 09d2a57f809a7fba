using DeepSlice.Native.Torch;

namespace DeepSlice.Cli;

/// <summary>Process-wide settings, made by the program and never by the library.</summary>
internal static class ProcessSettings
{
    /// <summary>Settings for every command, made before a native library is loaded.</summary>
    public static void Apply() => TorchRuntime.WaitPassively();

    /// <summary>Settings for commands that train or predict.</summary>
    public static void PrepareForNetworks()
    {
        TorchRuntime.KeepMemory();
        TorchRuntime.Threads = Environment.ProcessorCount;
    }
}
