using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeepSlice.Native;

/// <summary>Loads DeepSlice's two native libraries from the program's folder or the package's folder within it; the error for a missing one names the packages to install.</summary>
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

        string[] paths = Paths(name);
        string path = paths.FirstOrDefault(File.Exists) ?? throw Missing(name, $"cannot find lib{name}.so; tried {string.Join(" and ", paths)}", null);
        try
        {
            return NativeLibrary.Load(path);
        }
        catch (DllNotFoundException error)
        {
            throw Missing(name, $"cannot load {path}: {error.Message.Split('\n')[0].Trim()}", error);
        }
    }

    // A package's native libraries lie in a folder of the platform, unless the program is built for that platform alone.
    private static string[] Paths(string name)
    {
        string file = $"lib{name}.so";
        string platform = $"linux-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
        return [Path.Combine(AppContext.BaseDirectory, file), Path.Combine(AppContext.BaseDirectory, "runtimes", platform, "native", file)];
    }

    private static DllNotFoundException Missing(string name, string what, Exception? error)
    {
        string package = name == Torch ? "libtorch-dev libopenblas0-pthread" : "libvips-dev";
        return new DllNotFoundException(
            $"{what}. For the package of the library: apt-get install {package}. In a checkout: run ./deepslice once, or apt-get install {package} g++ cmake, then eng/build-native",
            error);
    }
}
