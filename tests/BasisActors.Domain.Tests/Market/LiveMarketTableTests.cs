using BasisActors.Domain.Errors;
using BasisActors.Domain.Market;
using BasisActors.Tests.Fixtures;
using CsCheck;

namespace BasisActors.Domain.Tests.Market;

/// <summary>The market of a live run: a row for each tick, ages as in a backtest.</summary>
public class LiveMarketTableTests
{
    private const int Step = 30, Window = 10;

    private static readonly DateTimeOffset First = MarketBuilder.Start;
    private static readonly SeriesKey Spot = Keys.Spot("binance");
    private static readonly SeriesKey Funding = Keys.Funding("binance");

    [Fact]
    public void A_value_that_is_read_at_each_tick_is_new_at_each()
    {
        var table = Table();
        for (var row = 0; row < 3; row++)
            table.Append(At(row), [Read(Spot, 100 + row, At(row).AddSeconds(0.4))]); // read after the tick fell due

        Assert.Equal([new(100m, 0), new(101m, 0), new(102m, 0)], Seen(table, Spot, 0, 1, 2));
    }

    [Fact]
    public void A_value_that_is_not_read_is_carried_and_grows_older_until_it_is_overdue()
    {
        var table = Table();
        table.Append(At(0), [Read(Spot, 100, At(0))]);
        table.Append(At(1), []);
        table.Append(At(2), []);

        Assert.Equal([new(100m, 0), new(100m, 30), new(100m, 60)], Seen(table, Spot, 0, 1, 2));
        Assert.Equal([false, false, true], new[] { 0, 1, 2 }.Select(row => table.At(At(row)).IsOverdue(table.Find(Spot))));
    }

    [Fact]
    public void Rows_of_missed_ticks_are_carried_and_can_be_asked_for()
    {
        var table = Table();
        table.Append(At(0), [Read(Spot, 100, At(0))]);
        table.Append(At(4), [Read(Spot, 104, At(4))]);

        Assert.Equal([new(100m, 30), new(100m, 60), new(100m, 90), new(104m, 0)], Seen(table, Spot, 1, 2, 3, 4));
    }

    [Fact]
    public void A_first_tick_after_the_planned_one_has_rows_before_it_that_are_unknown()
    {
        var table = Table();
        table.Append(At(2), [Read(Spot, 100, At(2))]);

        Assert.Equal([Observation.Unknown, Observation.Unknown, new(100m, 0)], Seen(table, Spot, 0, 1, 2));
    }

    [Fact]
    public void A_reading_that_is_not_younger_than_the_one_before_is_nothing_new()
    {
        var table = Table();
        table.Append(At(0), [Read(Spot, 100, At(0))]);
        table.Append(At(1), [Read(Spot, 999, At(0))]);
        table.Append(At(2), [Read(Spot, 999, At(0).AddSeconds(-1))]);

        Assert.Equal([new(100m, 30), new(100m, 60)], Seen(table, Spot, 1, 2));
    }

    [Fact]
    public void A_source_that_lags_behind_grows_stale_although_it_answers()
    {
        var table = Table();
        for (var row = 0; row < 4; row++)
            table.Append(At(row), [Read(Spot, 100 + row, At(row).AddSeconds(-29 * row))]); // 0, 29, 58 and 87 s behind

        Assert.Equal([new(100m, 0), new(101m, 0), new(102m, 30), new(103m, 60)], Seen(table, Spot, 0, 1, 2, 3));
        Assert.True(table.At(At(3)).IsOverdue(table.Find(Spot)));
    }

    [Fact]
    public void Funding_that_is_seen_a_tick_after_it_was_settled_counts()
    {
        // Settled on a tick, shown by the exchange some seconds later: the tick that reads it is younger than the settlement by one step.
        var table = Table();
        table.Append(At(0), [Read(Funding, 0.0001m, At(0).AddHours(-8))]);
        table.Append(At(1), [Read(Funding, 0.0001m, At(0).AddHours(-8))]);
        table.Append(At(2), [Read(Funding, 0.0003m, At(1))]);
        table.Append(At(3), [Read(Funding, 0.0003m, At(1))]);

        Assert.Equal([new(0.0003m, 30), new(0.0003m, 60)], Seen(table, Funding, 2, 3));
        Assert.Equal((0.0003m, 1), Sum(table, 3, 1));
        Assert.Equal(0.0004m, Sum(table, 3, 2).Sum);
    }

