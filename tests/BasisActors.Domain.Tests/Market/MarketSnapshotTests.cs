using BasisActors.Domain.Errors;
using BasisActors.Domain.Market;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Market;

/// <summary>Ages, overdue values and the last settlements.</summary>
public class MarketSnapshotTests
{
    private static readonly SeriesKey Spot = Keys.Spot("binance");
    private static readonly SeriesKey Funding = Keys.Funding("binance");

    [Fact]
    public void A_value_ages_until_the_next_observation()
    {
        var table = new MarketBuilder(rows: 4).Observe(Spot, 3600, (1, 100m), (3, 101m)).Build();
        var handle = table.Find(Spot);

        Observation[] seen = [.. Enumerable.Range(0, 4).Select(r => table.At(MarketBuilder.Hour(r))[handle])];

        Assert.False(seen[0].IsKnown);
        Assert.Equal([new(100m, 0), new(100m, 3600), new(101m, 0)], seen[1..]);
        Assert.Equal([false, true, false, true], seen.Select(o => o.IsNew));
    }

    [Fact]
    public void A_missing_series_is_unknown_and_asking_for_its_value_is_an_error()
    {
        var snapshot = Markets.Basis().Build().At(MarketBuilder.Start);

        Assert.Equal(Observation.Unknown, snapshot[-1]);
        Assert.Equal("EXP-003", Assert.Throws<BasisException>(() => snapshot.Value(-1)).Error.Code);
    }

    [Fact]
    public void A_value_before_the_first_observation_is_an_error_that_names_the_series()
    {
        var table = new MarketBuilder(rows: 2).Observe(Spot, 3600, (1, 100m)).Build();

        var error = Assert.Throws<BasisException>(() => table.At(MarketBuilder.Start).Value(0)).Error;

        Assert.Equal(("EXP-003", "Spot/binance/BTCUSDT"), (error.Code, error.Where));
        Assert.Contains("2024-01-01 00:00", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_is_overdue_from_the_moment_the_next_one_should_be_there()
    {
        var table = new MarketBuilder(rows: 10).Observe(Spot, 3600, (0, 1m), (1, 1m)).Observe(Funding, Markets.EightHours, (0, 1m)).Build();
        bool Overdue(SeriesKey key, int row) => table.At(MarketBuilder.Hour(row)).IsOverdue(table.Find(key));

        Assert.Equal([false, false, true], [Overdue(Spot, 0), Overdue(Spot, 1), Overdue(Spot, 2)]);
        Assert.Equal([false, false, true], [Overdue(Funding, 0), Overdue(Funding, 7), Overdue(Funding, 8)]);
        Assert.True(table.At(MarketBuilder.Start).IsOverdue(-1));
    }

    [Fact]
    public void The_last_observations_are_settlements_and_not_hours()
    {
        // settlements at 0, 8, 16, 24 h with 1, 2, 4, 9
        var table = new MarketBuilder(rows: 26).Observe(Funding, Markets.EightHours, (0, 1m), (8, 2m), (16, 4m), (24, 9m)).Build();

        Assert.Equal((15m, 3), LastOf(table, row: 24, count: 3)); // 2 + 4 + 9
        Assert.Equal((15m, 3), LastOf(table, row: 25, count: 3));
        Assert.Equal((7m, 3), LastOf(table, row: 23, count: 3)); // 1 + 2 + 4: the one of 24 h is not known yet
        Assert.Equal((9m, 1), LastOf(table, row: 24, count: 1));
    }

    [Fact]
    public void There_are_fewer_when_the_series_is_younger_and_none_when_it_is_empty()
    {
        var table = new MarketBuilder(rows: 10).Observe(Funding, Markets.EightHours, (2, 3m), (8, 5m)).Build();

        Assert.Equal((0m, 0), LastOf(table, row: 1, count: 3));
        Assert.Equal((3m, 1), LastOf(table, row: 2, count: 3));
        Assert.Equal((8m, 2), LastOf(table, row: 9, count: 3));
        Assert.Equal((0m, 0), LastOf(table, row: 9, count: 3, series: -1));
    }

    [Fact]
    public void A_value_that_was_known_before_the_table_begins_counts_once()
    {
        var table = new MarketBuilder(rows: 3).Put(new SeriesColumn(Funding, Markets.EightHours, [7m, 7m, 9m], [25_200, 28_800, 0])).Build();

        Assert.Equal((7m, 1), LastOf(table, row: 1, count: 3));
        Assert.Equal((16m, 2), LastOf(table, row: 2, count: 3));
    }

    private static (decimal Sum, int Found) LastOf(MarketTable table, int row, int count, int series = 0) =>
        (table.At(MarketBuilder.Hour(row)).SumOfLast(series, count, out var found), found);
}
