using BasisActors.Domain.Risk;
using BasisActors.Tests.Fixtures;
using CsCheck;

namespace BasisActors.Domain.Tests.Risk;

/// <summary>Growth, drawdown and loss, adjusted for flows (domain reference §6).</summary>
public class RiskHistoryTests
{
    private static readonly RiskHistory Subscribed = RiskHistory.Start.Observe(0, 100m, 100m, false);

    [Fact]
    public void A_subscription_is_neither_gain_nor_loss()
    {
        Assert.Equal((1m, 0m, 0m), Summary(RiskHistory.Start));
        Assert.Equal((1m, 0m, 0m), Summary(Subscribed));
        Assert.Equal((100m, 100m, 100m), Amounts(Subscribed));
    }

    [Fact]
    public void A_loss_from_a_peak_is_a_drawdown_and_from_the_start_a_loss()
    {
        var history = Subscribed.Observe(1, 110m, 0m, false).Observe(2, 99m, 0m, false);

        Assert.Equal((0.99m, 0.1m, 0.01m), Summary(history)); // 1 − 99/110; 1 − 99/100
        Assert.Equal((99m, 110m, 100m), Amounts(history));
    }

    [Fact]
    public void A_deposit_and_a_withdrawal_are_neither_gain_nor_loss()
    {
        var history = Subscribed.Observe(1, 90m, 0m, false).Observe(2, 180m, 90m, false).Observe(3, 45m, -135m, false);

        Assert.Equal((0.9m, 0.1m, 0.1m), Summary(history));
        Assert.Equal((45m, 50m, 50m), Amounts(history)); // 100 doubled, then a quarter of it
    }

    [Fact]
    public void Growth_after_a_deposit_is_measured_on_the_larger_capital() => // 100 + 100 → 210 is +5 %
        Assert.Equal(1.05m, Subscribed.Observe(1, 200m, 100m, false).Observe(2, 210m, 0m, false).Growth);

    [Fact]
    public void A_gain_in_the_tick_of_a_deposit_is_a_gain_of_the_old_capital() // 100 → 110, then +110: the peak is 110 and doubles too
    {
        var history = Subscribed.Observe(1, 220m, 110m, false);

        Assert.Equal((1.1m, 0m), (history.Growth, history.Drawdown));
        Assert.Equal((220m, 220m, 200m), Amounts(history));
    }

    [Fact]
    public void The_costs_of_the_first_tick_are_a_loss_and_a_drawdown()
    {
        var history = RiskHistory.Start.Observe(0, 100m, 100m, false).Observe(0, 99.5m, 100m, false);

        Assert.Equal((0.995m, 0.005m, 0.005m), Summary(history));
    }

    [Fact]
    public void Observations_of_one_tick_replace_each_other()
    {
        var history = Subscribed.Observe(1, 120m, 0m, false).Observe(1, 90m, 0m, false).Observe(1, 105m, 0m, false);

        Assert.Equal((105m, 105m, 100m), Amounts(history)); // the 120 never stood at the end of a tick
    }

    [Fact]
    public void A_flow_later_in_a_tick_replaces_the_observation_before_it() // 110, of which 40 is paid out
    {
        var history = Subscribed.Observe(1, 110m, 0m, false).Observe(1, 70m, -40m, false);

        Assert.Equal(1.1m, decimal.Round(history.Growth, 12));
        Assert.Equal((70m, 70m, 63.636363636364m), Amounts(history)); // 100 × 70/110
    }

    [Fact]
    public void A_stale_mark_moves_no_peak()
    {
        var stale = Subscribed.Observe(1, 200m, 0m, true);

        Assert.Equal((2m, 0m), (stale.Growth, stale.Drawdown));
        Assert.Equal((90m, 100m, 100m), Amounts(stale.Observe(2, 90m, 0m, false)));
    }

    [Fact]
    public void A_stale_mark_in_the_first_tick_moves_no_peak() => Assert.Equal((150m, 100m, 100m), Amounts(RiskHistory.Start.Observe(0, 150m, 100m, true)));

    [Theory]
    [InlineData("85.000000000001", false)]
    [InlineData("85", true)]
    [InlineData("84.999999999999", true)]
    public void A_loss_is_reached_at_its_fraction(string equity, bool reached) =>
        Assert.Equal(reached, Subscribed.Observe(1, decimal.Parse(equity, System.Globalization.CultureInfo.InvariantCulture), 0m, false).HasLost(0.15m));

    [Theory]
    [InlineData(true, 100)] // a first mark that is carried over a hole is no peak
    [InlineData(false, 105)]
    public void A_gain_in_the_very_first_tick_is_a_peak_unless_it_is_stale(bool stale, int peak) =>
        Assert.Equal((105m, (decimal)peak, 100m), Amounts(RiskHistory.Start.Observe(1, 105m, 100m, stale)));

    [Fact]
    public void Start_and_peak_stay_as_they_are_where_nothing_flows_or_nothing_is_left()
    {
        Assert.Equal((99.999999999999m, 100m, 100m), Amounts(Subscribed.Observe(1, 99.999999999999m, 0m, false)));
        Assert.Equal((50m, 100m, 100m), Amounts(Subscribed.Observe(1, 50m, 50m, false))); // all was lost before 50 came
        Assert.False(RiskHistory.Start.HasFallen(0.1m));
    }

    [Fact]
    public void Nothing_is_lost_before_the_start() => Assert.False(RiskHistory.Start.HasLost(0.15m));

    [Fact]
    public void After_everything_was_paid_out_a_new_subscription_begins_anew()
    {
        var empty = Subscribed.Observe(1, 110m, 0m, false).Observe(2, 0m, -110m, false);
        Assert.Equal((1m, 0m, 0m), Summary(empty));
        Assert.False(empty.HasLost(0.15m));

        Assert.Equal((55m, 55m, 50m), Amounts(empty.Observe(3, 0m, 0m, false).Observe(4, 50m, 50m, false).Observe(5, 55m, 0m, false)));
    }

    [Fact]
    public void Flows_alone_never_make_a_loss_or_a_drawdown() => Draw.Money.Array[1, 20].Sample(flows =>
    {
        var (history, equity) = (Subscribed, 100m);
        for (var i = 0; i < flows.Length; i++)
        {
            var flow = i % 2 == 0 ? flows[i] : -equity / 2;
            equity += flow;
            history = history.Observe(i + 1, equity, flow, false);
        }

        // each flow rounds start and peak once, to twelve decimals
        Assert.InRange(history.Drawdown, 0m, 1e-9m);
        Assert.InRange(history.Loss, -1e-9m, 1e-9m);
    });

    private static (decimal Growth, decimal Drawdown, decimal Loss) Summary(RiskHistory history) => (history.Growth, history.Drawdown, history.Loss);

    private static (decimal Equity, decimal Peak, decimal Start) Amounts(RiskHistory history) => (history.Equity, history.PeakEquity, history.StartEquity);
}
