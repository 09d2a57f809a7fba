using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeepSlice.Native;

/// <summary>Loads DeepSlice's two native libraries from the program's folder; the error for a missing one names the packages to install.</summary>
internal static class NativeLibraries
{
    public const string Torch = "deepslice_torch";
    public const string Vips = "deepslice_vips";

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "The resolver must be in place before the first call of either library.")]
    internal static void Register() => NativeLibrary.SetDllImportResolver(typeof(NativeLibraries).Assembly, Resolve);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name is not (Torch or Vips))
        {
            return 0;
        }

        string path = Path.Combine(AppContext.BaseDirectory, $"lib{name}.so");
        try
        {
            return NativeLibrary.Load(path);
        }
        catch (DllNotFoundException error)
        {
            string package = name == Torch ? "libtorch-dev libopenblas0-pthread" : "libvips-dev";
            throw new DllNotFoundException(
                $"cannot load {path}: {error.Message.Split('\n')[0].Trim()}. Run ./deepslice once, or install it by hand: apt-get install {package} g++ cmake, then eng/build-native",
                error);
        }
    }
}
