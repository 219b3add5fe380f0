using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using BasisActors.Actors.Live;

namespace BasisActors.Host.Live;

/// <summary>
/// What operators ask of a run, a file for each request. A request stays until it is in the journal, so a run that is down or killed takes it in later, once.
/// </summary>
/// <param name="directory">The run's inbox.</param>
public sealed class LiveInbox(string directory)
{
    /// <summary>Leaves a request. The file is whole from the start: it is written beside and moved into place.</summary>
    public static void Leave(string directory, OperatorRequest request)
    {
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, request.Id);
        File.WriteAllText(path + ".new", JsonSerializer.Serialize(request, InboxJson.Default.OperatorRequest));
        File.Move(path + ".new", path + ".json", overwrite: true);
    }

    /// <summary>Leaves a request of the run's own.</summary>
    public void Leave(OperatorRequest request) => Leave(directory, request);

    /// <summary>All requests, oldest first. A file that is not a request is set aside as <c>.refused</c>, so that it holds up nobody.</summary>
    public async Task<ImmutableArray<OperatorRequest>> ReadAsync(CancellationToken cancellation)
    {
        if (!Directory.Exists(directory))
            return [];
        var requests = ImmutableArray.CreateBuilder<OperatorRequest>();
        foreach (var path in Directory.EnumerateFiles(directory, "*.json").Order(StringComparer.Ordinal))
        {
            try
            {
                requests.Add(JsonSerializer.Deserialize(await File.ReadAllTextAsync(path, cancellation).ConfigureAwait(false), InboxJson.Default.OperatorRequest) ?? throw new JsonException("empty"));
            }
            catch (JsonException)
            {
                File.Move(path, path + ".refused", overwrite: true);
            }
        }

        return [.. requests.OrderBy(Age, StringComparer.Ordinal).ThenBy(r => r.Id, StringComparer.Ordinal)];
    }

    /// <summary>
    /// Drops requests to stop. They are for the process that was up when they were left; somebody who starts the run afterwards wants it to go on. A host that takes a run up by
    /// itself keeps them.
    /// </summary>
    public static void ForgetStops(string directory)
    {
        if (!Directory.Exists(directory))
            return;
        foreach (var path in Directory.EnumerateFiles(directory, "*.json"))
        {
            try
            {
                if (JsonSerializer.Deserialize(File.ReadAllText(path), InboxJson.Default.OperatorRequest) is { Kind: OperatorRequestKind.Stop })
                    File.Delete(path);
            }
            catch (JsonException)
            {
                // the run sets it aside
            }
        }
    }

    /// <summary>Ids that people's requests have begin with the time; those that programs give do not.</summary>
    private static string Age(OperatorRequest request) => request.LeftAt is { } at ? TimeOf(at) : request.Id;

    /// <summary>As ids begin.</summary>
    internal static string TimeOf(DateTimeOffset at) => at.ToString("yyyyMMdd'T'HHmmssfffffff", System.Globalization.CultureInfo.InvariantCulture);

    public void Remove(ImmutableArray<OperatorRequest> requests)
    {
        foreach (var request in requests)
            File.Delete(Path.Combine(directory, request.Id + ".json"));
    }
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(PositionKeyConverter)])]
[JsonSerializable(typeof(OperatorRequest))]
internal sealed partial class InboxJson : JsonSerializerContext;
