using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using DeepSlice.Geometry;

namespace DeepSlice.Tests.Workbench;

/// <summary>What the page does, without a browser.</summary>
internal sealed class WorkbenchClient : IDisposable
{
    private readonly HttpClient _http;

    private WorkbenchClient(Uri address)
    {
        Address = address;
        _http = new HttpClient(new SocketsHttpHandler { CookieContainer = Cookies, AutomaticDecompression = DecompressionMethods.GZip }) { BaseAddress = new Uri(address.GetLeftPart(UriPartial.Authority)) };
    }

    public Uri Address { get; }

    public CookieContainer Cookies { get; } = new();

    public string Csrf { get; private set; } = "";

    /// <summary>The cookie as a header has it.</summary>
    public string Cookie => Cookies.GetCookieHeader(_http.BaseAddress!);

    /// <summary>Signs in with the token of an address.</summary>
    public static async Task<WorkbenchClient> Open(Uri address)
    {
        var client = new WorkbenchClient(address);
        JsonNode session = await client.Post("/api/session", new { token = address.Fragment["#token=".Length..] });
        client.Csrf = session["csrf"]!.GetValue<string>();
        client._http.DefaultRequestHeaders.Add("X-DeepSlice-Csrf", client.Csrf);
        return client;
    }

    public async Task<JsonNode> Get(string path) => await Read(await _http.GetAsync(path));

    public async Task<JsonNode> Post(string path, object body) => await Read(await _http.PostAsJsonAsync(path, body));

    public Task<HttpResponseMessage> Send(string path, object body) => _http.PostAsJsonAsync(path, body);

    public Task<HttpResponseMessage> Send(string path, byte[] body) => _http.PostAsync(path, new ByteArrayContent(body));

    public Task<byte[]> Bytes(string path) => _http.GetByteArrayAsync(path);

    public Task<HttpResponseMessage> Ask(string path) => _http.GetAsync(path);

    /// <summary>The map of a slice and its version.</summary>
    public async Task<(Raster<byte> Map, long Version)> Map(string id, string query = "")
    {
        HttpResponseMessage answer = await _http.GetAsync($"/api/slices/{id}/map{query}");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        int Header(string name) => int.Parse(answer.Headers.GetValues(name).Single(), System.Globalization.CultureInfo.InvariantCulture);
        long version = long.Parse(answer.Headers.ETag!.Tag.Trim('"'), System.Globalization.CultureInfo.InvariantCulture);
        return (new Raster<byte>(Header("X-Width"), Header("X-Height"), await answer.Content.ReadAsByteArrayAsync()), version);
    }

    /// <summary>The body of a stroke that fills a box.</summary>
    public static object Stroke(long version, int x, int y, int width, int height, byte value, string? name = null, string layer = "regions") => new
    {
        stroke = name ?? Guid.NewGuid().ToString(),
        version,
        layer,
        tool = "brush",
        box = new { x, y, width, height },
        pixels = Convert.ToBase64String([.. Enumerable.Repeat(value, width * height)]),
    };

    /// <summary>Waits for a job to end.</summary>
    public async Task<JsonNode> Finish(JsonNode job)
    {
        string id = job["id"]!.GetValue<string>();
        while (true)
        {
            JsonNode now = (await Get("/api/jobs")).AsArray().Single(other => other!["id"]!.GetValue<string>() == id)!;
            if (now["state"]!.GetValue<string>() is "done" or "failed" or "cancelled")
            {
                return now;
            }

            await Task.Delay(100);
        }
    }

    public void Dispose() => _http.Dispose();

    private static async Task<JsonNode> Read(HttpResponseMessage answer)
    {
        string text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!;
    }
}
