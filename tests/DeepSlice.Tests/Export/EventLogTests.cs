using System.Buffers.Binary;
using DeepSlice.Export.TensorBoard;
using DeepSlice.Geometry;
using DeepSlice.Slices;
using DeepSlice.Tests.Formats;
using DeepSlice.Training;

namespace DeepSlice.Tests.Export;

public sealed class EventLogTests
{
    private static readonly Raster<RegionColor> Sheet = new Raster<RegionColor>(6, 4).Map(_ => RegionColor.Parse("#e69f00"));

    [Fact]
    public void Records_are_framed_as_the_readers_of_TensorBoard_frame_them()
    {
        // Checksums by an implementation of CRC-32C from its polynomial, one bit at a time, which shares no code with the log.
        byte[] record = RecordFrames.Frame([1, 2, 3, 250]);

        BinaryPrimitives.ReadInt64LittleEndian(record).ShouldBe(4);
        BinaryPrimitives.ReadUInt32LittleEndian(record.AsSpan(8)).ShouldBe(Masked(record.AsSpan(0, 8)));
        BinaryPrimitives.ReadUInt32LittleEndian(record.AsSpan(16)).ShouldBe(Masked([1, 2, 3, 250]));
        BitByBit("123456789"u8).ShouldBe(0xe3069283); // the check value of CRC-32C (RFC 3720)
    }

    [Fact]
    public void A_record_that_is_cut_off_or_changed_ends_the_reading()
    {
        using var folder = new TemporaryFolder();
        byte[] two = [.. RecordFrames.Frame([1, 2]), .. RecordFrames.Frame([3, 4])];
        File.WriteAllBytes(folder["cut"], two[..^1]);
        two[^5] ^= 1;
        File.WriteAllBytes(folder["changed"], two);

        RecordFrames.Read(folder["cut"]).ShouldHaveSingleItem().ShouldBe([1, 2]);
        RecordFrames.Read(folder["changed"]).ShouldHaveSingleItem().ShouldBe([1, 2]);
    }

    [Fact]
    public void Every_epoch_is_logged_once_also_by_a_resumed_run()
    {
        using var folder = new TemporaryFolder();
        EpochRecord[] epochs = [.. Enumerable.Range(1, 5).Select(Epoch)];
        EventLog first = Log(folder);
        first.Report(new TrainingEvent.Saved(epochs[..2]));
        first.Report(new TrainingEvent.Saved(epochs[..3]));
        EventLog resumed = Log(folder);
        resumed.Report(new TrainingEvent.Saved(epochs[..4]));
        resumed.Report(new TrainingEvent.Saved(epochs));

        LoggedEvent[] events = [.. EventLog.Read(folder["events"])];

        Directory.GetFiles(folder["events"]).Length.ShouldBe(2);
        events.Where(logged => logged.Step > 0).Select(logged => logged.Step).ShouldBe([1, 2, 3, 4, 5]);
        events.Count(logged => logged.FileVersion == "brain.Event:2").ShouldBe(2);
        LoggedValue[] last = [.. events[^1].Summary.Value];
        last.Single(value => value.Tag == "loss").SimpleValue.ShouldBe(0.2f);
        last.Single(value => value.Tag == "validation_dice/cb").SimpleValue.ShouldBe(0.5f);
        (events.Single(logged => logged.Step == 2).WallTime - events.Single(logged => logged.Step == 1).WallTime).ShouldBe(10, 1e-6);
    }

    [Fact]
    public void The_augmented_slices_are_in_it_once()
    {
        using var folder = new TemporaryFolder();
        Log(folder).Report(new TrainingEvent.Saved([Epoch(1)]));
        Log(folder).Report(new TrainingEvent.Saved([Epoch(1)]));

        Picture picture = EventLog.Read(folder["events"]).Where(logged => logged.Summary is not null).SelectMany(logged => logged.Summary.Value)
            .Single(value => value.Image is not null).Image;

        (picture.Width, picture.Height).ShouldBe((6, 4));
        File.WriteAllBytes(folder["sheet.png"], picture.EncodedImageString.ToByteArray());
        DeepSlice.Formats.PngFile.FindColors(folder["sheet.png"])!.Pixels.ToArray().ShouldAllBe(color => color == RegionColor.Parse("#e69f00"));
    }

    private static EventLog Log(TemporaryFolder folder) => new(folder["events"], Sheet, TimeProvider.System, next: null);

    private static EpochRecord Epoch(int number) => new()
    {
        Epoch = number,
        Seconds = 10 * number,
        Loss = 1.0 / number,
        LearningRate = 0.001,
        WaitSeconds = 0,
        ValidationDice = 0.5,
        RegionDice = new Dictionary<string, double>(StringComparer.Ordinal) { ["cb"] = 0.5 },
    };

    private static uint Masked(ReadOnlySpan<byte> bytes)
    {
        uint crc = BitByBit(bytes);
        return unchecked(((crc >> 15) | (crc << 17)) + 0xa282ead8);
    }

    private static uint BitByBit(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 1 ? (crc >> 1) ^ 0x82f63b78 : crc >> 1;
            }
        }

        return ~crc;
    }
}
