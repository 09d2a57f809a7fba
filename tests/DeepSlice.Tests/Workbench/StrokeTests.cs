using System.Net;
using System.Text.Json.Nodes;
using DeepSlice.Geometry;

namespace DeepSlice.Tests.Workbench;

public sealed class StrokeTests
{
    [Fact]
    public async Task A_stroke_changes_its_box_and_nothing_else_and_is_there_after_a_restart()
    {
        await using ServedProject project = await ServedProject.Start();
        (Raster<byte> before, long version) = await project.Client.Map("s0");

        JsonNode answer = await project.Client.Post("/api/slices/s0/strokes", WorkbenchClient.Stroke(version, 2, 3, 5, 4, 6));
        await project.Restart();

        Raster<byte> expected = before.Clone();
        for (int y = 3; y < 7; y++)
        {
            expected.Row(y)[2..7].Fill(6);
        }

        (Raster<byte> after, long last) = await project.Client.Map("s0");
        after.Pixels.SequenceEqual(expected.Pixels).ShouldBeTrue();
        last.ShouldBe(answer["version"]!.GetValue<long>());
        (await project.Client.Map("s0", "?of=prediction")).Map.Pixels.SequenceEqual(before.Pixels).ShouldBeTrue();
        JsonNode slice = await project.Client.Get("/api/slices/s0");
        (slice["status"]!.GetValue<string>(), slice["canUndo"]!.GetValue<bool>(), slice["canRedo"]!.GetValue<bool>()).ShouldBe(("corrected", true, false));
    }

    [Fact]
    public async Task Strokes_are_undone_and_redone_one_by_one_to_the_prediction_and_back_even_after_a_restart()
    {
        await using ServedProject project = await ServedProject.Start();
        List<byte[]> states = [(await project.Client.Map("s0")).Map.Pixels.ToArray()];
        long version = (await project.Client.Map("s0")).Version;
        var random = new RandomStream(7);
        for (int stroke = 0; stroke < 12; stroke++)
        {
            object body = WorkbenchClient.Stroke(version, random.Below(30), random.Below(30), 1 + random.Below(10), 1 + random.Below(10), (byte)random.Below(8));
            version = (await project.Client.Post("/api/slices/s0/strokes", body))["version"]!.GetValue<long>();
            states.Add((await project.Client.Map("s0")).Map.Pixels.ToArray());
        }

        await project.Restart();
        for (int left = 11; left >= 0; left--)
        {
            version = (await project.Client.Post("/api/slices/s0/undo", new { version }))["version"]!.GetValue<long>();
            (await project.Client.Map("s0")).Map.Pixels.SequenceEqual(states[left]).ShouldBeTrue($"after undo to {left}");
        }

        (await project.Client.Get("/api/slices/s0"))["status"]!.GetValue<string>().ShouldBe("predicted");
        (await project.Client.Send("/api/slices/s0/undo", new { version })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        for (int done = 1; done <= 12; done++)
        {
            JsonNode answer = await project.Client.Post("/api/slices/s0/redo", new { version });
            version = answer["version"]!.GetValue<long>();
            (await project.Client.Map("s0")).Map.Pixels.SequenceEqual(states[done]).ShouldBeTrue($"after redo to {done}");
        }
    }

    [Fact]
    public async Task A_stroke_after_undo_ends_what_can_be_redone()
    {
        await using ServedProject project = await ServedProject.Start();
        long version = (await project.Client.Map("s0")).Version;
        version = (await project.Client.Post("/api/slices/s0/strokes", WorkbenchClient.Stroke(version, 0, 0, 3, 3, 1)))["version"]!.GetValue<long>();
        version = (await project.Client.Post("/api/slices/s0/undo", new { version }))["version"]!.GetValue<long>();

        JsonNode answer = await project.Client.Post("/api/slices/s0/strokes", WorkbenchClient.Stroke(version, 5, 5, 2, 2, 2));

        answer["canRedo"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task The_second_of_two_people_gets_a_conflict_and_the_first_ones_stroke_stays()
    {
        await using ServedProject project = await ServedProject.Start();
        using WorkbenchClient other = await WorkbenchClient.Open(project.Server.Address);
        long version = (await project.Client.Map("s0")).Version;
        await project.Client.Post("/api/slices/s0/strokes", WorkbenchClient.Stroke(version, 0, 0, 3, 3, 1));

        HttpResponseMessage refused = await other.Send("/api/slices/s0/strokes", WorkbenchClient.Stroke(version, 0, 0, 3, 3, 5));

        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        JsonNode problem = JsonNode.Parse(await refused.Content.ReadAsStringAsync())!;
        problem["version"]!.GetValue<long>().ShouldBe(version + 1);
        problem["changedAt"]!.GetValue<string>().ShouldNotBeEmpty();
        (await other.Map("s0")).Map[1, 1].ShouldBe((byte)1);
        (await other.Send("/api/slices/s0/accept", new { version })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_stroke_that_is_sent_twice_counts_once()
    {
        await using ServedProject project = await ServedProject.Start();
        long version = (await project.Client.Map("s0")).Version;
        object stroke = WorkbenchClient.Stroke(version, 0, 0, 3, 3, 1, "the same");

        JsonNode first = await project.Client.Post("/api/slices/s0/strokes", stroke);
        JsonNode second = await project.Client.Post("/api/slices/s0/strokes", stroke);

        second["version"]!.GetValue<long>().ShouldBe(first["version"]!.GetValue<long>());
    }

    [Theory]
    [InlineData(-1, 0, 3, 3, 1)]
    [InlineData(38, 0, 3, 3, 1)]
    [InlineData(0, 39, 2, 2, 1)]
    [InlineData(0, 0, 3, 3, 8)]
    [InlineData(2_147_483_647, 0, 3, 3, 1)]
    public async Task A_stroke_outside_the_map_or_of_no_region_is_refused(int x, int y, int width, int height, byte value)
    {
        await using ServedProject project = await ServedProject.Start();
        long version = (await project.Client.Map("s0")).Version;

        (await project.Client.Send("/api/slices/s0/strokes", WorkbenchClient.Stroke(version, x, y, width, height, value))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        (await project.Client.Map("s0")).Version.ShouldBe(version);
    }

    [Fact]
    public async Task Revert_gives_back_the_prediction_and_can_be_undone()
    {
        await using ServedProject project = await ServedProject.Start();
        long version = (await project.Client.Map("s0")).Version;
        version = (await project.Client.Post("/api/slices/s0/strokes", WorkbenchClient.Stroke(version, 0, 0, 9, 9, 1)))["version"]!.GetValue<long>();
        byte[] corrected = (await project.Client.Map("s0")).Map.Pixels.ToArray();

        version = (await project.Client.Post("/api/slices/s0/revert", new { version }))["version"]!.GetValue<long>();
        (await project.Client.Map("s0")).Map.Pixels.SequenceEqual(ServedProject.Predicted().Pixels).ShouldBeTrue();
        await project.Client.Post("/api/slices/s0/undo", new { version });

        (await project.Client.Map("s0")).Map.Pixels.SequenceEqual(corrected).ShouldBeTrue();
    }
}
