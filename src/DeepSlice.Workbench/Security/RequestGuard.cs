using DeepSlice.Workbench.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace DeepSlice.Workbench.Security;

/// <summary>Refuses requests that do not come from the workbench's own page in a browser that showed the token.</summary>
/// <remarks>
/// Every request: the header <c>Host</c>, so that no foreign name that leads to this machine is served; the header <c>Origin</c>, where there is one. Every call
/// of <c>/api</c>: the cookie of a session. Every change: the session's token in a header, which no other site can send or read.
/// </remarks>
internal sealed class RequestGuard(AllowedOrigins origins, Sessions sessions, string cookieName)
{
    /// <summary>The header by which changes are known to come from the page.</summary>
    public const string CsrfHeader = "X-DeepSlice-Csrf";

    private const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
        + "frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    /// <summary>Path of the call that opens a session.</summary>
    public const string SessionPath = "/api/session";

    /// <summary>Checks a request, and passes it on or answers it.</summary>
    public async Task Check(HttpContext context, RequestDelegate next)
    {
        AddHeaders(context.Response.Headers);
        if (FindProblem(context.Request) is { } problem)
        {
            context.Response.Headers.Connection = "close"; // the rest of a refused body is not read
            await problem.ExecuteAsync(context);
            return;
        }

        await next(context);
    }

    /// <summary>The session of a request: the value of its cookie.</summary>
    public string? CookieOf(HttpRequest request) => request.Cookies[cookieName];

    private IResult? FindProblem(HttpRequest request)
    {
        if (request.Headers.Host is not [string host] || !origins.HasHost(host))
        {
            return Problems.Of(StatusCodes.Status403Forbidden, "Foreign address", "expected the address that the workbench printed, got a request for another name; open the address again");
        }

        StringValues origin = request.Headers.Origin;
        bool isChange = !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method);
        if (origin.Count > 1 || (origin is [{ } from] && !origins.HasOrigin(from)))
        {
            return Problems.Of(StatusCodes.Status403Forbidden, "Foreign page", "expected a request of the workbench's own page, got one of another site; open the address that the workbench printed");
        }

        return request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) ? FindApiProblem(request, isChange)
            : isChange ? Problems.Of(StatusCodes.Status405MethodNotAllowed, "Not allowed", "expected GET, got another method; reload the page")
            : null;
    }

    private IResult? FindApiProblem(HttpRequest request, bool isChange)
    {
        if (request.Headers["Sec-Fetch-Site"] is [{ } site] && site is not ("same-origin" or "none"))
        {
            return Problems.Of(StatusCodes.Status403Forbidden, "Foreign page", "expected a request of the workbench's own page, got one of another site; open the address that the workbench printed");
        }

        if (isChange && request.Path.Equals(SessionPath, StringComparison.Ordinal))
        {
            return null; // it carries the token itself
        }

        if (sessions.CsrfOf(CookieOf(request)) is not { } csrf)
        {
            return Problems.Of(StatusCodes.Status401Unauthorized, "Not signed in", "expected a session, got none; open the address that the workbench printed, with its token");
        }

        return !isChange || (request.Headers[CsrfHeader] is [{ } shown] && Sessions.AreSame(shown, csrf))
            ? null
            : Problems.Of(StatusCodes.Status403Forbidden, "Not allowed", $"expected the header {CsrfHeader} of this session, got none or another; reload the page");
    }

    private static void AddHeaders(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.XFrameOptions = "DENY";
        headers.CacheControl = "no-store";
    }
}
