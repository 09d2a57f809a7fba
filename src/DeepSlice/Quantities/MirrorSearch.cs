namespace DeepSlice.Quantities;

/// <summary>Finds the lines about which a label map is most alike its mirror image.</summary>
internal static class MirrorSearch
{
    private const int Angles = 36;
    private const int CoarsePoints = 1200;
    private const int Candidates = 6;

    /// <summary>The best line, and the score of the best one in another direction.</summary>
    /// <param name="score">Scores of the map.</param>
    /// <param name="otherDegrees">Degrees from which on a direction counts as another one.</param>
    /// <returns>In pixels of the thinned map; null if there is no tissue.</returns>
    public static (MirrorAxis Axis, double Score, double NextScore)? Find(MirrorScore score, double otherDegrees)
    {
        if (score.Tissue.Count == 0)
        {
            return null;
        }

        int stride = Math.Max(1, score.Tissue.Count / CoarsePoints);
        List<(MirrorAxis Axis, double Score)> found = [];
        for (int angle = 0; angle < Angles; angle++)
        {
            double radians = angle * Math.PI / Angles;
            (double sin, double cos) = Math.SinCos(radians);
            double first = score.Tissue.Min(point => (point.X * cos) + (point.Y * sin));
            double last = score.Tissue.Max(point => (point.X * cos) + (point.Y * sin));
            double step = Math.Max(1, (last - first) / 64);
            (MirrorAxis Axis, double Score) best = (default, -1);
            for (double distance = first + (0.2 * (last - first)); distance <= last - (0.2 * (last - first)); distance += step)
            {
                var axis = new MirrorAxis(radians, distance);
                if (score.Of(axis, stride) is var value && value > best.Score)
                {
                    best = (axis, value);
                }
            }

            found.Add(best);
        }

        (MirrorAxis Axis, double Score)[] refined = [.. found.OrderByDescending(one => one.Score).Take(Candidates).Select(one => Refine(score, one.Axis))];
        (MirrorAxis winner, double top) = refined.MaxBy(one => one.Score);
        double next = found.Where(one => one.Axis.DegreesFrom(winner) >= otherDegrees).Select(one => one.Score).DefaultIfEmpty(0).Max();
        return (winner, top, next);
    }

    /// <summary>The line near another one about which what is near it is most alike its mirror image.</summary>
    /// <remarks>Where a section is tilted, its halves differ in width; structures beside the midline hardly do.</remarks>
    /// <param name="score">Scores of the map.</param>
    /// <param name="start">The other line.</param>
    /// <param name="reach">As of <see cref="MirrorScore.Near"/>.</param>
    /// <param name="mostShift">Largest distance from the other line, in pixels.</param>
    public static MirrorAxis FindNear(MirrorScore score, MirrorAxis start, double reach, double mostShift)
    {
        const int Turns = 10;
        const int Shifts = 12;
        const double MostTurn = 10 * Math.PI / 180;
        (double middleX, double middleY) = (score.Tissue.Average(point => point.X), score.Tissue.Average(point => point.Y));
        double offset = start.Distance - Along(start.Radians, middleX, middleY);
        (MirrorAxis Axis, double Score) best = (start, score.Near(start, reach));
        for (int turn = -Turns; turn <= Turns; turn++)
        {
            double radians = start.Radians + (MostTurn * turn / Turns);
            for (int shift = -Shifts; shift <= Shifts; shift++)
            {
                var axis = new MirrorAxis(radians, Along(radians, middleX, middleY) + offset + (mostShift * shift / Shifts));
                if (score.Near(axis, reach) is var value && value > best.Score)
                {
                    best = (axis, value);
                }
            }
        }

        return best.Axis;
    }

    // Turns about the middle of the tissue, so that angle and distance are independent.
    private static (MirrorAxis Axis, double Score) Refine(MirrorScore score, MirrorAxis start)
    {
        (double middleX, double middleY) = (score.Tissue.Average(point => point.X), score.Tissue.Average(point => point.Y));
        MirrorAxis axis = start;
        double best = score.Of(axis);
        (double turn, double shift) = (Math.PI / Angles / 2, 1.5);
        while (shift > 0.1)
        {
            bool isBetter = false;
            foreach ((double dTurn, double dShift) in ((double, double)[])[(turn, 0), (-turn, 0), (0, shift), (0, -shift), (turn, shift), (turn, -shift), (-turn, shift), (-turn, -shift)])
            {
                double offset = axis.Distance - Along(axis.Radians, middleX, middleY);
                double radians = axis.Radians + dTurn;
                var moved = new MirrorAxis(radians, Along(radians, middleX, middleY) + offset + dShift);
                if (score.Of(moved) is var value && value > best)
                {
                    (axis, best, isBetter) = (moved, value, true);
                }
            }

            if (!isBetter)
            {
                (turn, shift) = (turn / 2, shift / 2);
            }
        }

        return (axis, best);
    }

    private static double Along(double radians, double x, double y) => (x * Math.Cos(radians)) + (y * Math.Sin(radians));
}
