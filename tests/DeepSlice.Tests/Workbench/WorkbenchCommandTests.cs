using System.Net;
using System.Text.Json.Nodes;
using DeepSlice.Geometry;
using DeepSlice.Tests.Cli;
using DeepSlice.Tests.Formats;

namespace DeepSlice.Tests.Workbench;

public sealed class WorkbenchCommandTests
{
    [Fact]
    public async Task Strokes_that_were_answered_are_there_after_the_server_is_killed_in_the_middle_of_others()
    {
        await using (ServedProject made = await ServedProject.Start())
        {
            await made.Stop();
            using WorkbenchProcess server = WorkbenchProcess.Start(made.Path);
            using WorkbenchClient client = await WorkbenchClient.Open(server.Address);
            (Raster<byte> expected, long version) = await client.Map("s0");
            Task killing = Task.Run(async () =>
            {
                await Task.Delay(1200);
                server.Kill();
            });
            int answered = 0;
            (int X, int Y) last = default;
            try
            {
                for (int stroke = 0; stroke < 100_000; stroke++)
                {
                    last = (stroke % 36, stroke / 36 % 36);
                    version = (await client.Post("/api/slices/s0/strokes", WorkbenchClient.Stroke(version, last.X, last.Y, 3, 3, (byte)(1 + (stroke % 7)))))["version"]!.GetValue<long>();
                    Paint(expected, last, (byte)(1 + (stroke % 7)));
                    answered = stroke + 1;
                }
            }
            catch (HttpRequestException)
            {
                // The server is gone; the stroke in hand may be lost, or may be there.
            }

            await killing;
            answered.ShouldBeGreaterThan(3);
            await made.Restart();
            (Raster<byte> found, long after) = await made.Client.Map("s0");
            (after - version).ShouldBeInRange(0, 1);
            if (after > version)
            {
                Paint(expected, last, (byte)(1 + (answered % 7)));
            }

            found.Pixels.SequenceEqual(expected.Pixels).ShouldBeTrue();
        }
    }

    [Fact]
    public void A_project_is_opened_by_one_workbench_at_a_time_and_stops_by_a_signal()
    {
        using TemporaryFolder folder = new();
        using WorkbenchProcess first = WorkbenchProcess.Start(folder["project"]);

        CliProcess.Run("workbench", folder["project"], "--no-browser").ShouldBeRefused("no other workbench", "stop it");

        first.Stop().ShouldBe(0);
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("192.0.2.1")]
    public void Another_address_than_this_machines_needs_tls(string address)
    {
        using TemporaryFolder folder = new();

        CliProcess.Run("workbench", folder["project"], "--listen", address, "--port", "8080", "--no-browser").ShouldBeRefused("--listen", "TLS", "--certificate", "--behind-proxy");
    }

    [Fact]
    public void A_folder_of_something_else_is_no_project()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["notes.txt"], "mine");

        CliProcess.Run("workbench", folder.FullPath, "--no-browser").ShouldBeRefused("notes.txt", "another folder");

        Directory.GetFileSystemEntries(folder.FullPath).Select(Path.GetFileName).ShouldBe(["notes.txt"]);
    }

    [Fact]
    public async Task Behind_a_proxy_only_the_address_of_the_proxy_is_served()
    {
        using TemporaryFolder folder = new();
        using WorkbenchProcess server = WorkbenchProcess.Start(folder["project"], "--port", "18961", "--behind-proxy", "https://lab.example.org");
        server.Address.GetLeftPart(UriPartial.Authority).ShouldBe("https://lab.example.org");
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://127.0.0.1:18961/api/project");
        (await http.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        RawRequest.Send(18961, ["GET /api/project HTTP/1.1", "Host: lab.example.org"]).Status.ShouldBe(401);
    }

    // The whole way of a user, with a network that is trained for one epoch.
    [Fact]
    public async Task From_images_to_a_retrained_model_and_renewed_predictions()
    {
        using TemporaryFolder folder = new();
        CliProcess.Run("phantom", "--count", "4", "--size", "96", "--output", folder["phantoms"]).ExitCode.ShouldBe(0);
        using WorkbenchProcess server = WorkbenchProcess.Start(folder["project"], "--images", Path.Combine(folder["phantoms"], "images"));
        using WorkbenchClient client = await WorkbenchClient.Open(server.Address);
        JsonNode predicted = await client.Finish(await client.Post("/api/predict", new { slices = "all" }));
        predicted["state"]!.GetValue<string>().ShouldBe("done", predicted.ToJsonString());
        string[] ids = [.. (await client.Get("/api/slices?order=queue"))["items"]!.AsArray().Select(slice => slice!["id"]!.GetValue<string>())];
        ids.Length.ShouldBe(4);
        foreach (string id in ids.Take(2))
        {
            long version = (await client.Map(id)).Version;
            version = (await client.Post($"/api/slices/{id}/strokes", WorkbenchClient.Stroke(version, 1, 1, 4, 4, 3)))["version"]!.GetValue<long>();
            await client.Post($"/api/slices/{id}/accept", new { version });
        }

        await client.Post($"/api/slices/{ids[1]}/hold", new { held = true });
        Raster<byte> corrected = (await client.Map(ids[0])).Map;
        long before = (await client.Map(ids[3])).Version;

        JsonNode job = await client.Finish(await client.Post("/api/retrain", new { epochs = 1 }));

        job["state"]!.GetValue<string>().ShouldBe("done", job.ToJsonString());
        job["result"]!["before"]!.GetValue<double>().ShouldBeInRange(0.3, 1);
        job["result"]!["after"]!.GetValue<double>().ShouldBeInRange(0, 1);
        JsonArray models = (await client.Get("/api/models"))["models"]!.AsArray();
        models.Select(model => model!["name"]!.GetValue<string>()).ShouldBe(["mouse-any-plane", "model-1"]);
        string kept = job["result"]!["kept"]!.GetValue<string>();
        models.Single(model => model!["inUse"]!.GetValue<bool>())!["name"]!.GetValue<string>().ShouldBe(kept);
        (await client.Map(ids[0])).Map.Pixels.SequenceEqual(corrected.Pixels).ShouldBeTrue();
        ((await client.Map(ids[3])).Version - before).ShouldBe(kept == "model-1" ? 1 : 0);
        server.Stop().ShouldBe(0);
        CliProcess.Run("workbench", "dataset", folder["project"], "--output", folder["dataset"]).ExitCode.ShouldBe(0);
    }

    private static void Paint(Raster<byte> map, (int X, int Y) place, byte value)
    {
        for (int y = 0; y < 3; y++)
        {
            map.Row(place.Y + y).Slice(place.X, 3).Fill(value);
        }
    }
}
