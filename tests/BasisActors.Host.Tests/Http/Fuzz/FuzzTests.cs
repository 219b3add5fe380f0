using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Xunit.Abstractions;

namespace BasisActors.Host.Tests.Http.Fuzz;

/// <summary>
/// Requests made from the API's own description, right, half right and wrong, with every key and none: nothing fails inside, nothing hangs, nobody without the key
/// changes anything, and every refusal is a problem document. BASIS_FUZZ sets how many.
/// </summary>
public class FuzzTests(ITestOutputHelper output)
{
    private const int Usual = 20_000, AtOnce = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly (string, string)[] Unlimited =
        [.. new[] { "HEALTH", "BACKTEST", "LIVE", "CAPITAL", "READ", "LOGIN" }.Select(kind => ($"BASIS_API__LIMIT_{kind}", "10000000"))];

    [Fact]
    public async Task The_description_is_valid_and_every_operation_says_what_it_is()
    {
        await using var host = await ServedHost.StartAsync();
        var text = await host.Anonymous.GetStringAsync("/openapi/v1.json");

        var read = OpenApiDocument.Parse(text, "json");

        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Empty(read.Diagnostic.Warnings);
        Assert.All(
            read.Document!.Paths.SelectMany(p => p.Value.Operations!.Select(o => (Name: $"{o.Key} {p.Key}", o.Value))),
            o =>
            {
                Assert.False(string.IsNullOrWhiteSpace(o.Value.Summary), $"{o.Name} has no summary");
                Assert.True(o.Value.Responses!.Keys.Any(s => s.StartsWith('2')), $"{o.Name} has no success");
            });
    }

    [Fact]
    public async Task No_request_breaks_the_host()
    {
        var count = int.Parse(Environment.GetEnvironmentVariable("BASIS_FUZZ") ?? $"{Usual}", CultureInfo.InvariantCulture);
        await using var host = await ServedHost.StartAsync(environment: Unlimited);
        host.Runs.Expect([]); // it is up, with nothing to carry
        var document = JsonNode.Parse(await host.Anonymous.GetStringAsync("/openapi/v1.json"))!;
        var operations = Operation.All(document);
        using var client = new HttpClient { BaseAddress = host.Address, Timeout = Patience };
        var wrong = new ConcurrentQueue<string>();
        var seen = new ConcurrentDictionary<(string Operation, int Status), int>();

        await Parallel.ForEachAsync(Enumerable.Range(0, AtOnce), async (lane, stop) =>
        {
            var requests = new Requests(document, lane);
            for (var i = lane; i < count && wrong.IsEmpty; i += AtOnce)
            {
                var operation = operations[i / AtOnce % operations.Count];
                using var request = requests.Of(operation);
                var key = requests.Sign(request);
                var found = await AskAsync(client, operation, request, key, stop);
                if (found.Wrong is { } what)
                    wrong.Enqueue($"lane {lane}, request {i}: {operation} {request.RequestUri} {(request.Content is { } c ? await c.ReadAsStringAsync(stop) : "")}: {what}");
                seen.AddOrUpdate((operation.ToString(), found.Status), 1, (_, n) => n + 1);
            }
        });

        foreach (var operation in seen.GroupBy(s => s.Key.Operation).OrderBy(g => g.Key, StringComparer.Ordinal))
            output.WriteLine($"{operation.Key}: {string.Join(", ", operation.OrderBy(s => s.Key.Status).Select(s => $"{s.Value} × {s.Key.Status}"))}");
        Assert.True(wrong.IsEmpty, string.Join('\n', wrong));
        Assert.Equal(operations.Count, seen.Select(s => s.Key.Operation).Distinct().Count());
    }

    private static async Task<(int Status, string? Wrong)> AskAsync(HttpClient client, Operation operation, HttpRequestMessage request, string? key, CancellationToken stop)
    {
        HttpResponseMessage answer;
        try
        {
            answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return (0, "no answer");
        }

        using (answer)
        {
            var status = (int)answer.StatusCode;
            var isStranger = key is null or "wrong-key-of-the-tests-0123456789abcdef";
            if (status >= 500)
                return (status, $"{status} {await answer.Content.ReadAsStringAsync(stop)}");
            if (operation is { NeedsKey: true } && isStranger && status is not (401 or 403))
                return (status, $"{status} to a stranger");
            if (status < 400)
                return (status, operation.Statuses.Contains(status) ? null : $"{status} is not among the answers it describes");
            if (answer.Content.Headers.ContentType?.MediaType != "application/problem+json")
                return (status, $"{status} is no problem document but {answer.Content.Headers.ContentType}: {await answer.Content.ReadAsStringAsync(stop)}");
            var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync(stop));
            return (status, problem?["code"] is null || problem["status"]?.GetValue<int>() != status || problem["success"]?.GetValue<bool>() != false ? $"a problem without code or status: {problem}" : null);
        }
    }
}
