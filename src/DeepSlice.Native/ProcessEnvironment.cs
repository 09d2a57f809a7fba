using System.Runtime.InteropServices;

namespace DeepSlice.Native;

/// <summary>The environment of the process as native libraries see it; .NET keeps a copy of its own, whose changes they do not see.</summary>
internal static partial class ProcessEnvironment
{
    /// <summary>Sets a variable where it is not set.</summary>
    public static void SetDefault(string name, string value)
    {
        if (SetVariable(name, value, overwrite: 0) != 0)
        {
            throw new NativeException($"setenv({name}): failed");
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
