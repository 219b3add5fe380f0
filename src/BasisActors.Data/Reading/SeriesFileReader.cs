using System.Buffers;
using System.Text;
using BasisActors.Data.Catalogue;
using BasisActors.Data.Timeline;
using BasisActors.Domain.Errors;
using Sylvan.Data.Csv;

namespace BasisActors.Data.Reading;

/// <summary>Reads one file of a data set and validates all of it, remembering only what the period needs.</summary>
internal static class SeriesFileReader
{
    private const int BufferChars = 32 * 1024;

    // Timestamp, comma, digit, line end: no row is shorter, so the length of a file bounds its rows.
    private const int ShortestRowChars = 13;

    /// <summary>Reads a file.</summary>
    /// <exception cref="BasisException">DPR-001 when it cannot be read, DPR-002 with the finer code and the line when it is not valid.</exception>
    public static FileContent Read(string path, FileLayout layout, Period period)
    {
        var buffer = ArrayPool<char>.Shared.Rent(BufferChars);
        try
        {
            using var text = Open(path);
            using var csv = CsvDataReader.Create(text, buffer, Options());
            return ReadRows(csv, path, layout, new RowCollector(layout, period, text.BaseStream.Length / ShortestRowChars + 1));
        }
        catch (CsvMissingHeadersException)
        {
            throw FileFault.InFile(path, "DATA-003", "The file is empty.");
        }
        catch (CsvFormatException e)
        {
            throw FileFault.InFile(path, "DATA-002", $"The file is not CSV: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileFault.Unreadable(path, e);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    private static FileContent ReadRows(CsvDataReader csv, string path, FileLayout layout, RowCollector rows)
    {
        var header = HeaderPositions.Of(csv, path, layout);
        var current = new decimal[layout.Columns.Count];
        var previous = new decimal[layout.Columns.Count];
        var first = long.MinValue;
        var last = long.MinValue;
        var repeated = 0;
        var none = true;
        while (csv.Read())
        {
            if (IsBlank(csv))
                continue;
            if (csv.RowFieldCount != csv.FieldCount)
                throw FileFault.InRow(path, csv.RowNumber, "DATA-002", $"The row has {csv.RowFieldCount} fields; the header has {csv.FieldCount}.");
            var time = ReadTime(csv, path, layout, header.Time);
            ReadValues(csv, path, layout, header.Columns, current);
            if (none || time > last)
            {
                rows.Add(time + layout.KnownAfterSeconds, current);
                (previous, current) = (current, previous);
                first = none ? time : first;
                last = time;
                none = false;
                continue;
            }

            if (time < last)
                throw FileFault.InRow(path, csv.RowNumber, "DATA-009", $"Rows must ascend; {Epoch.Text(time)} stands below {Epoch.Text(last)}.");
            RefuseConflict(csv, path, layout, time, previous, current);
            repeated++;
        }

        return none ? throw FileFault.InFile(path, "DATA-003", "The file has a header but no rows.") : rows.Content(path, first, last, repeated);
    }

    private static long ReadTime(CsvDataReader csv, string path, FileLayout layout, int position)
    {
        var text = csv.GetFieldSpan(position);
        if (!TimestampText.TryParse(text, out var time))
            throw FileFault.InRow(path, csv.RowNumber, "DATA-009", $"{layout.TimeColumn} is '{text}'; it must be UTC like {TimestampText.Accepted}.");
        if (time % layout.StepSeconds != 0)
            throw FileFault.InRow(path, csv.RowNumber, "DATA-010", $"{layout.TimeColumn} is '{text}'; it must be a {(layout.StepSeconds == Period.StepSeconds ? "full hour" : "midnight")}.");
        return time;
    }

    private static void ReadValues(CsvDataReader csv, string path, FileLayout layout, int[] positions, decimal[] values)
    {
        for (var i = 0; i < positions.Length; i++)
        {
            var text = csv.GetFieldSpan(positions[i]);
            var column = layout.Columns[i];
            if (column.Rule == ValueRule.Date)
            {
                if (!TimestampText.TryParse(text, out var seconds))
                    throw FileFault.InRow(path, csv.RowNumber, "DATA-009", $"{column.Name} is '{text}'; it must be UTC like {TimestampText.Accepted}.");
                values[i] = seconds;
                continue;
            }

            if (!DecimalText.TryParse(text, out values[i]))
                throw FileFault.InRow(path, csv.RowNumber, "DATA-006", $"{column.Name} is '{text}'; it must be a finite number.");
            if (column.Rule == ValueRule.Positive && values[i] <= 0)
                throw FileFault.InRow(path, csv.RowNumber, "DATA-006", $"{column.Name} is {text}; it must be above 0.");
            if (column.Rule == ValueRule.NotNegative && values[i] < 0)
                throw FileFault.InRow(path, csv.RowNumber, "DATA-006", $"{column.Name} is {text}; it must not be negative.");
        }

        if (layout.Check?.Invoke(values) is { } complaint)
            throw FileFault.InRow(path, csv.RowNumber, "DATA-012", $"The row contradicts itself: {complaint}.");
    }

    private static void RefuseConflict(CsvDataReader csv, string path, FileLayout layout, long time, decimal[] kept, decimal[] repeated)
    {
        for (var i = 0; i < kept.Length; i++)
        {
            if (kept[i] != repeated[i])
            {
                throw FileFault.InRow(
                    path,
                    csv.RowNumber,
                    "DATA-008",
                    $"{Epoch.Text(time)} stands twice with different values: {layout.Columns[i].Name} is {kept[i]}, then {repeated[i]}. Repeated rows must be equal.");
            }
        }
    }

    // A line without any text, as editors leave at the end of a file, is no row.
    private static bool IsBlank(CsvDataReader csv) => csv.RowFieldCount == 1 && csv.FieldCount > 1 && csv.GetFieldSpan(0).IsEmpty;

    private static StreamReader Open(string path)
    {
        var stream = new FileStream(path, new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan });
        return new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, BufferChars);
    }

    private static CsvDataReaderOptions Options() => new()
    {
        Delimiter = ',',
        Comment = '#',
        HeaderComparer = StringComparer.Ordinal,
        ResultSetMode = ResultSetMode.SingleResult,
    };
}