    [Fact]
    public void Settlements_that_were_missed_enter_the_rows_of_their_time_and_all_count()
    {
        var table = Table();
        table.Append(At(0), [Read(Funding, 0.0001m, At(0))]);
        table.Append(At(9), [Read(Funding, 0.0004m, At(8)), Read(Funding, 0.0002m, At(2)), Read(Funding, 0.0003m, At(5))]);

        Assert.Equal([new(0.0001m, 30), new(0.0002m, 0), new(0.0002m, 60), new(0.0003m, 0), new(0.0004m, 0), new(0.0004m, 30)], Seen(table, Funding, 1, 2, 4, 5, 8, 9));
        Assert.Equal(0.0009m, table.At(At(9)).SumOfLast(table.Find(Funding), 3, out var found)); // 0.0004 + 0.0003 + 0.0002
        Assert.Equal(3, found);
    }

    [Fact]
    public void Settlements_before_the_first_tick_are_what_a_mean_begins_with()
    {
        var table = Table(Read(Funding, 0.0001m, First.AddHours(-24)), Read(Funding, 0.0002m, First.AddHours(-16)), Read(Funding, 0.0004m, First.AddHours(-8)));
        table.Append(At(0), [Read(Spot, 100, At(0)), Read(Funding, 0.0004m, First.AddHours(-8))]); // the last one is read again and counts once

        Assert.Equal((0.0007m, 3), Sum(table, 0, 3));
        Assert.Equal((0.0006m, 2), Sum(table, 0, 2));
        table.Append(At(1), [Read(Funding, 0.0008m, At(1))]);
        Assert.Equal((0.0014m, 3), Sum(table, 1, 3));
        Assert.Equal((0.0015m, 4), Sum(table, 1, 9));
    }

    [Fact]
    public void Settlements_need_not_come_in_order_and_series_may_have_different_numbers_of_them()
    {
        var other = Keys.Funding("bybit");
        var table = new LiveMarketTable(First, Step, [(Funding, 9 * 3600), (other, 9 * 3600)],
        [
            Read(Funding, 2, First.AddHours(-8)), Read(Funding, 1, First.AddHours(-16)), Read(other, 5, First.AddHours(-8)),
        ], Window);
        table.Append(At(0), []);

        Assert.Equal(First.AddSeconds(-2 * Step), table.Start);
        Assert.Equal((2m, 1), Sum(table, 0, 1));
        Assert.Equal((3m, 2), Sum(table, 0, 9));
        Assert.Equal((5m, 1), Sum(table, 0, 9, other));
    }

    [Theory]
    [InlineData(90.0)] // the same again
    [InlineData(60.0)] // backward
    [InlineData(100.0)] // off the grid
    [InlineData(120.5)] // off the grid by less than a second
    [InlineData(-10.0)] // before the first
    public void A_tick_that_does_not_follow_is_refused_and_changes_nothing(double seconds)
    {
        var table = Table();
        table.Append(At(3), [Read(Spot, 100, At(3))]);

        var error = Assert.Throws<BasisException>(() => table.Append(First.AddSeconds(seconds), [Read(Spot, 1, First.AddDays(1))])).Error;

        Assert.Equal("CLK-002", error.Code);
        table.Append(At(4), []);
        Assert.Equal([new(100m, 0), new(100m, 30)], Seen(table, Spot, 3, 4));
    }

    [Fact]
    public void A_series_that_the_run_does_not_have_is_left_out()
    {
        var table = Table();
        table.Append(At(0), [Read(Keys.Spot("okx"), 1, At(0)), Read(Spot, 100, At(0))]);

        Assert.Equal(-1, table.Find(Keys.Spot("okx")));
        Assert.Equal([new(100m, 0)], Seen(table, Spot, 0));
        Assert.Equal((Spot, 60), (table.Describe(table.Find(Spot)), table.IntervalSeconds(table.Find(Spot))));
    }

    [Fact]
    public void However_long_a_run_goes_on_it_keeps_the_last_two_ticks_and_the_values_of_its_window()
    {
        var table = new LiveMarketTable(First, Step, [(Spot, 60), (Funding, 9 * 3600)], [], window: 3);
        for (var row = 0; row < 10_000; row++)
            table.Append(At(row), [Read(Spot, 100 + row, At(row)), Read(Funding, row / 960, At(row / 960 * 960))]);

        var kept = table.Memory().Series;
        Assert.InRange(kept[0].Values.Length, 3, 4);
        Assert.InRange(kept[1].Values.Length, 3, 4);
        Assert.Equal([new(10_098m, 0), new(10_099m, 0)], Seen(table, Spot, 9_998, 9_999));
        Assert.Equal((10m + 9 + 8, 3), Sum(table, 9_999, 3));
    }

