using System.Text;

namespace DeepSlice.Slices;

/// <summary>Composes letters and their marks: a Mac writes ü in file names as u and a mark.</summary>
/// <remarks>.NET composes nothing without the library ICU, which the program does without. The table has the letters of Latin script and of kana.</remarks>
internal static class ComposedText
{
    // By mark: letters, each followed by its composed form.
    private static readonly Dictionary<char, string> Pairs = new()
    {
        ['\u0300'] = "AÀEÈIÌOÒUÙaàeèiìoòuù",
        ['\u0301'] = "AÁEÉIÍOÓUÚYÝaáeéiíoóuúyýCĆcćLĹlĺNŃnńRŔrŕSŚsśZŹzź",
        ['\u0302'] = "AÂEÊIÎOÔUÛaâeêiîoôuûCĈcĉGĜgĝHĤhĥJĴjĵSŜsŝWŴwŵYŶyŷ",
        ['\u0303'] = "AÃNÑOÕaãnñoõIĨiĩUŨuũ",
        ['\u0304'] = "AĀaāEĒeēIĪiīOŌoōUŪuū",
        ['\u0306'] = "AĂaăEĔeĕGĞgğIĬiĭOŎoŏUŬuŭ",
        ['\u0307'] = "CĊcċEĖeėGĠgġIİZŻzż",
        ['\u0308'] = "AÄEËIÏOÖUÜaäeëiïoöuüyÿYŸ",
        ['\u030a'] = "AÅaåUŮuů",
        ['\u030b'] = "OŐoőUŰuű",
        ['\u030c'] = "CČcčDĎdďEĚeěLĽlľNŇnňRŘrřSŠsšTŤtťZŽzž",
        ['\u0327'] = "CÇcçGĢgģKĶkķLĻlļNŅnņRŖrŗSŞsşTŢtţ",
        ['\u0328'] = "AĄaąEĘeęIĮiįUŲuų",
        ['\u3099'] = "かがきぎくぐけげこごさざしじすずせぜそぞただちぢつづてでとどはばひびふぶへべほぼうゔゝゞカガキギクグケゲコゴサザシジスズセゼソゾタダチヂツヅテデトドハバヒビフブヘベホボウヴワヷヰヸヱヹヲヺヽヾ",
        ['\u309a'] = "はぱひぴふぷへぺほぽハパヒピフプヘペホポ",
    };

    /// <summary>The text with composed letters.</summary>
    /// <param name="text">Name of a file or of an outline.</param>
    public static string Of(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\u0300', '\u036f') && !text.AsSpan().ContainsAnyInRange('\u3099', '\u309a'))
        {
            return text;
        }

        var composed = new StringBuilder(text.Length);
        foreach (char next in text)
        {
            int at = composed.Length > 0 && Pairs.TryGetValue(next, out string? pairs) ? FindLetter(pairs, composed[^1]) : -1;
            if (at < 0)
            {
                composed.Append(next);
            }
            else
            {
                composed[^1] = Pairs[next][at + 1];
            }
        }

        return composed.ToString();
    }

    private static int FindLetter(string pairs, char letter)
    {
        int at = 0;
        while (at < pairs.Length && pairs[at] != letter)
        {
            at += 2;
        }

        return at < pairs.Length ? at : -1;
    }
}
