using BasisActors.Data;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Market;
using BasisActors.Host.Results;

namespace BasisActors.Host.Comparison;

/// <summary>What capital would have grown by without any strategy, from the same data set: lending, staking, and a yield-bearing dollar.</summary>
internal static class BenchmarkSeries
{
    private static readonly DataRules Rules = new(PriceRule.PrevClose, GapRule.Carry, MissingFunding.Fail, null, DropVenuesWithoutData: true);

    private static readonly (string Name, string Unit, SeriesKey Key)[] All =
    [
        ("lending USDT", "USDT", new SeriesKey(SeriesKind.LiquidityIndex, "aave_v3", "USDT")),
        ("staking weETH", "ETH", new SeriesKey(SeriesKind.LstRate, "aave_v3", "weETH")),
        ("sUSDe", "USDe", new SeriesKey(SeriesKind.Yield, "ethena", "sUSDe")),
    ];

    /// <summary>The benchmarks that the data set covers.</summary>
    /// <param name="directory">Root of the data set.</param>
    /// <param name="from">Start, growth 1.</param>
    /// <param name="to">End, inclusive.</param>
    /// <param name="notes">Gets one sentence per benchmark left out, and what was odd in the data of the others.</param>
    /// <exception cref="BasisException">DPR-002 when a file is not valid.</exception>
    public static IEnumerable<ComparisonRow> Over(string directory, DateTimeOffset from, DateTimeOffset to, ICollection<string> notes)
    {
        foreach (var (name, unit, key) in All)
        {
            LoadedMarket market;
            try
            {
                market = CsvMarketData.Load(new MarketDataRequest(directory, from, to, [key], [], Rules));
            }
            catch (BasisException e) when (e.Error.Code == "DPR-001")
            {
                notes.Add($"The benchmark {name} is left out: {e.Error.Message}");
                continue;
            }

            foreach (var note in market.Report.Notes)
                notes.Add(note);
            yield return Follow(name, unit, market.Table, market.Table.Find(key), from, to);
        }
    }

    private static ComparisonRow Follow(string name, string unit, MarketTable market, int series, DateTimeOffset from, DateTimeOffset to)
    {
        var isRate = market.Describe(series).Kind == SeriesKind.Yield;
        var start = market.At(from).Value(series);
        var curve = new GrowthCurve(market.StepSeconds);
        curve.Add(from, 1, flow: 1, stale: false);
        var growth = 1m;
        for (var at = from.AddSeconds(market.StepSeconds); at <= to; at = at.AddSeconds(market.StepSeconds))
        {
            growth = isRate ? growth * Hour(market.At(at.AddSeconds(-market.StepSeconds)).Value(series), market.StepSeconds) : market.At(at).Value(series) / start;
            curve.Add(at, growth, flow: 0, stale: false);
        }

        // It moves once a day: statistics of hourly steps would say nothing.
        return new ComparisonRow
        {
            Name = name,
            Mode = null,
            Unit = unit,
            From = from,
            To = to,
            Performance = curve.Performance with { Volatility = null, Sharpe = null, Sortino = null },
            Growth = curve.Growth,
            Drawdown = curve.Drawdown,
        };
    }

    /// <summary>(1 + yield a year)^(share of a year): what was published at an hour is earned until the next.</summary>
    private static decimal Hour(decimal yield, int seconds) => (decimal)Math.Pow((double)(1 + yield), (double)seconds / Metrics.SecondsPerYear);
}
