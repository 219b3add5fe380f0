using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using BasisActors.Domain.Errors;

namespace BasisActors.Host.Inspection;

/// <summary>The palette of a host that runs elsewhere, asked over HTTP.</summary>
/// <param name="http">With the host's address, and with its key where it asks for one.</param>
public sealed class RemoteHost(HttpClient http)
{
    /// <summary>A client of a host.</summary>
    /// <param name="address">Its address.</param>
    /// <param name="key">Its key; null where it asks for none.</param>
    public static HttpClient Connect(Uri address, string? key)
    {
        var http = new HttpClient { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
        if (key is not null)
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return http;
    }

    /// <exception cref="BasisException">INS-001 when it is not an address.</exception>
    public static Uri Address(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
        ? address
        : throw new BasisException("INS-001", $"'{text}' is not the address of a host.", "--host", "It is http://HOST:PORT or https://HOST:PORT.");

    /// <summary>The answer, record by record, as JSON.</summary>
    /// <exception cref="BasisException">What the host says is wrong; INS-005 when it cannot be asked.</exception>
    public async IAsyncEnumerable<JsonElement> AnswerAsync(InspectionCall call, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var request = Request(call);
        using var answer = await SendAsync(request, cancellation).ConfigureAwait(false);
        if (!answer.IsSuccessStatusCode)
            throw new BasisException(await ErrorAsync(answer, cancellation).ConfigureAwait(false));
        var body = await answer.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        if (answer.Content.Headers.ContentType?.MediaType != "text/event-stream")
        {
            using var document = await JsonDocument.ParseAsync(body, default, cancellation).ConfigureAwait(false);
            foreach (var record in document.RootElement.GetProperty("data").EnumerateArray())
                yield return record.Clone();
            yield break;
        }

        const string Data = "data: ";
        using var lines = new StreamReader(body, Encoding.UTF8);
        while (await lines.ReadLineAsync(cancellation).ConfigureAwait(false) is { } line)
        {
            if (line.StartsWith(Data, StringComparison.Ordinal))
                yield return JsonElement.Parse(line[Data.Length..]);
        }
    }

    private static HttpRequestMessage Request(InspectionCall call)
    {
        var path = $"api/v1/inspect/{call.Command.Group}/{call.Command.Verb}";
        if (!call.IsReading)
            return new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(call.Arguments) };
        var query = string.Join('&', call.Arguments.Select(a => $"{Uri.EscapeDataString(a.Key)}={Uri.EscapeDataString(a.Value)}"));
        return new HttpRequestMessage(HttpMethod.Get, query.Length == 0 ? path : $"{path}?{query}");
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
        }
        catch (HttpRequestException e)
        {
            throw new BasisException("INS-005", $"There is no host at {http.BaseAddress}: {e.Message}", "--host");
        }
    }

    private static async Task<BasisError> ErrorAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        var text = await answer.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false);
        try
        {
            var problem = JsonElement.Parse(text);
            string? Text(string name) => problem.TryGetProperty(name, out var value) ? value.GetString() : null;
            var code = Text("error_code") is { } known && ErrorRegistry.IsRegistered(known) ? known : "INS-005";
            return new BasisError(code, Text("detail") ?? $"The host answers {(int)answer.StatusCode}.", Text("where"), Text("resolution"));
        }
        catch (JsonException)
        {
            return new BasisError("INS-005", $"What answers is no host of ours: {(int)answer.StatusCode}.", "--host");
        }
    }
}
