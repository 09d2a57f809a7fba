using System.Net;
using System.Text.Json.Nodes;

namespace DeepSlice.Tests.Workbench;

public sealed class SecurityTests
{
    [Theory]
    [InlineData("127.0.0.1.evil.com:{port}")]
    [InlineData("evil.com:{port}")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:1")]
    [InlineData("localhost.evil.com:{port}")]
    [InlineData("[::1].evil.com:{port}")]
    [InlineData("127.0.0.1:{port}, evil.com")]
    [InlineData("2130706433:{port}")]
    [InlineData("")]
    public async Task A_name_that_is_not_this_machines_is_refused(string host)
    {
        await using ServedProject project = await ServedProject.Start();
        foreach (string path in (string[])["/", "/api/project", "/api/slices/s0/map"])
        {
            (int status, string answer) = RawRequest.Send(project.Port, [$"GET {path} HTTP/1.1", $"Host: {host.Replace("{port}", $"{project.Port}", StringComparison.Ordinal)}", $"Cookie: {project.Client.Cookie}"]);

            status.ShouldBeOneOf(400, 403);
            answer.ShouldNotContain("regions");
        }
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("LOCALHOST")]
    public async Task The_names_of_this_machine_are_served(string host)
    {
        await using ServedProject project = await ServedProject.Start();

        RawRequest.Send(project.Port, ["GET /api/project HTTP/1.1", $"Host: {host}:{project.Port}", $"Cookie: {project.Client.Cookie}"]).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("https://evil.com")]
    [InlineData("null")]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("http://127.0.0.1.evil.com:{port}")]
    [InlineData("https://127.0.0.1:{port}")]
    public async Task A_request_of_a_foreign_page_is_refused_even_with_cookie_and_token(string origin)
    {
        await using ServedProject project = await ServedProject.Start();
        string from = origin.Replace("{port}", $"{project.Port}", StringComparison.Ordinal);
        foreach (string method in (string[])["GET", "POST"])
        {
            RawRequest.Send(project.Port, [.. Head(project, method, "/api/slices/s0/undo"), $"Origin: {from}", $"X-DeepSlice-Csrf: {project.Client.Csrf}", "Content-Length: 0"]).Status.ShouldBe(403);
        }
    }

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    public async Task A_request_that_the_browser_calls_foreign_is_refused(string site)
    {
        await using ServedProject project = await ServedProject.Start();

        RawRequest.Send(project.Port, [.. Head(project, "GET", "/api/project"), $"Sec-Fetch-Site: {site}"]).Status.ShouldBe(403);
    }

    [Fact]
    public async Task Nothing_of_the_project_is_told_without_the_token()
    {
        await using ServedProject project = await ServedProject.Start();
        foreach (string path in (string[])["/api/project", "/api/slices", "/api/slices/s0/map", "/api/slices/s0/tiles/0/0/0/0", "/api/events", "/api/download/x.zip", "/API/project"])
        {
            RawRequest.Send(project.Port, [$"GET {path} HTTP/1.1", $"Host: 127.0.0.1:{project.Port}"]).Status.ShouldBe(401, path);
            RawRequest.Send(project.Port, [$"GET {path} HTTP/1.1", $"Host: 127.0.0.1:{project.Port}", $"Cookie: deepslice-{project.Port}=AAAA"]).Status.ShouldBe(401, path);
        }
    }

    [Fact]
    public async Task A_wrong_token_opens_no_session()
    {
        await using ServedProject project = await ServedProject.Start();
        const string Body = "{\"token\":\"wrong\"}";

        (int status, string answer) = RawRequest.Send(project.Port, ["POST /api/session HTTP/1.1", $"Host: 127.0.0.1:{project.Port}", "Content-Type: application/json", $"Content-Length: {Body.Length}"], Body);

        status.ShouldBe(401);
        answer.ShouldNotContain("Set-Cookie");
    }

    [Fact]
    public async Task A_change_without_the_sessions_header_is_refused_though_the_cookie_is_there()
    {
        await using ServedProject project = await ServedProject.Start();
        const string Body = "{\"held\":true}";
        foreach (string[] more in (string[][])[[], ["X-DeepSlice-Csrf: wrong"]])
        {
            RawRequest.Send(project.Port, [.. Head(project, "POST", "/api/slices/s0/hold"), .. more, "Content-Type: text/plain", $"Content-Length: {Body.Length}"], Body).Status.ShouldBe(403);
        }

        ((await project.Client.Get("/api/slices/s0"))["held"]!.GetValue<bool>()).ShouldBeFalse();
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_for_scripts_and_other_sites()
    {
        await using ServedProject project = await ServedProject.Start();
        string body = new JsonObject { ["token"] = project.Server.Address.Fragment["#token=".Length..] }.ToJsonString();

        (_, string answer) = RawRequest.Send(project.Port, ["POST /api/session HTTP/1.1", $"Host: 127.0.0.1:{project.Port}", "Content-Type: application/json", $"Content-Length: {body.Length}"], body);

        answer.ShouldContain("httponly");
        answer.ShouldContain("samesite=strict");
    }

    [Fact]
    public async Task Every_answer_forbids_frames_foreign_scripts_and_guessing_of_types()
    {
        await using ServedProject project = await ServedProject.Start();
        foreach (string[] request in (string[][])[Head(project, "GET", "/api/project"), ["GET / HTTP/1.1", "Host: evil.com"]])
        {
            string answer = RawRequest.Send(project.Port, request).Answer;

            answer.ShouldContain("default-src 'none'");
            answer.ShouldContain("frame-ancestors 'none'");
            answer.ShouldNotContain("unsafe-inline");
            answer.ShouldContain("X-Content-Type-Options: nosniff");
            answer.ShouldContain("Referrer-Policy: no-referrer");
        }
    }

    [Theory]
    [InlineData("/../project.json")]
    [InlineData("/..%2f..%2fetc%2fpasswd")]
    [InlineData("/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/..%5c..%5cetc%5cpasswd")]
    [InlineData("/.%00./etc/passwd")]
    [InlineData("//etc/passwd")]
    [InlineData("/api/download/..%2fjournal.sqlite")]
    [InlineData("/api/download/%2e%2e%2fproject.json")]
    [InlineData("/api/slices/..%2f..%2fetc/map")]
    [InlineData("/api/slices/..%2fs0/map")]
    [InlineData("/api/slices/s0%2f..%2fs1/thumbnail")]
    [InlineData("/api/uploads/..%2f..%2fproject.json/preview")]
    [InlineData("/api/models/..%2f..%2fpredictions/use")]
    public async Task No_path_leads_out_of_the_project(string path)
    {
        await using ServedProject project = await ServedProject.Start();

        (int status, string answer) = RawRequest.Send(project.Port, Head(project, "GET", path));

        status.ShouldBeOneOf(400, 404, 405);
        answer.ShouldNotContain("root:");
        answer.ShouldNotContain("SQLite format");
    }

    [Fact]
    public async Task A_link_among_the_exports_is_not_followed()
    {
        await using ServedProject project = await ServedProject.Start();
        Directory.CreateDirectory(project.Folder.Exports);
        File.CreateSymbolicLink(Path.Combine(project.Folder.Exports, "evil.zip"), "/etc/passwd");

        (await project.Client.Ask("/api/download/evil.zip")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static string[] Head(ServedProject project, string method, string path) =>
        [$"{method} {path} HTTP/1.1", $"Host: 127.0.0.1:{project.Port}", $"Cookie: {project.Client.Cookie}"];
}
