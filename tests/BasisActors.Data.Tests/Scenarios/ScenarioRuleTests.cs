using BasisActors.Data.Sample;
using BasisActors.Data.Scenarios;
using BasisActors.Data.Tests.Sample;
using BasisActors.Domain.Market;
using BasisActors.Tests.Fixtures;
using static BasisActors.Data.Tests.Loading.DataFolder;

namespace BasisActors.Data.Tests.Scenarios;

/// <summary>What every scenario of the market keeps to.</summary>
public sealed class ScenarioRuleTests : IDisposable
{
    private const int Rows = 120;
    private const int Begin = 41; // in the middle of a day and of a funding period

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> All => [.. Scenarios(MarketBuilder.Hour(Begin)).Keys];

    [Theory]
    [MemberData(nameof(All))]
    public void Rows_before_the_begin_are_untouched_and_some_later_one_is_not(string name)
    {
        var before = Series.EveryKind(Rows);
        var after = Scenarios(MarketBuilder.Hour(Begin))[name].Apply(before);

        var changed = 0;
        for (var series = 0; series < before.Columns.Count; series++)
        {
            for (var row = 0; row < Rows; row++)
            {
                if (row < Begin)
                    Assert.Equal(before.Read(series, row), after.Read(series, row));
                changed += before.Read(series, row) == after.Read(series, row) ? 0 : 1;
            }
        }

        Assert.True(changed > 0);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void No_row_depends_on_a_later_one(string name) // S-063
    {
        var scenario = Scenarios(MarketBuilder.Hour(Begin))[name];
        for (var now = 0; now < Rows; now += 7)
        {
            var (one, other) = (scenario.Apply(Series.EveryKind(Rows)), scenario.Apply(Series.EveryKind(Rows, changedFrom: now + 1)));
            for (var series = 0; series < one.Columns.Count; series++)
                Assert.Equal(one.Read(series, now), other.Read(series, now));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_table_it_is_given_stays_as_it_was_and_twice_gives_the_same(string name)
    {
        var table = Series.EveryKind(Rows);
        var scenario = Scenarios(MarketBuilder.Hour(Begin))[name];

        var (first, second) = (scenario.Apply(table), scenario.Apply(table));

        foreach (var (column, fresh) in table.Columns.Zip(Series.EveryKind(Rows).Columns))
            AssertSame(fresh, column);
        foreach (var (column, again) in first.Columns.Zip(second.Columns))
            AssertSame(column, again);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Settlements_stay_where_they_were(string name)
    {
        var table = Series.EveryKind(Rows);

        Assert.Equal(table.Of(Series.Funding).AgeSeconds, Scenarios(MarketBuilder.Hour(Begin))[name].Apply(table).Of(Series.Funding).AgeSeconds);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_sample_takes_every_scenario_and_its_indexes_still_never_fall(string name)
    {
        SampleDataSet.Write(new SampleRequest(_folder["sample"], SampleDataSet.DefaultSeed, At("2024-06-01 00"), At("2024-07-01 00")));
        SeriesKey[] keys =
        [
            Series.Spot, Series.OtherSpot, Series.Perp, Series.Funding, Series.Gas, Series.Oracle, Series.LstRate, Series.LstMarket,
            Series.BorrowIndex, Series.BorrowRate, Series.LiquidityIndex, Series.SupplyRate,
        ];
        var before = CsvMarketData.Load(new MarketDataRequest(_folder["sample"], At("2024-06-11 00"), At("2024-06-30 00"), [.. keys], [], Rules)).Table;

        var after = Scenarios(At("2024-06-15 05"))[name].Apply(before);

        Assert.Contains(after.Columns, c => !ReferenceEquals(c, before.Of(c.Key)));
        foreach (var index in new[] { after.Of(Series.BorrowIndex), after.Of(Series.LiquidityIndex) })
            Assert.All(index.Values.Zip(index.Values.Skip(1)), pair => Assert.True(pair.Second >= pair.First));
        Assert.All(after.Columns.Where(c => c.Key.Kind != SeriesKind.Funding), c => Assert.All(c.Values.Where((_, i) => c.AgeSeconds[i] >= 0), v => Assert.True(v >= 0)));
    }

    public void Dispose() => _folder.Dispose();

    private static void AssertSame(SeriesColumn expected, SeriesColumn actual)
    {
        Assert.Equal(expected.Values, actual.Values);
        Assert.Equal(expected.AgeSeconds, actual.AgeSeconds);
    }

    private static Dictionary<string, MarketScenario> Scenarios(DateTimeOffset at) => new()
    {
        ["crash"] = new PriceMove(at, -0.4m, 24, 0),
        ["crash at once"] = new PriceMove(at, -0.4m, 0, 0),
        ["rally and back"] = new PriceMove(at, 0.8m, 12, 30),
        ["depeg"] = new LstDepeg(at, 0.05m, 30),
        ["funding_flip"] = new FundingFlip(at, -0.0005m, 30),
        ["borrow_spike"] = new BorrowSpike(at, "WETH", 0.4m, 50),
        ["gas_spike"] = new GasSpike(at, 50m, 48),
        ["venue_outage"] = new MissingCandles(at, 12, [SeriesKind.Spot, SeriesKind.Perp], "binance"),
        ["stale_feed"] = new MissingCandles(at, 6, [SeriesKind.Spot, SeriesKind.Perp, SeriesKind.LstMarket]),
        ["oracle_jump"] = new OracleJump(at, 0.045m, 0),
        ["oracle_jump and back"] = new OracleJump(at, 0.045m, 30),
    };
}
