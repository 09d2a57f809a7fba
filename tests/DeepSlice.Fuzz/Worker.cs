using System.Diagnostics;
using System.Globalization;
using DeepSlice.Native.Vips;

namespace DeepSlice.Fuzz;

/// <summary>Tries inputs one after another, in a process that may crash.</summary>
internal static class Worker
{
    private const long MostAllocated = 1L << 30;
    private const int MostKept = 4000;

    /// <summary>Tries inputs until the number or the time is reached.</summary>
    /// <param name="parser">The reader.</param>
    /// <param name="seeds">Inputs to begin with.</param>
    /// <param name="orders">Number, time and seed.</param>
    /// <param name="journal">Records the input before it is tried.</param>
    /// <param name="findings">Gets the inputs that show errors.</param>
    public static void Run(Parser parser, IReadOnlyList<byte[]> seeds, Orders orders, Journal journal, Findings findings)
    {
        using var scratch = new Scratch();
        var random = new Random(HashCode.Combine(orders.Seed, journal.Begun));
        var corpus = new Corpus(seeds, MostKept);
        long began = Stopwatch.GetTimestamp();
        long peak = PeakMemory(parser);
        for (long index = journal.Begun; index < orders.Inputs && Stopwatch.GetElapsedTime(began) < orders.Time; index++)
        {
            // The seeds themselves come first.
            byte[] input = index < seeds.Count ? seeds[(int)index] : parser.Mutate(corpus.Pick(random), corpus.Pick(random), random);
            journal.Begin(index, input);
            long start = Stopwatch.GetTimestamp();
            long allocated = GC.GetAllocatedBytesForCurrentThread();
            string outcome = Try(parser, input, scratch, findings, out bool isAccepted);
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (parser.IsNative)
            {
                long now = PeakMemory(parser);
                (allocated, peak) = (Math.Max(allocated, now - peak), now);
                RequireClosed(input, findings);
            }

            if (allocated > MostAllocated)
            {
                findings.Add($"allocation {outcome}", input, $"{allocated} bytes");
            }

            journal.SlowestMilliseconds = Math.Max(journal.SlowestMilliseconds, milliseconds);
            journal.MostAllocated = Math.Max(journal.MostAllocated, allocated);
            journal.Accepted += isAccepted ? 1 : 0;
            journal.Finished++;
            corpus.Consider(input, outcome, milliseconds);
        }
    }

    /// <summary>Reads an input; returns what distinguishes its outcome from that of others.</summary>
    public static string Try(Parser parser, byte[] input, Scratch scratch, Findings findings, out bool isAccepted)
    {
        isAccepted = false;
        try
        {
            parser.Read(input, scratch);
            isAccepted = true;
            return "accepted";
        }
        catch (Exception error)
        {
            if (Verdict.FindFault(error, parser) is { } fault)
            {
                findings.Add(Verdict.KeyOf(fault), input, error.ToString());
                return Verdict.KeyOf(fault);
            }

            return error.Message;
        }
    }

    // The most memory that was ever in use, in bytes. libtiff reserves up to 4 GB for a damaged tag, but uses none of it.
    private static long PeakMemory(Parser parser)
    {
        if (!parser.IsNative)
        {
            return 0;
        }

        foreach (string line in File.ReadLines("/proc/self/status"))
        {
            if (line.StartsWith("VmHWM:", StringComparison.Ordinal))
            {
                return 1024 * long.Parse(line.AsSpan(6).Trim().TrimEnd("kB"), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
            }
        }

        return 0;
    }

    private static void RequireClosed(byte[] input, Findings findings)
    {
        if (VipsImage.LiveCount != 0)
        {
            findings.Add("leak", input, "an image was left open");
        }
    }
}
