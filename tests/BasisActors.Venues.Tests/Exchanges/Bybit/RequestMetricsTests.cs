using System.Diagnostics.Metrics;
using BasisActors.Domain.Errors;
using BasisActors.Venues.Exchanges.Requests;

namespace BasisActors.Venues.Tests.Exchanges.Bybit;

/// <summary>Requests to an exchange are counted by what came of them, and timed; nothing else of them is told.</summary>
public sealed class RequestMetricsTests : IDisposable
{
    /// <summary>Other tests count at the same time; what a request tells is told on its own way.</summary>
    private static readonly AsyncLocal<List<string>?> Mine = new();

    private readonly MeterListener _meters = new();

    public RequestMetricsTests()
    {
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == VenueRequests.MeterName)
                listener.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Mine.Value?.Add(Text(instrument, tags)));
        _meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Mine.Value?.Add(Text(instrument, tags)));
        _meters.Start();
    }

    public void Dispose() => _meters.Dispose();

    [Fact]
    public void An_answer_is_counted_and_timed()
    {
        Mine.Value = [];

        new BybitDesk().Ask(c => c.QuoteAsync("DOGEUSDT", default));

        Assert.Contains("basis.venue.requests venue=bybit outcome=ok", Mine.Value);
        Assert.Equal(Mine.Value.Count(t => t.StartsWith("basis.venue.requests ", StringComparison.Ordinal)), Mine.Value.Count(t => t == "basis.venue.request.duration venue=bybit"));
    }

    [Fact]
    public void No_answer_is_counted_at_each_attempt()
    {
        Mine.Value = [];
        var desk = new BybitDesk();
        for (var i = 0; i < 20; i++)
            desk.Exchange.ReadFaults.Enqueue(Fault.LostOnTheWay);

        Assert.Throws<BasisException>(() => desk.Ask(c => c.QuoteAsync("BTCUSDT", default)));

        Assert.Equal(desk.Exchange.Requests.Count, Mine.Value.Count(t => t == "basis.venue.requests venue=bybit outcome=not_known"));
    }

    private static string Text(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        $"{instrument.Name} {string.Join(' ', tags.ToArray().Select(t => $"{t.Key}={t.Value}"))}";
}
