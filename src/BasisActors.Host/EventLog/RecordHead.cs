using BasisActors.Actors.Events;
using BasisActors.Host.EventLog.Text;

namespace BasisActors.Host.EventLog;

/// <summary>
/// The part of a record that does not change for a component, an event type, a status and a level. Encoded at first use; a run has some dozens of them.
/// </summary>
internal sealed class RecordHead(string component, EventSinkOptions options)
{
    private readonly byte[]?[] _json = new byte[Enum.GetValues<EventType>().Length * EventNames.StatusCount * EventLevels.Count][];
    private readonly byte[]?[] _csv = new byte[Enum.GetValues<EventType>().Length * EventNames.StatusCount][];
    private readonly string _name = EventNames.RecordNameOf(component);

    /// <summary>From component to the name of data.</summary>
    public ReadOnlySpan<byte> Json(LogEvent entry)
    {
        var level = EventLevels.Of(entry);
        return _json[KeyOf(entry) * EventLevels.Count + (int)level] ??= Json(entry, level);
    }

    /// <summary>From component to status.</summary>
    public ReadOnlySpan<byte> Csv(LogEvent entry) => _csv[KeyOf(entry)] ??= CsvCells(entry);

    private static int KeyOf(LogEvent entry) => (int)entry.Type * EventNames.StatusCount + (int)entry.Status;

    private byte[] Json(LogEvent entry, EventLevel level)
    {
        var json = new Utf8Text();
        json.Field(""","component":"""u8, _name);
        json.Field(""","event_type":"""u8, EventNames.Of(entry.Type));
        json.Field(""","level":"""u8, level.Name());
        json.Field(""","status":"""u8, EventNames.Of(entry.Status));
        json.Field(""","mode":"""u8, options.Mode);
        json.Field(""","execution_mode":"""u8, options.ExecutionMode);
        json.Raw(""","data":"""u8);
        return json.Written.ToArray();
    }

    private byte[] CsvCells(LogEvent entry)
    {
        var csv = new Utf8Text();
        csv.Cell(_name);
        csv.Cell(EventNames.Of(entry.Type));
        csv.Cell(EventNames.Of(entry.Status));
        return csv.Written.ToArray();
    }
}
