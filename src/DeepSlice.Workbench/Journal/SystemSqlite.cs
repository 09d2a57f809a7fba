using System.Reflection;
using System.Runtime.InteropServices;

namespace DeepSlice.Workbench.Journal;

/// <summary>Uses SQLite of the system.</summary>
/// <remarks>libvips loads it for some formats of images, with its names for the whole process: another copy of SQLite would call functions of this one, and crash.</remarks>
internal static class SystemSqlite
{
    private static readonly Lazy<bool> s_ready = new(Prepare);

    /// <summary>Makes SQLite ready.</summary>
    /// <exception cref="DllNotFoundException">It is not installed.</exception>
    public static void Require() => _ = s_ready.Value;

    private static bool Prepare()
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLitePCL.SQLite3Provider_sqlite3).Assembly, Find);
        SQLitePCL.raw.SetProvider(new SQLitePCL.SQLite3Provider_sqlite3());
        return true;
    }

    private static nint Find(string name, Assembly assembly, DllImportSearchPath? path) =>
        name != "sqlite3" ? 0
        : NativeLibrary.TryLoad("libsqlite3.so.0", out nint library) || NativeLibrary.TryLoad(name, assembly, path, out library) ? library
        : throw new DllNotFoundException("expected SQLite (libsqlite3.so.0), got none; install the package libsqlite3-0");
}
