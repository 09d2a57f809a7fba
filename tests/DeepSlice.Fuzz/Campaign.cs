using System.Diagnostics;
using System.Globalization;

namespace DeepSlice.Fuzz;

/// <summary>Runs workers for a parser, and saves the input at which one crashes, hangs or fills the memory.</summary>
internal static class Campaign
{
    private const int MostCrashes = 20;
    private const long MostMemory = 3L << 30;
    private static readonly TimeSpan LongestInput = TimeSpan.FromSeconds(10);

    /// <summary>Fuzzes a parser.</summary>
    /// <param name="parser">The parser.</param>
    /// <param name="orders">How much is tried.</param>
    /// <param name="folder">Folder of the findings of all parsers.</param>
    public static Outcome Run(Parser parser, Orders orders, string folder)
    {
        var findings = new Findings(Path.Combine(folder, parser.Name));
        DateTime start = DateTime.UtcNow;
        Directory.CreateDirectory(findings.Folder);
        string journalPath = Path.Combine(findings.Folder, $"journal.{Environment.ProcessId}");
        File.Delete(journalPath);
        long began = Stopwatch.GetTimestamp();
        try
        {
            using var journal = new Journal(journalPath);
            for (int crashes = 0; crashes < MostCrashes; crashes++)
            {
                TimeSpan left = orders.Time - Stopwatch.GetElapsedTime(began);
                if (left <= TimeSpan.Zero || RunWorker(parser, orders with { Time = left }, journalPath, journal) is not string failure)
                {
                    break;
                }

                byte[] input = journal.Input;
                findings.Add(failure.Contains("   at ", StringComparison.Ordinal) ? failure : $"{failure} {Convert.ToHexString(input)}", input, failure);
            }

            return new Outcome(
                parser.Name, journal.Begun, journal.Accepted, Stopwatch.GetElapsedTime(began), journal.SlowestMilliseconds, journal.MostAllocated, findings.CountSince(start));
        }
        finally
        {
            File.Delete(journalPath);
        }
    }

    /// <summary>Runs one worker; returns how it failed, or null.</summary>
    private static string? RunWorker(Parser parser, Orders orders, string journalPath, Journal journal)
    {
        using Process worker = Start(parser, orders, journalPath);
        Task<string> error = worker.StandardError.ReadToEndAsync();
        long last = -1;
        TimeSpan since = TimeSpan.Zero;
        while (!worker.WaitForExit(200))
        {
            (TimeSpan time, long memory) = Usage(worker);
            (last, since) = journal.Finished == last ? (last, since) : (journal.Finished, time);
            string? failure = last > 0 && time - since > LongestInput ? "hang" : memory > MostMemory ? "memory" : null;
            if (failure is not null)
            {
                worker.Kill();
                worker.WaitForExit();
                return failure;
            }
        }

        return worker.ExitCode == 0 ? null : $"crash {worker.ExitCode} {error.GetAwaiter().GetResult()}";
    }

    // Time of the processor, as an input that waits for a busy machine does not hang.
    private static (TimeSpan Time, long Memory) Usage(Process worker)
    {
        try
        {
            worker.Refresh();
            return (worker.TotalProcessorTime, worker.WorkingSet64);
        }
        catch (InvalidOperationException)
        {
            return (TimeSpan.Zero, 0); // it has just ended
        }
    }

    private static Process Start(Parser parser, Orders orders, string journalPath)
    {
        string[] arguments =
        [
            typeof(Campaign).Assembly.Location, Program.WorkerArgument, parser.Name, Path.GetDirectoryName(journalPath)!, journalPath,
            orders.Inputs.ToString(CultureInfo.InvariantCulture), orders.Time.TotalSeconds.ToString(CultureInfo.InvariantCulture),
            orders.Seed.ToString(CultureInfo.InvariantCulture), orders.BuiltInSeedsOnly ? "yes" : "no",
        ];
        var start = new ProcessStartInfo("dotnet", arguments) { UseShellExecute = false, RedirectStandardError = true };
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x60000000"; // an allocation of gigabytes fails at once
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        start.Environment["VIPS_CONCURRENCY"] = "1";
        start.Environment["OMP_NUM_THREADS"] = "1";
        return Process.Start(start)!;
    }
}