    [Fact]
    public void A_row_that_is_no_longer_kept_is_an_error_and_no_invented_value()
    {
        var table = new LiveMarketTable(First, Step, [(Spot, 60)], [], window: 1);
        for (var row = 0; row < 5; row++)
            table.Append(At(row), [Read(Spot, 100 + row, At(row))]);

        Assert.Equal([new(103m, 0), new(104m, 0)], Seen(table, Spot, 3, 4));
        Assert.Equal(("DPR-001", "DATA-014"), Refused());
        (string, string?) Refused()
        {
            var error = Assert.Throws<BasisException>(() => Seen(table, Spot, 2)).Error;
            return (error.Code, error.SubCode);
        }
    }

    /// <summary>Against a table that forgets nothing: values read late, missed, twice, and none for a while; ticks missed; and taken up again from what was kept.</summary>
    [Fact]
    public void What_a_tick_asks_for_is_what_a_table_that_forgets_nothing_says() => Gen.Int[0, int.MaxValue].Sample(
        seed =>
        {
            var random = new Random(seed);
            var window = random.Next(1, 6);
            var (all, few) = (Of(10_000), Of(window));
            var (row, before) = (-1, -1);
            for (var tick = 0; tick < 60; tick++)
            {
                (before, row) = (row, row + 1 + (random.Next(8) == 0 ? random.Next(40) : 0));
                SeriesReading[] readings = [.. Enumerable.Range(0, random.Next(4)).Select(i => Read(random.Next(2) == 0 ? Spot : Funding, tick * 10 + i, At(row).AddSeconds(-random.Next(300))))];
                all.Append(At(row), readings);
                few.Append(At(row), readings);
                if (random.Next(10) == 0)
                {
                    var memory = few.Memory();
                    (few = Of(window)).Restore(memory);
                }

                foreach (var key in new[] { Spot, Funding })
                {
                    Assert.Equal(Seen(all, key, row), Seen(few, key, row));
                    Assert.Equal(Sum(all, row, window, key), Sum(few, row, window, key));
                    Assert.Equal(all.At(At(row)).LastChange(all.Find(key)), few.At(At(row)).LastChange(few.Find(key)));
                    if (before >= 0)
                        Assert.Equal(Seen(all, key, before), Seen(few, key, before));
                }
            }

            LiveMarketTable Of(int kept) => new(First, Step, [(Spot, 60), (Funding, 9 * 3600)], [Read(Funding, 1, First.AddHours(-16)), Read(Funding, 2, First.AddHours(-8))], kept);
        },
        iter: 200);

    [Fact]
    public void What_was_kept_of_other_series_is_refused()
    {
        var memory = Table().Memory();

        var error = Assert.Throws<BasisException>(() => new LiveMarketTable(First, Step, [(Spot, 60)], [], Window).Restore(memory)).Error;

        Assert.Equal("DPR-002", error.Code);
    }

    [Fact]
    public void A_time_that_has_not_been_read_is_an_error()
    {
        var table = Table();
        table.Append(At(0), []);

        Assert.Equal(("DPR-001", "DATA-014"), Code(At(1)));
        Assert.Equal(("DPR-001", "DATA-014"), Code(At(-1)));
        (string, string?) Code(DateTimeOffset at)
        {
            var error = Assert.Throws<BasisException>(() => table.At(at)).Error;
            return (error.Code, error.SubCode);
        }
    }

    private static LiveMarketTable Table(params SeriesReading[] past) => new(First, Step, [(Spot, 60), (Funding, 9 * 3600)], past, Window);

    private static DateTimeOffset At(int row) => First.AddSeconds(row * Step);

    private static SeriesReading Read(SeriesKey key, decimal value, DateTimeOffset at) => new(key, value, at);

    private static Observation[] Seen(LiveMarketTable table, SeriesKey key, params int[] rows) => [.. rows.Select(row => table.At(At(row))[table.Find(key)])];

    private static (decimal Sum, int Found) Sum(LiveMarketTable table, int row, int count, SeriesKey? key = null)
    {
        var sum = table.At(At(row)).SumOfLast(table.Find(key ?? Funding), count, out var found);
        return (sum, found);
    }
}
