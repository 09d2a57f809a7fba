using System.Text;

namespace DeepSlice.Fuzz;

/// <summary>Decides which exceptions of a reader are answers to a bad file, and which are errors of the program.</summary>
internal static class Verdict
{
    // Whatever an exception of a bad file was caused by: these come from code that trusted the file.
    private static readonly Type[] s_faults =
    [
        typeof(NullReferenceException), typeof(IndexOutOfRangeException), typeof(OverflowException), typeof(OutOfMemoryException), typeof(InvalidCastException),
        typeof(KeyNotFoundException), typeof(DivideByZeroException), typeof(NotSupportedException), typeof(ArgumentNullException), typeof(InsufficientExecutionStackException),
        typeof(BrokenPromiseException), typeof(ObjectDisposedException), typeof(AggregateException), typeof(TypeInitializationException),
    ];

    /// <summary>The first error of the program in a chain of causes; null where there is none.</summary>
    public static Exception? FindFault(Exception error, Parser parser)
    {
        if (parser.AcceptsAll || error is not (InvalidDataException or IOException))
        {
            return error;
        }

        for (Exception? cause = error.InnerException; cause is not null; cause = cause.InnerException)
        {
            if (Array.Exists(s_faults, fault => fault.IsInstanceOfType(cause)) || (cause is ArgumentException && !IsOurs(cause)))
            {
                return cause;
            }
        }

        return null;
    }

    /// <summary>What makes two faults the same: the type, and the place in the program.</summary>
    public static string KeyOf(Exception fault) => $"{fault.GetType().Name} {PlaceOf(fault)}";

    // A setting out of its range is refused by our own types, in our own words; an argument that the framework refuses was not checked.
    private static bool IsOurs(Exception error) => error is DecoderFallbackException || error.Message.StartsWith("expected", StringComparison.Ordinal);

    private static string PlaceOf(Exception fault) => Frames(fault).FirstOrDefault(frame => frame.StartsWith("at DeepSlice.", StringComparison.Ordinal))?.Split(" in ")[0] ?? "";

    private static string[] Frames(Exception error) => (error.StackTrace ?? "").Split('\n', StringSplitOptions.TrimEntries);
}
