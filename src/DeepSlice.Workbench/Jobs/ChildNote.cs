using System.Diagnostics;
using System.Globalization;
using DeepSlice.Formats;

namespace DeepSlice.Workbench.Jobs;

/// <summary>A file with the number of the process that does a job, so that a server which was killed does not leave it to run beside the next one.</summary>
/// <param name="path">The file.</param>
internal sealed class ChildNote(string path)
{
    /// <summary>Remembers a process.</summary>
    public void Keep(int process) => OutputFile.WriteText(path, process.ToString(CultureInfo.InvariantCulture));

    /// <summary>Forgets the process, which has ended.</summary>
    public void Clear()
    {
        if (File.Exists(path))
        {
            File.Delete(path);
        }
    }

    /// <summary>Ends the process of an earlier server, if it is still one of this program.</summary>
    public void EndLeftOver()
    {
        if (!File.Exists(path))
        {
            return;
        }

        string number = File.ReadAllText(path);
        string arguments = $"/proc/{number}/cmdline";
        if (int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int id) && File.Exists(arguments) && File.ReadAllText(arguments).Contains("DeepSlice.Cli.dll", StringComparison.Ordinal))
        {
            using Process left = Process.GetProcessById(id);
            left.Kill(entireProcessTree: true);
        }

        Clear();
    }
}
