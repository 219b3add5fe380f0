using System.Text;

namespace BasisActors.Host.Tests.EventLog;

/// <summary>A plain reader of RFC 4180, written independently of the writer.</summary>
internal static class CsvLine
{
    /// <summary>The cells of one record; line breaks inside quotes belong to the cell.</summary>
    public static IReadOnlyList<string> Split(string record)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < record.Length; i++)
        {
            var c = record[i];
            if (quoted && c == '"' && i + 1 < record.Length && record[i + 1] == '"')
            {
                cell.Append('"');
                i++;
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && c is (',' or '\n'))
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(c);
            }
        }

        return cells;
    }
}
