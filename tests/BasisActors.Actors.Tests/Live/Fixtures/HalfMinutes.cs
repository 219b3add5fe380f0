using BasisActors.Actors.Tests.Fixtures;
using BasisActors.Domain.Market;

namespace BasisActors.Actors.Tests.Live.Fixtures;

/// <summary>A quiet market with a row every 30 s, as a live run reads it: a price is overdue after 60 s, funding after nine hours.</summary>
internal static class HalfMinutes
{
    public const int Step = 30;

    private const int PriceAge = 60, FundingAge = 9 * 3600;

    public static MarketTable Market(int rows = 40) => new(MarketBuilder.Start, Step, rows,
    [
        Price(SampleMarket.BinanceSpot, rows, 60_000), Price(SampleMarket.BinancePerp, rows, 60_010), Price(SampleMarket.BybitPerp, rows, 60_005),
        Once(SampleMarket.BinanceFunding, rows), Once(SampleMarket.BybitFunding, rows),
        Price(ReferenceSeries.Gas, rows, 10), Price(ReferenceSeries.EthUsdt, rows, 3_000),
    ]);

    public static DateTimeOffset At(int row) => MarketBuilder.Start.AddSeconds(row * Step);

    private static SeriesColumn Price(SeriesKey key, int rows, decimal price) => new(key, PriceAge, [.. Enumerable.Repeat(price, rows)], new int[rows]);

    private static SeriesColumn Once(SeriesKey key, int rows) =>
        new(key, FundingAge, [.. Enumerable.Repeat(SampleMarket.UsualFunding, rows)], [.. Enumerable.Range(0, rows).Select(r => r * Step)]);
}
