using System.Globalization;
using System.Text.Json;

namespace BasisActors.Host.Inspection;

/// <summary>Records as lines of text for people, the same on every surface.</summary>
public static class InspectionText
{
    private const string Gap = "  ";

    /// <summary>A value in one cell.</summary>
    public static string Cell(object? value) => value switch
    {
        null => "",
        bool truth => truth ? "true" : "false",
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
        JsonElement element => element.GetRawText(),
        InspectionRecord record => InspectionJson.Text(record),
        IEnumerable<InspectionRecord> records => $"[{string.Join(',', records.Select(InspectionJson.Text))}]",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>All records of an answer that has an end.</summary>
    public static IEnumerable<string> Lines(AnswerShape shape, IReadOnlyCollection<InspectionRecord> records) => shape switch
    {
        AnswerShape.Details => records.SelectMany((r, i) => i == 0 ? Details(r) : Details(r).Prepend("")),
        _ => Table(records, shape == AnswerShape.Tree),
    };

    /// <summary>One record of an answer that has no end.</summary>
    public static IEnumerable<string> Lines(InspectionRecord record)
    {
        var fields = record.Fields.ToList();
        return fields.Exists(f => f.Value is IEnumerable<InspectionRecord>)
            ? Details(record)
            : [string.Join(Gap, fields.Select(f => Cell(f.Value)).Where(c => c.Length > 0))];
    }

    private static IEnumerable<string> Table(IReadOnlyCollection<InspectionRecord> records, bool isTree)
    {
        if (records.Count == 0)
            return ["There is nothing."];
        var rows = records.Select(r => Row(r, isTree)).ToList();
        var names = records.First().Fields.Select(f => f.Name).Where(n => !isTree || n is not ("depth" or "path" or "run")).ToArray();
        var used = Enumerable.Range(0, names.Length).Where(i => rows.Exists(r => r[i].Length > 0)).ToArray(); // a column without a value says nothing
        var widths = used.Select(i => rows.Max(r => r[i].Length)).Select((w, i) => Math.Max(w, names[used[i]].Length)).ToArray();
        string Line(Func<int, string> cell) => string.Join(Gap, used.Select((column, i) => cell(column).PadRight(widths[i]))).TrimEnd();
        return rows.Select(r => Line(i => r[i])).Prepend(Line(i => names[i]));
    }

    private static string[] Row(InspectionRecord record, bool isTree)
    {
        var fields = record.Fields.ToList();
        if (!isTree)
            return [.. fields.Select(f => Cell(f.Value).ReplaceLineEndings(" "))];
        var depth = Convert.ToInt32(fields.First(f => f.Name == "depth").Value, CultureInfo.InvariantCulture);
        return [.. fields.Where(f => f.Name is not ("depth" or "path" or "run")).Select(f => (f.Name == "name" ? new string(' ', 2 * depth) : "") + Cell(f.Value).ReplaceLineEndings(" "))];
    }

    private static IEnumerable<string> Details(InspectionRecord record)
    {
        var fields = record.Fields.Where(f => f.Value is not null).ToList();
        var width = fields.Select(f => f.Name.Length).DefaultIfEmpty(0).Max();
        foreach (var (name, value) in fields)
        {
            if (value is InspectionRecord inner)
            {
                yield return name;
                foreach (var line in Details(inner))
                    yield return Gap + line;
            }
            else if (value is IEnumerable<InspectionRecord> list)
            {
                var records = list.ToList();
                yield return records.Count == 0 ? $"{name.PadRight(width)}{Gap}none" : name;
                foreach (var line in records.Count == 0 ? [] : Table(records, records[0].Fields.Any(f => f.Name == "depth")))
                    yield return Gap + line;
            }
            else
            {
                yield return $"{name.PadRight(width)}{Gap}{Cell(value).ReplaceLineEndings(" ")}";
            }
        }
    }
}
