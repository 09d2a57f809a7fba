namespace DeepSlice.Geometry;

/// <summary>Smooths a ring of pixel edges by moving the midpoint of each edge across it.</summary>
/// <remarks>
/// An elastic band: again and again each point moves half the way to the line through its two neighbours, by which straight lines in any direction stay as they are. Then
/// all points of a border move in parallel, so that the areas on its two sides remain those of the pixels. A border ends at junctions, which stay where
/// they are. All numbers are integers and all rules are symmetric, so the border of two regions is the same traced from either side.
/// </remarks>
internal sealed class BorderRelaxation
{
    /// <summary>Side of a pixel.</summary>
    public const int Unit = 1 << 14;

    private const int Half = Unit / 2;
    private const int Rounds = 40;
    private const int RoundsOfAreaAlone = 6;
    private const int Farthest = Unit * 45 / 100;

    // Offsets of the two points around a corner that cut it: 0.4 keeps the corner within half a pixel of the line between them; 0.38 is aimed at.
    private const int DeepestCut = Unit * 40 / 100;
    private const int WantedCut = Unit * 38 / 100;

    private readonly BorderTurn[] _turns;
    private readonly List<Range> _borders = [];
    private readonly int _first;
    private int[] _offsets;
    private int[] _next;

    /// <summary>Creates the relaxation of a ring.</summary>
    /// <param name="turns">How the ring goes on where each of its edges begins.</param>
    public BorderRelaxation(ReadOnlySpan<BorderTurn> turns)
    {
        // From here on the ring begins at a junction, if it has one.
        _first = Math.Max(0, turns.IndexOf(BorderTurn.Junction));
        _turns = [.. turns[_first..], .. turns[.._first]];
        _offsets = new int[turns.Length];
        _next = new int[turns.Length];
        int start = 0;
        for (int i = 1; i <= _turns.Length; i++)
        {
            if (i == _turns.Length || _turns[i] == BorderTurn.Junction)
            {
                _borders.Add(start..i);
                start = i;
            }
        }
    }

    /// <summary>Smooths the ring.</summary>
    /// <returns>How far the midpoint of each edge moves inwards, in 1/<see cref="Unit"/> pixel.</returns>
    public int[] Run()
    {
        for (int round = 0; round < Rounds + RoundsOfAreaAlone; round++)
        {
            if (round < Rounds)
            {
                Straighten();
            }

            _borders.ForEach(RestoreArea);
            LimitCuts();
        }

        _borders.ForEach(EnsureCuts);
        return [.. _offsets[^_first..], .. _offsets[..^_first]];
    }

    private int After(int i) => i + 1 == _turns.Length ? 0 : i + 1;

    private int Before(int i) => (i == 0 ? _turns.Length : i) - 1;

    private void Straighten()
    {
        for (int i = 0; i < _offsets.Length; i++)
        {
            (int distanceBack, int heightBack) = Neighbour(_turns[i], _offsets[Before(i)]);
            (int distanceOn, int heightOn) = Neighbour(_turns[After(i)], _offsets[After(i)]);
            int onLine = ((heightBack * distanceOn) + (heightOn * distanceBack)) / (distanceBack + distanceOn);
            _next[i] = (_offsets[i] + onLine) / 2;
        }

        (_offsets, _next) = (_next, _offsets);
    }

    /// <summary>Where the neighbour of a point lies: how far along the edge from its midpoint, and how far inwards from the edge.</summary>
    private static (int Distance, int Height) Neighbour(BorderTurn turn, int offset) => turn switch
    {
        BorderTurn.Straight => (Unit, offset),
        BorderTurn.Right => (Half - offset, Half),
        BorderTurn.Left => (Half + offset, -Half),
        _ => (Half, 0),
    };

    private void RestoreArea(Range border)
    {
        (int start, int count) = border.GetOffsetAndLength(_turns.Length);
        long lost = 0;
        for (int i = start; i < start + count; i++)
        {
            lost += _turns[i] == BorderTurn.Junction ? 2L * Unit * _offsets[i] : EightfoldLoss(_turns[i], _offsets[Before(i)], _offsets[i]);
        }

        int last = start + count - 1;
        if (_turns[After(last)] == BorderTurn.Junction)
        {
            lost += 2L * Unit * _offsets[last];
        }

        int outwards = (int)(lost / (8L * Unit * count));
        for (int i = start; i <= last; i++)
        {
            _offsets[i] = Math.Clamp(_offsets[i] - outwards, -Farthest, Farthest);
        }
    }

    /// <summary>Eight times the area that the inside loses between the midpoints of two consecutive edges.</summary>
    private static long EightfoldLoss(BorderTurn turn, int before, int after)
    {
        long straight = 2L * Unit * ((long)before + after);
        long corner = ((long)Unit * Unit) - (4L * before * after);
        return turn switch
        {
            BorderTurn.Straight => 2 * straight,
            BorderTurn.Right => straight + corner,
            _ => straight - corner,
        };
    }

    /// <summary>How much deeper than allowed the line between two points cuts the corner between their edges.</summary>
    private int Excess(int i, int allowed) => _turns[i] switch
    {
        BorderTurn.Right => _offsets[Before(i)] + _offsets[i] - allowed,
        BorderTurn.Left => -_offsets[Before(i)] - _offsets[i] - allowed,
        _ => 0,
    };

    private void LimitCuts()
    {
        _offsets.CopyTo(_next, 0);
        for (int i = 0; i < _offsets.Length; i++)
        {
            if (Excess(i, WantedCut) is > 0 and int excess)
            {
                int back = _turns[i] == BorderTurn.Right ? -(excess + 1) / 2 : (excess + 1) / 2;
                _next[i] += back;
                _next[Before(i)] += back;
            }
        }

        for (int i = 0; i < _offsets.Length; i++)
        {
            _offsets[i] = Math.Clamp(_next[i], -Farthest, Farthest);
        }
    }

    /// <summary>Moves all points of a border back towards the edges, if a cut is still too deep.</summary>
    private void EnsureCuts(Range border)
    {
        (int start, int count) = border.GetOffsetAndLength(_turns.Length);
        int excess = 0;
        for (int i = start; i < start + count; i++)
        {
            excess = Math.Max(excess, Excess(i, DeepestCut));
        }

        for (int i = start; excess > 0 && i < start + count; i++)
        {
            _offsets[i] = (int)((long)_offsets[i] * DeepestCut / (DeepestCut + excess));
        }
    }
}
