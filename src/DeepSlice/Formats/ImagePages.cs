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

    /// <summary>Finds the image's pages.</summary>
    /// <param name="path">Image file.</param>
    /// <param name="first">Header of its first page.</param>
    public ImagePages(string path, VipsHeader first)
    {
        _path = path;
        _first = first;
        if (first.Pages == 1 || (IsAlike(TryHeader(new VipsPart(1))) && IsAlike(TryHeader(new VipsPart(first.Pages - 1)))))
        {
            Count = first.Pages;
        }
        else if (first.Pages > MostLevelPages)
        {
            Count = CountAlike();
        }
        else
        {
            (First, _first, Count) = FindLargest();
        }
    }

    /// <summary>The first page of the image; others before it are thumbnails, labels or pictures of the whole slide.</summary>
    public int First { get; }

    /// <summary>Number of pages from the first one on that are channels or planes of the image, 1 or more.</summary>
    public int Count { get; }

    /// <summary>Finds the smaller copies of a channel's page.</summary>
    /// <param name="header">The page's header.</param>
    /// <param name="page">Page, <see cref="First"/> … <see cref="First"/> + <see cref="Count"/> − 1.</param>
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

    private bool IsAlike(VipsHeader? found) =>
        found is { } header && HasSameSamples(header, _first) && header.Width == _first.Width && header.Height == _first.Height;

    // The image is the largest of the file's.
    private (int First, VipsHeader Header, int Count) FindLargest()
    {
        VipsHeader?[] headers = [.. Enumerable.Range(0, _first.Pages).Select(page => page == 0 ? _first : TryHeader(new VipsPart(page)))];
        int first = 0;
        for (int page = 1; page < headers.Length; page++)
        {
            if (headers[page] is { } header && headers[first] is { } largest && (long)header.Width * header.Height > (long)largest.Width * largest.Height)
            {
                first = page;
            }
        }

        VipsHeader found = headers[first]!.Value;
        int count = headers.Skip(first).TakeWhile(header => header is { } other && HasSameSamples(other, found) && other.Width == found.Width && other.Height == found.Height).Count();
        return (first, found, count);
    }

    // Channels come first: halving finds where they end without opening a thousand pages.
    private int CountAlike()
    {
        int alike = 1;
        int other = _first.Pages - 1;
        while (other - alike > 0)
        {
            int middle = alike + ((other - alike) / 2);
            if (IsAlike(TryHeader(new VipsPart(middle))))
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

    /// <summary>Among the other pages, runs of one size with as many pages as the image has are levels.</summary>
    private IEnumerable<int> LevelPages(int page) =>
        LevelPages(0, First, page - First).Concat(LevelPages(First + Count, Math.Min(_first.Pages, First + Count + MostLevelPages), page - First));

    private IEnumerable<int> LevelPages(int from, int end, int offset)
    {
        int begin = from;
        VipsHeader? ofRun = null;
        for (int current = from; current <= end; current++)
        {
            VipsHeader? found = current < end ? TryHeader(new VipsPart(current)) : null;
            if (found?.Width != ofRun?.Width || found?.Height != ofRun?.Height || current == end)
            {
                if (ofRun is not null && current - begin == Count)
                {
                    yield return begin + offset;
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
