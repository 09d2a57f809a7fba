using System.Globalization;

namespace DeepSlice.Cli.Terminal;

/// <summary>Standard output and error of the process, which the caller may have closed or led to a full disk.</summary>
internal static class StandardStreams
{
    // Linux: a file that a program opens itself, unlike one that it inherits, is closed for the programs that it starts.
    private const int CloseOnExec = 0x80000;

    /// <summary>Takes care of them; to be called before anything is written.</summary>
    public static void Prepare()
    {
        Console.SetError(IsInherited(2) ? new PatientWriter(Console.Error) : TextWriter.Null);
        if (!IsInherited(1))
        {
            Console.SetOut(TextWriter.Null);
        }
    }

    /// <summary>Whether the caller gave an open file; otherwise the number is that of some file of the runtime, which must not be written.</summary>
    private static bool IsInherited(int number)
    {
        string information = string.Create(CultureInfo.InvariantCulture, $"/proc/self/fdinfo/{number}");
        if (!Directory.Exists("/proc/self/fdinfo"))
        {
            return true;
        }

        string? flags = File.Exists(information) ? File.ReadLines(information).FirstOrDefault(line => line.StartsWith("flags:", StringComparison.Ordinal)) : null;
        return flags is not null && (Convert.ToInt32(flags.Split(':')[1].Trim(), 8) & CloseOnExec) == 0;
    }
}
