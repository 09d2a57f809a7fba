using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace DeepSlice.Reports;

/// <summary>Builds <see cref="Html"/> from an interpolated string, escaping every inserted text.</summary>
[InterpolatedStringHandler]
internal readonly ref struct HtmlTemplate
{
    // Longer pieces, such as pictures, are not copied.
    private const int LongestCopied = 4096;
    private readonly List<string> _pieces = [];
    private readonly StringBuilder _markup;

    public HtmlTemplate(int literalLength, int formattedCount) => _markup = new StringBuilder(literalLength + (formattedCount * 16));

    public void AppendLiteral(string literal) => _markup.Append(literal);

    public void AppendFormatted(Html html)
    {
        foreach (string piece in html.Pieces)
        {
            if (piece.Length > LongestCopied)
            {
                EndPiece();
                _pieces.Add(piece);
            }
            else
            {
                _markup.Append(piece);
            }
        }
    }

    public void AppendFormatted(IEnumerable<Html> pieces)
    {
        foreach (Html piece in pieces)
        {
            AppendFormatted(piece);
        }
    }

    public void AppendFormatted(string? text) => _markup.Append(WebUtility.HtmlEncode(text));

    public void AppendFormatted(int number) => _markup.Append(CultureInfo.InvariantCulture, $"{number}");

    public void AppendFormatted(double number, string format) => _markup.Append(number.ToString(format, CultureInfo.InvariantCulture));

    public Html Finish()
    {
        EndPiece();
        return new Html(_pieces);
    }

    private void EndPiece()
    {
        if (_markup.Length > 0)
        {
            _pieces.Add(_markup.ToString());
            _markup.Clear();
        }
    }
}
