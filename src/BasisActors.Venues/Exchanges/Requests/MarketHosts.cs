using System.Collections.Immutable;
using Polly;
using Polly.CircuitBreaker;

namespace BasisActors.Venues.Exchanges.Requests;

/// <summary>
/// An exchange answers at several hosts. A read of the market comes from the first of them, in order of preference, that answers; one at which half of the last
/// minute's requests have failed, three at least, is left alone for half a minute. Whatever is signed goes to the first alone: an order is never sent to two.
/// </summary>
public sealed class MarketHosts : DelegatingHandler
{
    /// <summary>Marks a request that any host may answer.</summary>
    internal static readonly HttpRequestOptionsKey<bool> Anywhere = new("anywhere");

    private static readonly TimeSpan LeftAlone = TimeSpan.FromSeconds(30), Counted = TimeSpan.FromMinutes(1);

    private readonly ImmutableArray<(Uri Address, ResiliencePipeline<HttpResponseMessage> Circuit)> _hosts;

    /// <param name="addresses">Base addresses, the preferred one first; at least one.</param>
    /// <param name="time">The clock.</param>
    /// <param name="inner">Sends.</param>
    public MarketHosts(IEnumerable<Uri> addresses, TimeProvider time, HttpMessageHandler inner)
        : base(inner) => _hosts = [.. addresses.Select(a => (a, Circuit(time)))];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!request.Options.TryGetValue(Anywhere, out var anywhere) || !anywhere)
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        HttpResponseMessage? refused = null;
        Exception? failure = null;
        foreach (var (address, circuit) in _hosts)
        {
            try
            {
                var response = await circuit.ExecuteAsync(async token => await base.SendAsync(At(request, address), token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
                refused?.Dispose();
                if (!IsDown(response))
                    return response;
                refused = response;
            }
            catch (Exception exception) when (exception is HttpRequestException or BrokenCircuitException)
            {
                failure = exception;
            }
        }

        return refused ?? throw new HttpRequestException($"None of {_hosts.Length} hosts answers.", failure);
    }

    private static ResiliencePipeline<HttpResponseMessage> Circuit(TimeProvider time) => new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions<HttpResponseMessage>
        {
            FailureRatio = 0.5,
            MinimumThroughput = 3,
            SamplingDuration = Counted,
            BreakDuration = LeftAlone,
            // a host that is silent until its caller gives up has failed as well
            ShouldHandle = new PredicateBuilder<HttpResponseMessage>().Handle<HttpRequestException>().Handle<OperationCanceledException>().HandleResult(IsDown),
        })
        .Build();

    private static bool IsDown(HttpResponseMessage response) => (int)response.StatusCode >= 500;

    private static HttpRequestMessage At(HttpRequestMessage request, Uri address)
    {
        var there = new HttpRequestMessage(request.Method, new Uri(address, request.RequestUri!.PathAndQuery));
        foreach (var (name, values) in request.Headers)
            there.Headers.TryAddWithoutValidation(name, values);
        return there;
    }
}
