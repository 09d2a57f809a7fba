using DeepSlice.Geometry;

namespace DeepSlice.Tests.Geometry;

public sealed class SmoothCurveTests
{
    private static readonly BinnedPoint[] Controls = [new(0, 0), new(10, 1), new(14, 9), new(6, 12), new(-2, 7)];

    [Fact]
    public void A_closed_curve_passes_through_every_control_point()
    {
        BinnedPoint[] vertices = SmoothCurve.Closed<BinnedPoint>(Controls, 8).Vertices;

        vertices.Length.ShouldBe(40);
        for (int i = 0; i < Controls.Length; i++)
        {
            vertices[i * 8].ShouldBe(Controls[i]);
        }
    }

    [Fact]
    public void An_open_curve_begins_and_ends_at_the_end_points()
    {
        BinnedPoint[] points = SmoothCurve.Open<BinnedPoint>(Controls, 5);

        points.Length.ShouldBe(21);
        points[0].ShouldBe(Controls[0]);
        points[^1].ShouldBe(Controls[^1]);
        points[10].ShouldBe(Controls[2]);
    }

    [Fact]
    public void One_sample_a_span_is_the_control_polygon()
    {
        SmoothCurve.Closed<BinnedPoint>(Controls, 1).Vertices.ShouldBe(Controls);
    }

    [Fact]
    public void Points_on_a_circle_give_nearly_the_circle()
    {
        BinnedPoint[] circle = [.. Enumerable.Range(0, 12).Select(i => new BinnedPoint(100 * Math.Cos(i * Math.PI / 6), 100 * Math.Sin(i * Math.PI / 6)))];

        foreach (BinnedPoint point in SmoothCurve.Closed<BinnedPoint>(circle, 10).Vertices)
        {
            Math.Sqrt((point.X * point.X) + (point.Y * point.Y)).ShouldBe(100, 0.2);
        }
    }

    [Fact]
    public void The_curve_turns_gently_at_the_control_points_too()
    {
        BinnedPoint[] vertices = SmoothCurve.Closed<BinnedPoint>(Controls, 40).Vertices;

        for (int i = 0; i < vertices.Length; i++)
        {
            BinnedPoint a = vertices[i];
            BinnedPoint b = vertices[(i + 1) % vertices.Length];
            BinnedPoint c = vertices[(i + 2) % vertices.Length];
            double turn = Math.Atan2(c.Y - b.Y, c.X - b.X) - Math.Atan2(b.Y - a.Y, b.X - a.X);
            Math.Abs(Math.IEEERemainder(turn, 2 * Math.PI)).ShouldBeLessThan(0.12, $"at vertex {i}");
        }
    }

    [Fact]
    public void A_straight_row_of_points_stays_straight()
    {
        BinnedPoint[] points = SmoothCurve.Open<BinnedPoint>([new(0, 0), new(1, 2), new(4, 8)], 7);

        points.ShouldAllBe(point => Math.Abs(point.Y - (2 * point.X)) < 1e-9);
    }

    [Fact]
    public void Repeated_neighbours_and_too_few_points_are_refused()
    {
        Should.Throw<ArgumentException>(() => SmoothCurve.Closed<BinnedPoint>([new(0, 0), new(1, 1), new(1, 1)], 4)).Message.ShouldContain("expected neighbouring control points to differ");
        Should.Throw<ArgumentException>(() => SmoothCurve.Closed<BinnedPoint>([new(0, 0), new(1, 1)], 4)).Message.ShouldContain("got 2");
        Should.Throw<ArgumentException>(() => SmoothCurve.Open<BinnedPoint>([new(0, 0)], 4)).Message.ShouldContain("expected 2 or more");
    }
}
