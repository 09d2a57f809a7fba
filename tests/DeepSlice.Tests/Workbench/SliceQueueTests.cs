using DeepSlice.Slices;
using DeepSlice.Workbench.Journal;
using DeepSlice.Workbench.Projects;

namespace DeepSlice.Tests.Workbench;

public sealed class SliceQueueTests
{
    private static readonly double[] Front = [0, 0, 0, 1, 0, 0, 0, 0];
    private static readonly double[] Back = [0, 0.8, 0, 0, 0, 0, 0.2, 0];

    [Fact]
    public void Uncertain_slices_unlike_the_accepted_ones_come_first()
    {
        SliceView[] slices =
        [
            Slice("sure", 0.95, Back),
            Slice("like the accepted", 0.60, Front),
            Slice("unlike the accepted", 0.60, Back),
            Slice("held", 0.10, Back) with { Image = new ProjectImage { Id = "held", File = "held.tif", Held = true } },
            Slice("new", null, null),
            Slice("accepted", 0.50, Front, accepted: true),
        ];

        IReadOnlyDictionary<string, QueuePlace> places = SliceQueue.Rank(slices, RegionCatalog.SagittalSix);

        places.OrderBy(place => place.Value.Rank).Select(place => place.Key).ShouldBe(["unlike the accepted", "like the accepted", "sure", "new", "held", "accepted"]);
        places["unlike the accepted"].Reason.ShouldContain("expected Dice 0.60");
        places["unlike the accepted"].Reason.ShouldContain("unlike the accepted slices");
        places["like the accepted"].Reason.ShouldNotContain("unlike");
    }

    private static SliceView Slice(string id, double? confidence, double[]? fractions, bool accepted = false) => new(
        new ProjectImage { Id = id, File = id + ".tif" },
        new SliceRow(id, 1) { AcceptedAt = accepted ? DateTimeOffset.UnixEpoch : null },
        fractions is null ? null : new PredictedState { At = DateTimeOffset.UnixEpoch, Binning = 1, Width = 10, Height = 10, Confidence = confidence, Fractions = fractions });
}
