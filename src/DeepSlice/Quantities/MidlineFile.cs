using DeepSlice.Formats;
using DeepSlice.Geometry;

namespace DeepSlice.Quantities;

/// <summary><c>midlines.csv</c> of a folder of predictions: a row a slice, which the user may correct.</summary>
/// <remarks>A slice that has a row keeps it; delete the row to have its midline found again.</remarks>
internal static class MidlineFile
{
    /// <summary>Name of the file.</summary>
    public const string Name = "midlines.csv";

    private static readonly string[] Columns = ["slice", "sides", "top_x", "top_y", "bottom_x", "bottom_y", "symmetry", "flag"];

    /// <summary>Reads the midlines of a folder.</summary>
    /// <param name="folder">Folder of predictions.</param>
    /// <returns>By the ids of the slices; none if there is no file.</returns>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static IReadOnlyDictionary<string, Midline> Read(string folder)
    {
        string path = Path.Combine(folder, Name);
        var midlines = new Dictionary<string, Midline>(StringComparer.Ordinal);
        if (!File.Exists(path))
        {
            return midlines;
        }

        CsvRows table = CsvRows.Read(path);
        int slice = table.Require(Columns[0]);
        int sides = table.Require(Columns[1]);
        int[] corners = [.. Columns[2..6].Select(name => table.Require(name))];
        int symmetry = table.Find(Columns[6]);
        int flag = table.Find(Columns[7]);
        for (int row = 0; row < table.Count; row++)
        {
            string id = table.Text(row, slice);
            if (!Enum.TryParse(table.Text(row, sides), ignoreCase: true, out SideState state) || !Enum.IsDefined(state))
            {
                throw new InvalidDataException($"{path}: expected sides both, left, right or unknown, got '{table.Text(row, sides)}' of slice '{id}'; correct the row, or delete it");
            }

            double?[] line = [.. corners.Select(column => table.Number(row, column))];
            bool isLine = line.All(number => number is not null) && (line[0], line[1]) != (line[2], line[3]);
            if (state == SideState.Both && !isLine)
            {
                throw new InvalidDataException($"{path}: expected two different points of the midline of slice '{id}', got none; fill top_x, top_y, bottom_x and bottom_y, or delete the row");
            }

            midlines[id] = new Midline(id, state, isLine ? new PixelPoint(line[0]!.Value, line[1]!.Value) : null, isLine ? new PixelPoint(line[2]!.Value, line[3]!.Value) : null)
            {
                Symmetry = table.Number(row, symmetry),
                Flag = table.Text(row, flag),
            };
        }

        return midlines;
    }

    /// <summary>Writes the midlines of a folder.</summary>
    /// <param name="folder">Folder of predictions.</param>
    /// <param name="midlines">All of them, in the order of the file.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string folder, IEnumerable<Midline> midlines) => CsvTable.Write(Path.Combine(folder, Name), table =>
    {
        table.Row(Columns);
        foreach (Midline midline in midlines)
        {
            table.Row(
                midline.SliceId, JsonFormat.NameOf(midline.State), Rounded(midline.Top?.X), Rounded(midline.Top?.Y), Rounded(midline.Bottom?.X), Rounded(midline.Bottom?.Y),
                midline.Symmetry is double symmetry ? Math.Round(symmetry, 3) : null, midline.Flag);
        }
    });

    private static double? Rounded(double? coordinate) => coordinate is double value ? Math.Round(value, 1) : null;
}
