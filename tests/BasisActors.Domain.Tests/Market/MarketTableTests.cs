using BasisActors.Domain.Errors;
using BasisActors.Domain.Market;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Market;

/// <summary>The market by timestamp (S-061, S-063).</summary>
public class MarketTableTests
{
    private static readonly SeriesKey Spot = Keys.Spot("binance");

    [Fact]
    public void A_series_is_found_by_its_key_and_described_by_its_handle()
    {
        var table = Markets.Basis().Build();
        var handle = table.Find(Spot);

        Assert.Equal(Spot, table.Describe(handle));
        Assert.Equal(3600, table.IntervalSeconds(handle));
        Assert.Equal(Markets.EightHours, table.IntervalSeconds(table.Find(Keys.Funding("okx"))));
        Assert.Equal(-1, table.Find(Keys.Spot("okx")));
        Assert.Contains(table.Columns, c => c.Key == Spot);
    }

    [Fact]
    public void A_table_knows_where_it_begins_and_ends()
    {
        var table = new MarketBuilder(rows: 25).Set(Spot, 1m).Build();

        Assert.Equal(MarketBuilder.Start, table.Start);
        Assert.Equal(MarketBuilder.Start.AddHours(24), table.End);
        Assert.Equal(3600, table.StepSeconds);
    }

    [Fact]
    public void A_timestamp_sees_its_own_row_and_nothing_later()
    {
        var table = new MarketBuilder(rows: 3).Set(Spot, 10m, 20m, 30m).Build();
        var handle = table.Find(Spot);

        Assert.Equal(20m, table.At(MarketBuilder.Hour(1)).Value(handle));
        Assert.Equal(1, table.At(MarketBuilder.Hour(1)).Id);
        Assert.Equal(MarketBuilder.Hour(1), table.At(MarketBuilder.Hour(1)).Timestamp);
        // between two rows the earlier one is what was known
        Assert.Equal(20m, table.At(MarketBuilder.Hour(2).AddSeconds(-1)).Value(handle));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3 * 3600)]
    public void A_timestamp_outside_the_data_is_an_error(int secondsFromStart)
    {
        var table = new MarketBuilder(rows: 3).Set(Spot, 1m).Build();

        var error = Assert.Throws<BasisException>(() => table.At(MarketBuilder.Start.AddSeconds(secondsFromStart))).Error;

        Assert.Equal(("DPR-001", "DATA-014"), (error.Code, error.SubCode));
        Assert.Contains("2024-01-01 00:00 to 2024-01-01 02:00", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_second_of_the_last_row_is_inside_the_data() =>
        Assert.Equal(2, new MarketBuilder(rows: 3).Set(Spot, 1m).Build().At(MarketBuilder.Start.AddSeconds(3 * 3600 - 1)).Id);

    [Fact]
    public void A_column_of_the_wrong_length_or_given_twice_is_refused()
    {
        SeriesColumn shortValues = new(Spot, 3600, [1m], [0, 0]), shortAges = new(Spot, 3600, [1m, 1m], [0]), good = new(Spot, 3600, [1m, 1m], [0, 0]);

        Assert.Throws<ArgumentException>(() => new MarketTable(MarketBuilder.Start, 3600, 2, [shortValues]));
        Assert.Throws<ArgumentException>(() => new MarketTable(MarketBuilder.Start, 3600, 2, [shortAges]));
        Assert.Throws<ArgumentException>(() => new MarketTable(MarketBuilder.Start, 3600, 2, [good, good]));
    }

    [Fact]
    public void A_grid_needs_a_step_and_a_row()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new MarketTable(MarketBuilder.Start, 0, 1, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MarketTable(MarketBuilder.Start, 3600, 0, []));
    }

    [Fact]
    public void A_series_key_reads_kind_venue_and_symbol() => Assert.Equal("Funding/bybit/BTCUSDT", Keys.Funding("bybit").ToString());
}
