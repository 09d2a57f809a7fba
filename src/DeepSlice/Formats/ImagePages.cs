using DeepSlice.Native;
using DeepSlice.Native.Vips;

namespace DeepSlice.Formats;

/// <summary>Determines which pages of a file are channels, and which of its images are smaller copies of a page.</summary>
/// <remarks>
/// Smaller copies are sub-IFDs (OME-TIFF), further pages (channel after channel of a level, level after level), or levels that OpenSlide
/// knows. A copy is recognized by its size only: its width and height must both be the page's, divided by the same
/// integer and rounded in any way, with the same sample format.
/// </remarks>
internal sealed class ImagePages
{
    /// <summary>Maximal number of further pages that are examined after the channels.</summary>
    private const int MostLevelPages = 256;

    private readonly string _path;
    private readonly VipsHeader _first;

    /// <summary>Counts the channels' pages.</summary>
    /// <param name="path">Image file.</param>
    /// <param name="first">Header of its first page.</param>
    public ImagePages(string path, VipsHeader first)
    {
        _path = path;
        _first = first;
        Count = CountAlike();
    }

    /// <summary>Number of leading pages that are channels of the same image, 1 or more.</summary>
    public int Count { get; }

    /// <summary>Finds the smaller copies of a channel's page.</summary>
    /// <param name="header">The page's header.</param>
    /// <param name="page">Page, 0 … <see cref="Count"/> − 1.</param>
    /// <returns>The page itself, with reduction 1, to the smallest copy.</returns>
    public IReadOnlyList<ImageLevel> LevelsOf(VipsHeader header, int page)
    {
        var levels = new List<ImageLevel> { new(new VipsPart(page), 1) };
        VipsHeader previous = header;
        foreach ((VipsPart part, VipsHeader found) in Candidates(header, page).OrderByDescending(candidate => candidate.Header.Width))
        {
            int reduction = levels[^1].Reduction;
            int step = HasSameSamples(found, header) && IsSmaller(found, previous) ? Step(previous, found) : 0;
            if (step > 1 && Fits(header.Width, found.Width, (long)step * reduction) && Fits(header.Height, found.Height, (long)step * reduction))
            {
                levels.Add(new ImageLevel(part, step * reduction));
                previous = found;
            }
        }

        return levels;
    }

    /// <summary>The unique integer divisor of both axes; 0 if there is none or, for sizes of a few pixels, several.</summary>
    private static int Step(VipsHeader larger, VipsHeader smaller)
    {
        int found = 0;
        int nearest = larger.Width / smaller.Width;
        int furthest = (larger.Width / Math.Max(1, smaller.Width - 1)) + 1;
        for (int step = Math.Max(2, larger.Width / (smaller.Width + 1)); step <= Math.Max(nearest, furthest); step++)
        {
            if (Fits(larger.Width, smaller.Width, step) && Fits(larger.Height, smaller.Height, step))
            {
                if (found != 0)
                {
                    return 0;
                }

                found = step;
            }
        }

        return found;
    }

    private static bool Fits(int length, int reduced, long reduction) => Math.Abs((reduced * reduction) - length) < reduction;

    private static bool HasSameSamples(VipsHeader one, VipsHeader other) => one.Bands == other.Bands && one.SampleType == other.SampleType;

    // Copies of one pixel would otherwise be copies of each other without end, and their reductions exceed any number.
    private static bool IsSmaller(VipsHeader one, VipsHeader other) => one.Width < other.Width || one.Height < other.Height;

    private bool IsChannel(int page) =>
        TryHeader(new VipsPart(page)) is VipsHeader found
        && HasSameSamples(found, _first) && found.Width == _first.Width && found.Height == _first.Height;

    private int CountAlike()
    {
        if (_first.Pages == 1 || IsChannel(_first.Pages - 1))
        {
            return _first.Pages;
        }

        // Channels come first: halving finds where they end without opening a thousand pages.
        int alike = 1;
        int other = _first.Pages - 1;
        while (other - alike > 0)
        {
            int middle = alike + ((other - alike) / 2);
            if (IsChannel(middle))
            {
                alike = middle + 1;
            }
            else
            {
                other = middle;
            }
        }

        return alike;
    }

    private List<(VipsPart Part, VipsHeader Header)> Candidates(VipsHeader header, int page)
    {
        var candidates = new List<(VipsPart, VipsHeader)>();
        void Add(VipsPart part)
        {
            if (TryHeader(part) is VipsHeader found)
            {
                candidates.Add((part, found));
            }
        }

        for (int level = 1; level < header.SlideLevels; level++)
        {
            Add(new VipsPart(0, SlideLevel: level));
        }

        for (int image = 0; image < Math.Min(header.SubImages, MostLevelPages); image++)
        {
            Add(new VipsPart(page, image));
        }

        foreach (int levelPage in LevelPages(page))
        {
            Add(new VipsPart(levelPage));
        }

        return candidates;
    }

    /// <summary>Among the pages behind the channels, runs of one size with as many pages as there are channels are levels.</summary>
    private IEnumerable<int> LevelPages(int page)
    {
        int last = Math.Min(_first.Pages, Count + MostLevelPages);
        int begin = Count;
        VipsHeader? ofRun = null;
        for (int current = Count; current <= last; current++)
        {
            VipsHeader? found = current < last ? TryHeader(new VipsPart(current)) : null;
            if (found?.Width != ofRun?.Width || found?.Height != ofRun?.Height || current == last)
            {
                if (ofRun is not null && current - begin == Count)
                {
                    yield return begin + page;
                }

                begin = current;
                ofRun = found;
            }
        }
    }

    private VipsHeader? TryHeader(VipsPart part)
    {
        try
        {
            using VipsImage image = VipsImage.Open(_path, part);
            return image.Header;
        }
        catch (NativeException)
        {
            // A damaged copy is no copy; the page itself is still there.
            return null;
        }
    }
}
