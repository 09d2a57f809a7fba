using DeepSlice.Formats;
using DeepSlice.Native;
using DeepSlice.Workbench.Api;

namespace DeepSlice.Cli.Terminal;

/// <summary>Turns an exception into an exit code and one line with the problem and its remedy.</summary>
internal static class Failure
{
    public static int Report(string message, int exitCode)
    {
        Console.Error.WriteLine($"deepslice: {message.ReplaceLineEndings(" ")}");
        return exitCode;
    }

    /// <summary>Prints a warning, without changing the exit code; does nothing if there is none.</summary>
    public static void Warn(string? message)
    {
        if (message is not null)
        {
            Console.Error.WriteLine($"deepslice: warning: {message.ReplaceLineEndings(" ")}");
        }
    }

    /// <summary>Prints warnings, a line each.</summary>
    public static void Warn(IEnumerable<string> messages)
    {
        foreach (string message in messages)
        {
            Warn(message);
        }
    }

    /// <summary>Names each file that was skipped.</summary>
    /// <returns>The exit code: 0 only where there is none.</returns>
    public static int Report(IReadOnlyList<FileFailure> failures)
    {
        foreach (FileFailure failure in failures)
        {
            Report(failure.Reason, ExitCode.BadInput);
        }

        return failures.Count == 0 ? ExitCode.Done : ExitCode.BadInput;
    }

    public static int Report(Exception error, bool verbose)
    {
        error = error is AggregateException { InnerException: { } first } ? first : error; // of several threads
        int exitCode = error switch
        {
            OperationCanceledException => Report("stopped", ExitCode.Stopped),
            OutOfMemoryException => Report("expected data that fit into memory, got more; use a larger binning, or close other programs", ExitCode.BadInput),
            _ when IsTheCallers(error) => Report(PlainWords.Of(error), ExitCode.BadInput),
            _ => Report(
                $"internal error, {error.GetType().Name}: {error.Message}. Please report it with the command you gave{(verbose ? "" : " and what it prints with --verbose")}",
                ExitCode.InternalError),
        };
        if (verbose)
        {
            Console.Error.WriteLine(error);
        }

        return exitCode;
    }

    /// <summary>Whether the error is caused by the input, the options or the machine rather than the program.</summary>
    public static bool IsTheCallers(Exception error) => error
        is UsageException or RefusedException or (ArgumentException and not ArgumentNullException)
        or InvalidDataException or IOException or UnauthorizedAccessException
        or NativeException or DllNotFoundException;
}
