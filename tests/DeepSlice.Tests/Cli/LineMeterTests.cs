using DeepSlice.Cli.Terminal;

namespace DeepSlice.Tests.Cli;

public sealed class LineMeterTests
{
    [Fact]
    public void Lines_tell_count_rate_and_time_left_and_come_every_few_seconds()
    {
        var clock = new Clock();
        using var writer = new StringWriter();
        var meter = new LineMeter(writer, "importing", "images", clock);
        for (int done = 1; done <= 10; done++)
        {
            clock.Seconds = done * 2;
            meter.Report(done, 10);
        }

        writer.ToString().ReplaceLineEndings("\n").ShouldBe("""
            importing: 1 of 10 images, 0.5 a second, 18 s left
            importing: 4 of 10 images, 0.5 a second, 12 s left
            importing: 7 of 10 images, 0.5 a second, 6 s left
            importing: 10 of 10 images, 0.5 a second

            """);
    }

    [Fact]
    public void A_note_stands_at_the_end_of_the_line()
    {
        using var writer = new StringWriter();
        new LineMeter(writer, "training", "epochs", new Clock()).Report(1, 2, "Dice .85");
        writer.ToString().ShouldBe($"training: 1 of 2 epochs, Dice .85{Environment.NewLine}");
    }

    [Fact]
    public void The_rate_of_resumed_work_leaves_out_what_was_done_before()
    {
        var clock = new Clock();
        using var writer = new StringWriter();
        var meter = new LineMeter(writer, "training", "epochs", clock);
        clock.Seconds = 30; // spent on getting ready
        meter.Skip(2);
        meter.Skip(4);
        clock.Seconds = 34;
        meter.Report(8, 10);
        writer.ToString().ShouldBe($"training: 8 of 10 epochs, 0.5 a second, 4 s left{Environment.NewLine}");
    }

    private sealed class Clock : TimeProvider
    {
        public int Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
