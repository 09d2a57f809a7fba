namespace DeepSlice.Augmentation.Artifacts;

/// <summary>Rotates, mirrors or stretches a slice and keeps it in the frame.</summary>
internal static class LinearWarp
{
    /// <summary>Applies a linear map about the centre of the tissue.</summary>
    /// <param name="specimen">The slice.</param>
    /// <param name="forward">From source to target.</param>
    /// <param name="backward">From target to source, the inverse.</param>
    /// <param name="random">Random stream for the background noise.</param>
    public static SliceSample Apply(Specimen specimen, PlaneMap forward, PlaneMap backward, RandomStream random)
    {
        SpecimenPlace place = specimen.Place;
        (double shiftX, double shiftY) = IntoView(specimen, forward);
        return SliceWarp.Apply(specimen, Warp, random);

        void Warp(int y, Span<float> sourceX, Span<float> sourceY, Span<float> gap)
        {
            for (int x = 0; x < sourceX.Length; x++)
            {
                double dx = x + 0.5 - place.CenterX - shiftX;
                double dy = y + 0.5 - place.CenterY - shiftY;
                sourceX[x] = (float)(place.CenterX + (backward.XX * dx) + (backward.XY * dy));
                sourceY[x] = (float)(place.CenterY + (backward.YX * dx) + (backward.YY * dy));
            }
        }
    }

    /// <summary>The shift that brings all moved tissue into the frame, or centres it if it does not fit.</summary>
    private static (double X, double Y) IntoView(Specimen specimen, PlaneMap forward)
    {
        (double left, double top, double right, double bottom) = (double.MaxValue, double.MaxValue, double.MinValue, double.MinValue);
        for (int y = 0; y < specimen.Tissue.Height; y++)
        {
            ReadOnlySpan<byte> row = specimen.Tissue.Row(y);
            int first = row.IndexOf((byte)1);
            if (first >= 0)
            {
                Include(first, y);
                Include(row.LastIndexOf((byte)1), y);
            }
        }

        return left > right ? (0, 0) : (Shift(left, right, specimen.Tissue.Width), Shift(top, bottom, specimen.Tissue.Height));

        void Include(int x, int y)
        {
            double dx = x + 0.5 - specimen.Place.CenterX;
            double dy = y + 0.5 - specimen.Place.CenterY;
            double movedX = specimen.Place.CenterX + (forward.XX * dx) + (forward.XY * dy);
            double movedY = specimen.Place.CenterY + (forward.YX * dx) + (forward.YY * dy);
            (left, right) = (Math.Min(left, movedX - 0.5), Math.Max(right, movedX + 0.5));
            (top, bottom) = (Math.Min(top, movedY - 0.5), Math.Max(bottom, movedY + 0.5));
        }
    }

    private static double Shift(double low, double high, int side) =>
        high - low >= side ? ((side - low - high) / 2) : Math.Max(0, -low) - Math.Max(0, high - side);
}
