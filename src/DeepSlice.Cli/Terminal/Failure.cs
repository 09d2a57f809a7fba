using DeepSlice.Formats;
using DeepSlice.Native;

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
        int exitCode = error switch
        {
            OperationCanceledException => Report("stopped", ExitCode.Stopped),
            _ when IsTheCallers(error) => Report(Describe(error), ExitCode.BadInput),
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
        is UsageException or (ArgumentException and not ArgumentNullException)
        or InvalidDataException or IOException or UnauthorizedAccessException
        or NativeException or DllNotFoundException;

    /// <summary>The message, prefixed with the argument's name, which the framework appends in brackets.</summary>
    public static string Describe(Exception error)
    {
        if (error is not ArgumentException { ParamName: { Length: > 0 } name })
        {
            return error.Message;
        }

        string words = error.Message.Split($" (Parameter '{name}')")[0];
        return words.Contains(name, StringComparison.OrdinalIgnoreCase) || name == "value" ? words : $"{name}: {words}";
    }
}
