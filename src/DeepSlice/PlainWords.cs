using System.Text.RegularExpressions;

namespace DeepSlice;

/// <summary>Messages of .NET and of the operating system in words of the job: <i>expected X, got Y; remedy</i>.</summary>
internal static partial class PlainWords
{
    private const string ChooseAnother = "choose another one, or change its permissions";

    private static readonly (string Found, string Words, string Remedy)[] _reasons =
    [
        ("No space left on device", "no space left on the disk", "free some space, or choose another disk"),
        ("disk was full", "no space left on the disk", "free some space, or choose another disk"),
        ("Disk quota exceeded", "no space left in the quota of the disk", "free some space, or choose another disk"),
        ("Read-only file system", "a disk that is read-only", "choose another disk"),
        ("Permission denied", "no permission", ChooseAnother),
        ("Operation not permitted", "no permission", ChooseAnother),
        ("is denied", "no permission", ChooseAnother),
        ("Is a directory", "a folder", "give a file"),
        ("Not a directory", "a file in place of a folder", "correct the path"),
        ("too long", "a name that is too long", "use a shorter name"),
        ("symbolic links", "links that lead to each other", "correct the link"),
        ("being used by another process", "a file that another program uses", "wait until that program ends, or close it"),
        ("Resource temporarily unavailable", "a file that another program uses", "wait until that program ends, or close it"),
        ("Device or resource busy", "a file that another program uses", "wait until that program ends, or close it"),
        ("Text file busy", "a file that another program uses", "wait until that program ends, or close it"),
        ("Stale file handle", "a network disk that was disconnected", "connect it again"),
        ("Transport endpoint is not connected", "a network disk that was disconnected", "connect it again"),
        ("Input/output error", "an error of the disk", "check the disk, or choose another one"),
        ("File too large", "a file too large for the disk", "choose another disk"),
        ("Too many open files", "too many open files", "close other programs"),
        ("Could not find file", "no such file", "check the path"),
        ("Could not find a part of the path", "no such file or folder", "check the path"),
        ("No such file or directory", "no such file or folder", "check the path"),
        ("already exists", "something of that name already", "choose another name"),
        ("end of the stream", "one that is cut short", "copy or save it again"),
        ("Null character", "a name with a character that no file name has", "correct the path"),
    ];

    /// <summary>The message of an error, without words of .NET.</summary>
    /// <param name="error">Any error.</param>
    public static string Of(Exception error)
    {
        string message = Stripped(error);
        return error is IOException or UnauthorizedAccessException && IsOfTheSystem(error) && Find(error.Message) is { } reason
            ? $"{PathIn(message) ?? "a file"}: expected a file or folder that can be used, got {Seen(error, reason.Words)}; {reason.Remedy}"
            : message;
    }

    /// <summary>The reason of an error in a few words, for a message that says the rest.</summary>
    /// <param name="error">Any error.</param>
    public static string ReasonOf(Exception error) => Find(error.Message) is { } reason ? Seen(error, reason.Words) : Stripped(error);

    /// <summary>The reason and its remedy, for an error that has one.</summary>
    /// <param name="error">Any error.</param>
    public static string ReasonAndRemedyOf(Exception error) => Find(error.Message) is { } reason ? $"{Seen(error, reason.Words)}; {reason.Remedy}" : Stripped(error);

    /// <summary>Whether the message is one of the operating system or of .NET, and not one of this program.</summary>
    /// <param name="error">Any error.</param>
    public static bool IsOfTheSystem(Exception error) => !error.Message.Contains("expected ", StringComparison.Ordinal) && Find(error.Message) is not null;

    private static (string Found, string Words, string Remedy)? Find(string message)
    {
        int place = Array.FindIndex(_reasons, reason => message.Contains(reason.Found, StringComparison.OrdinalIgnoreCase));
        return place < 0 ? null : _reasons[place];
    }

    // A folder that is opened as a file is "denied", too.
    private static string Seen(Exception error, string words) =>
        error is UnauthorizedAccessException && PathIn(error.Message) is { } path && CanList(path) ? "a folder" : words;

    private static bool CanList(string path)
    {
        try
        {
            return Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Take(1).Count() >= 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string? PathIn(string message) => Quoted().Match(message) is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>The message without the name of the argument in brackets. The name is put in front of a range, unless the message has it.</summary>
    private static string Stripped(Exception error)
    {
        string words = error is ArgumentException ? Parameter().Split(error.Message)[0] : error.Message;
        return (error as ArgumentOutOfRangeException)?.ParamName is not { Length: > 0 } name || name == "value" || words.Contains(name, StringComparison.OrdinalIgnoreCase)
            ? words
            : $"{char.ToLowerInvariant(name[0])}{name[1..]}: {words}";
    }

    [GeneratedRegex("'(.+)'")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\s*\(Parameter '[^']*'\)")]
    private static partial Regex Parameter();
}
