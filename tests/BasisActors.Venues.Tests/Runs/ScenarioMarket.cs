using BasisActors.Domain.Configuration;
using BasisActors.Domain.Market;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Venues.Tests.Runs;

/// <summary>The market of a random run: everything that any mode asks for, from one list of hours.</summary>
internal static class ScenarioMarket
{
    private static readonly string[] Venues = ["binance", "bybit", "okx"];

    public static MarketTable Of(RunConfiguration configuration, IReadOnlyList<Hour> hours)
    {
        var rows = hours.Count;
        var inEther = configuration.Asset == "ETH";
        var spot = Path(inEther ? 3_300m : 50_000m, hours, (p, h) => decimal.Round(p * h.Step, 2));
        var ether = inEther ? spot : Path(3_300m, hours, (p, _) => p);
        var supply = Path(1.05m, hours, (i, h) => i + h.SupplyGrowth);
        var oracle = Path(1.05m, hours, (r, h) => decimal.Round(r * h.OracleStep, 18));
        var market = new MarketBuilder(rows)
            .Set(ReferenceSeries.Gas, [.. hours.Select(h => h.Gas)]).Set(ReferenceSeries.EthUsdt, ether)
            .Set(new SeriesKey(SeriesKind.SupplyRate, "aave_v3", "USDT"), 0.05m).Set(new SeriesKey(SeriesKind.SupplyRate, "aave_v3", "WETH"), 0.02m)
            .Set(new SeriesKey(SeriesKind.BorrowIndex, "aave_v3", "WETH"), Path(1.02m, hours, (i, h) => i + h.BorrowGrowth))
            .Set(Modes.Token.OracleRate, oracle).Set(Modes.Token.MarketRate, [.. oracle.Select((r, i) => decimal.Round(r * (1 - hours[i].Discount), 18))]);
        foreach (var token in new[] { "USDT", "WETH", "weETH" })
            market.Set(new SeriesKey(SeriesKind.LiquidityIndex, "aave_v3", token), supply);
        var pair = inEther ? "ETHUSDT" : Keys.Pair;
        if (configuration.SpotVenue.Length > 0)
            market.Set(new SeriesKey(SeriesKind.Spot, configuration.SpotVenue, pair), spot);
        for (var venue = 0; venue < Venues.Length; venue++)
        {
            var at = venue;
            market.Set(new SeriesKey(SeriesKind.Perp, Venues[at], pair), [.. hours.Select((h, i) => decimal.Round(spot[i] * (1 + h.Premiums[at]), 2))]);
            market.Observe(new SeriesKey(SeriesKind.Funding, Venues[at], pair), 2 * 3600, [.. hours.Select((h, i) => (i, h.Funding)).Where(o => o.i % 2 == 0)]);
        }

        return market.Build();
    }

    private static decimal[] Path(decimal start, IReadOnlyList<Hour> hours, Func<decimal, Hour, decimal> step)
    {
        var values = new decimal[hours.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = step(i == 0 ? start : values[i - 1], hours[i]);
        return values;
    }
}
