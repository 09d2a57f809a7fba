using System.Runtime.InteropServices;
using DeepSlice.Geometry;

namespace DeepSlice.Imaging;

/// <summary>4-connected components of a mask.</summary>
internal sealed class ConnectedComponents
{
    private readonly List<int> _areas = [0];
    private readonly List<bool> _touchBorder = [false];
    private readonly Stack<int> _open = new();
    private readonly Raster<byte> _mask;
    private readonly byte _value;

    /// <summary>Finds the components.</summary>
    /// <param name="mask">Any mask.</param>
    /// <param name="value">Value of the pixels that form components.</param>
    public ConnectedComponents(Raster<byte> mask, byte value)
    {
        _mask = mask;
        _value = value;
        Numbers = new Raster<int>(mask.Size);
        for (int start = mask.Pixels.IndexOf(value); start >= 0 && start < mask.Pixels.Length; start++)
        {
            if (mask.Pixels[start] == value && Numbers.Pixels[start] == 0)
            {
                Fill(start);
            }
        }
    }

    /// <summary>Component number of each pixel, from 1; 0 for pixels of another value.</summary>
    public Raster<int> Numbers { get; }

    /// <summary>Number of pixels of each component; entry 0 is unused.</summary>
    public ReadOnlySpan<int> Areas => CollectionsMarshal.AsSpan(_areas);

    /// <summary>Whether each component touches the image border; entry 0 is unused.</summary>
    public ReadOnlySpan<bool> TouchBorder => CollectionsMarshal.AsSpan(_touchBorder);

    private void Fill(int start)
    {
        int number = _areas.Count;
        int area = 0;
        bool touches = false;
        Visit(start, number);
        while (_open.TryPop(out int place))
        {
            area++;
            (int y, int x) = Math.DivRem(place, _mask.Width);
            bool left = x == 0, right = x == _mask.Width - 1, top = y == 0, bottom = y == _mask.Height - 1;
            touches |= left || right || top || bottom;
            if (!left)
            {
                Visit(place - 1, number);
            }

            if (!right)
            {
                Visit(place + 1, number);
            }

            if (!top)
            {
                Visit(place - _mask.Width, number);
            }

            if (!bottom)
            {
                Visit(place + _mask.Width, number);
            }
        }

        _areas.Add(area);
        _touchBorder.Add(touches);
    }

    private void Visit(int place, int number)
    {
        if (_mask.Pixels[place] == _value && Numbers.Pixels[place] == 0)
        {
            Numbers.Pixels[place] = number;
            _open.Push(place);
        }
    }
}
