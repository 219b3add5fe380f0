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

        return requests.ToImmutable();
    }

    public void Remove(ImmutableArray<OperatorRequest> requests)
    {
        foreach (var request in requests)
            File.Delete(Path.Combine(directory, request.Id + ".json"));
    }
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(PositionKeyConverter)])]
[JsonSerializable(typeof(OperatorRequest))]
internal sealed partial class InboxJson : JsonSerializerContext;
