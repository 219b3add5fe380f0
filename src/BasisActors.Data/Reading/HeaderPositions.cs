using BasisActors.Data.Catalogue;
using Sylvan.Data.Csv;

namespace BasisActors.Data.Reading;

/// <summary>Where the columns of a layout stand in a file.</summary>
/// <param name="Time">Position of the timestamp.</param>
/// <param name="Columns">Positions of the layout's columns.</param>
internal readonly record struct HeaderPositions(int Time, int[] Columns)
{
    public static HeaderPositions Of(CsvDataReader csv, string path, FileLayout layout)
    {
        var names = Enumerable.Range(0, csv.FieldCount).Select(csv.GetName).ToArray();
        return new HeaderPositions(Find(layout.TimeColumn), [.. layout.Columns.Select(c => Find(c.Name))]);

        int Find(string name)
        {
            var position = Array.IndexOf(names, name);
            if (position < 0)
                throw FileFault.InRow(path, 0, "DATA-005", $"Column {name} is missing; the header has {string.Join(", ", names)}.");
            if (Array.LastIndexOf(names, name) != position)
                throw FileFault.InRow(path, 0, "DATA-005", $"Column {name} stands twice in the header.");
            return position;
        }
    }
}
