using System.Runtime.InteropServices;

namespace DeepSlice.Native;

/// <summary>The environment of the process for native libraries; changes to .NET's own copy do not reach them.</summary>
internal static partial class ProcessEnvironment
{
    /// <summary>Sets a variable if it is not set.</summary>
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
