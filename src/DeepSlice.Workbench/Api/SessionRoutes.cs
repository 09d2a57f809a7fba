using DeepSlice.Workbench.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace DeepSlice.Workbench.Api;

/// <summary>Opens sessions.</summary>
internal static class SessionRoutes
{
    public static void Map(IEndpointRouteBuilder routes, WorkbenchState state, Sessions sessions, RequestGuard guard, string cookieName, bool isSecure)
    {
        routes.MapPost(RequestGuard.SessionPath, (TokenBody body, HttpContext context) =>
        {
            if (sessions.Open(body.Token) is not { } session)
            {
                return Problems.Of(StatusCodes.Status401Unauthorized, "Not signed in", "expected the token of the address that the workbench printed, got another; open that address again");
            }

            context.Response.Cookies.Append(cookieName, session.Cookie, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = isSecure, Path = "/", IsEssential = true });
            return (IResult)Answer(state, session.Csrf);
        });
        routes.MapGet(RequestGuard.SessionPath, (HttpContext context) => Answer(state, sessions.CsrfOf(guard.CookieOf(context.Request))!));
    }

    private static Ok<SessionAnswer> Answer(WorkbenchState state, string csrf) => TypedResults.Ok(new SessionAnswer(csrf, ProgramVersion.Text, state.Project.Document.Name));
}
