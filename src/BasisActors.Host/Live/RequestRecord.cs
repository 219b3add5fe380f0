using System.Text.Json;
using System.Text.Json.Serialization;
using BasisActors.Actors.Live;

namespace BasisActors.Host.Live;

public enum RequestState
{
    /// <summary>In the run's inbox.</summary>
    Queued,

    /// <summary>In the journal, and not done: a withdrawal that is still to be paid.</summary>
    Taken,

    Completed,

    /// <summary>Taken in, and nothing was done for it.</summary>
    Refused,
}

/// <summary>What has become of a request to a run.</summary>
/// <param name="Request">The request.</param>
/// <param name="State">How far it is.</param>
public sealed record RequestRecord(OperatorRequest Request, RequestState State)
{
    /// <summary>Sequence of the tick that took it in; null before.</summary>
    public long? Tick { get; init; }

    /// <summary>Time of that tick.</summary>
    public DateTimeOffset? TakenAt { get; init; }

    /// <summary>Time of the tick at which it was done, or refused.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>Share-class currency that was paid out; of a withdrawal that is completed only.</summary>
    public decimal? Paid { get; init; }

    /// <summary>Equity at the end of the tick at which it was done, share-class currency.</summary>
    public decimal? Equity { get; init; }

    /// <summary>The tick's action and reason, or why nothing was done.</summary>
    public string? Outcome { get; init; }
}

/// <summary>The records of one run, a file for each request. Who leaves a request begins its record, and the run goes on with it; a replay writes the same again.</summary>
/// <param name="runDirectory">The run's folder.</param>
public sealed class RequestRecords(string runDirectory)
{
    private readonly string _directory = Path.Combine(runDirectory, "requests");

    public RequestRecord? Find(string id) => Read(PathOf(id));

    /// <summary>All records, in no order.</summary>
    public IEnumerable<RequestRecord> All() => Directory.Exists(_directory)
        ? Directory.EnumerateFiles(_directory, "*.json").Select(Read).OfType<RequestRecord>()
        : [];

    /// <summary>The file is whole from the start: it is written beside and moved into place.</summary>
    public void Write(RequestRecord record)
    {
        Directory.CreateDirectory(_directory);
        var path = PathOf(record.Request.Id);
        File.WriteAllText(path + ".new", JsonSerializer.Serialize(record, RequestJson.Default.RequestRecord));
        File.Move(path + ".new", path, overwrite: true);
    }

    private static RequestRecord? Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllText(path), RequestJson.Default.RequestRecord) : null;
        }
        catch (JsonException)
        {
            return null; // somebody else's file
        }
    }

    private string PathOf(string id) => Path.Combine(_directory, id + ".json");
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(PositionKeyConverter)])]
[JsonSerializable(typeof(RequestRecord))]
internal sealed partial class RequestJson : JsonSerializerContext;
