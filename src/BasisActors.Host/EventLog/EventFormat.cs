using BasisActors.Actors.Events;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Ledger;
using BasisActors.Host.EventLog.Payloads;
using BasisActors.Host.EventLog.Text;

namespace BasisActors.Host.EventLog;

/// <summary>
/// Writes an event as one line of JSON and as one row of events.csv (domain reference §8, docs/events.md). In a backtest nothing in a record comes from
/// the machine: the real time is the engine's and the process id is 0, so two runs with the same inputs and the same name write the same bytes.
/// </summary>
/// <param name="options">What every record says.</param>
/// <param name="chart">The accounts that books and postings refer to.</param>
/// <param name="realTime">Source of real_utc_time in live; null in a backtest.</param>
internal sealed class EventFormat(EventSinkOptions options, ChartOfAccounts chart, TimeProvider? realTime = null)
{
    private readonly PayloadText _payloads = new(chart, options.ExecutionMode);
    private readonly Dictionary<string, RecordHead> _heads = new(StringComparer.Ordinal);
    private readonly byte[] _beforeTick = BeforeTick(options.RunId), _afterTick = AfterTick(options.RunId, realTime is null ? 0 : Environment.ProcessId);
    private readonly Utf8Text _timeJson = new(), _timeCsv = new();
    private DateTimeOffset? _timestamp, _real;

    /// <summary>The header line of events.csv.</summary>
    public static ReadOnlySpan<byte> CsvHeader => CsvCells.Header;

    /// <summary>Appends the event as one line of JSON and, where one is given, as one row of CSV.</summary>
    /// <exception cref="BasisException">EVT-001 for a component or a payload that has no format; the text then holds a part of the line.</exception>
    public void Write(in OrderedEvent entry, Utf8Text json, Utf8Text? csv = null)
    {
        var e = entry.Event;
        SetTime(e.Timestamp, realTime?.GetUtcNow() ?? e.Timestamp);
        var head = HeadOf(e.Component);

        json.Field("""{"order":"""u8, entry.Order);
        json.Raw(_timeJson.Written);
        json.Raw(head.Json(e));
        json.Raw(_payloads.Json(e.Payload));
        json.Raw("}\n"u8);
        if (csv is null)
            return;

        csv.Number(entry.Order);
        csv.Raw(_timeCsv.Written);
        csv.Raw(head.Csv(e));
        csv.Raw(_payloads.Csv(e.Payload));
        csv.Byte('\n');
    }

    private RecordHead HeadOf(string component)
    {
        if (!_heads.TryGetValue(component, out var head))
            _heads.Add(component, head = new RecordHead(component, options));
        return head;
    }

    /// <summary>All events of a tick have one time, which is encoded once.</summary>
    private void SetTime(DateTimeOffset timestamp, DateTimeOffset real)
    {
        if (_timestamp == timestamp && _real == real)
            return;
        (_timestamp, _real) = (timestamp, real);
        _timeCsv.Clear();
        _timeCsv.Byte(',');
        _timeCsv.Timestamp(timestamp);
        _timeCsv.Byte(',');
        _timeCsv.Timestamp(real);

        _timeJson.Clear();
        _timeJson.Field(""","timestamp":"""u8, timestamp);
        _timeJson.Field(""","real_utc_time":"""u8, real);
        _timeJson.Raw(_beforeTick);
        foreach (var digit in _timeCsv.Written.Slice(1, "yyyy-MM-ddTHH:mm:ss".Length))
        {
            if (digit is not ((byte)'-' or (byte)':'))
                _timeJson.Byte((char)digit);
        }

        _timeJson.Raw(_afterTick);
    }

    /// <summary>A tick's correlation id is the run's name and the tick's time, as in <c>r1-20240501T120000Z</c>.</summary>
    private static byte[] BeforeTick(string runId)
    {
        var json = new Utf8Text();
        json.Field(""","correlation_id":"""u8, runId + "-");
        return json.Written[..^1].ToArray(); // without the closing quote
    }

    private static byte[] AfterTick(string runId, long processId)
    {
        var json = new Utf8Text();
        json.Field("""Z","run_id":"""u8, runId);
        json.Field(""","pid":"""u8, processId);
        return json.Written.ToArray();
    }
}
