using BasisActors.Tests.Fixtures;
using BasisActors.Venues.Paper;

namespace BasisActors.Venues.Tests.Paper;

/// <summary>Funding and liquidation come by the clock, whether anybody asks or not.</summary>
public class PaperFundingTests
{
    [Fact]
    public void After_a_long_silence_each_settlement_has_the_mark_and_the_rate_of_its_time()
    {
        var market = PaperDesk.Market(rows: 25);
        var marks = Enumerable.Range(0, 25).Select(h => 50_000m + 100m * h).ToArray();
        market.Set(Keys.Mark("bybit"), marks).Observe(Keys.Funding("bybit"), Markets.EightHours, (0, 0.0001m), (8, 0.0002m), (16, -0.0003m));
        var desk = PaperDesk.Funded(market: market);
        desk.Short(2m);

        desk.At(23.5m);
        var settled = desk.Log.Where(e => e.Kind == LogKind.Settlement).ToList();

        Assert.Equal([(MarketBuilder.Hour(8), 50_800m, 20.32m), (MarketBuilder.Hour(16), 51_600m, -30.96m)], settled.Select(e => (e.At, e.Price, e.Funding))); // the short receives
        Assert.Equal(settled.Select(e => e.Funding), settled.Select(e => e.Change));
    }

    [Fact]
    public void A_settlement_is_done_once_however_often_is_asked()
    {
        var desk = PaperDesk.Funded();
        desk.Short(1m);
        foreach (var hour in new[] { 7.9m, 8m, 8m, 8.1m, 12m, 8m, 15.9m }) // 8 again: the clock goes back
        {
            desk.At(hour);
            Assert.Equal(hour < 8 ? 0 : 1, desk.Log.Count(e => e.Kind == LogKind.Settlement));
        }
    }

    [Fact]
    public void A_short_opened_at_a_settlement_or_closed_before_it_has_no_part_in_it()
    {
        var desk = PaperDesk.Funded();
        desk.Short(1m);
        desk.At(7.9m);
        desk.Reduce(1m);
        desk.At(8m);
        desk.Short(1m);
        desk.At(15.9m);

        Assert.DoesNotContain(desk.Log, e => e.Kind == LogKind.Settlement);
    }

    [Fact]
    public void A_short_is_liquidated_when_balance_falls_to_maintenance_even_if_the_mark_comes_back()
    {
        var market = PaperDesk.Market(rows: 4).Set(Keys.Mark("bybit"), 50_000m, 56_000m, 50_000m, 50_000m);
        var desk = PaperDesk.Funded(5_030m, market);
        desk.Short(1m); // 5000 left; gone at 54 700 or so

        desk.At(3m);

        Assert.Equal(0m, desk.Account.Positions[0].Position.Size);
        Assert.Equal(0m, desk.Account.Cash); // −6000 of 5000, the insurance fund pays the rest
        Assert.Equal((LogKind.Liquidation, MarketBuilder.Hour(1), 56_000m, -5_000m), (desk.Log[^1].Kind, desk.Log[^1].At, desk.Log[^1].Price, desk.Log[^1].Change));
    }

    [Fact]
    public void A_liquidation_leaves_what_is_left_after_its_fee()
    {
        var market = PaperDesk.Market(rows: 2).Set(Keys.Mark("bybit"), 50_000m, 54_000m);
        var desk = PaperDesk.Funded(4_230m, market, PaperDesk.Bybit with { LiquidationFee = 0.003m });
        desk.Short(1m); // 4200 left

        desk.At(1m);

        Assert.Equal(38m, desk.Account.Cash); // 4200 − 4000 − 162; maintenance was 270
    }

    [Fact]
    public void A_short_with_margin_to_spare_stays()
    {
        var desk = PaperDesk.Funded(5_030m, PaperDesk.Market(rows: 2).Set(Keys.Mark("bybit"), 50_000m, 54_700m));
        desk.Short(1m);

        desk.At(1m);

        Assert.Equal(-1m, desk.Account.Positions[0].Position.Size); // 300 left, maintenance 273.50
    }
}
