using Microsoft.AspNetCore.Http;

namespace DeepSlice.Workbench.Api;

/// <summary>Errors as the page gets them: what was expected, what came, what to do.</summary>
internal static class Problems
{
    /// <summary>An error.</summary>
    /// <param name="status">Status code of HTTP.</param>
    /// <param name="title">A few words.</param>
    /// <param name="detail">One line: expected, got, remedy.</param>
    /// <param name="more">Further keys.</param>
    public static IResult Of(int status, string title, string detail, IDictionary<string, object?>? more = null) =>
        TypedResults.Problem(detail, statusCode: status, title: title, extensions: more);

    /// <summary>The error of an exception.</summary>
    public static IResult Of(Exception error) => error switch
    {
        ConflictException conflict => Of(
            StatusCodes.Status409Conflict,
            "Changed elsewhere",
            conflict.Message,
            new Dictionary<string, object?>(StringComparer.Ordinal) { ["version"] = conflict.Version, ["changedAt"] = conflict.ChangedAt }),
        NotThereException => Of(StatusCodes.Status404NotFound, "Not there", error.Message),
        TooLargeException => Of(StatusCodes.Status413PayloadTooLarge, "Too large", error.Message),
        BadHttpRequestException bad => Of(bad.StatusCode, "Not understood", bad.StatusCode == StatusCodes.Status413PayloadTooLarge
            ? "expected a smaller file, got one beyond the limit of uploads; copy it to a folder that is given by --images"
            : "expected a request of the page, got one that cannot be read; reload the page"),
        RefusedException => Of(StatusCodes.Status400BadRequest, "Not possible", error.Message),
        InvalidDataException or ArgumentException or IOException or UnauthorizedAccessException => Of(StatusCodes.Status400BadRequest, "Not possible", PlainWords.Of(error)),
        _ => Of(StatusCodes.Status500InternalServerError, "Internal error", $"expected to answer, got an internal error ({error.GetType().Name}); nothing that was saved is lost, reload the page"),
    };
}
