using BasisActors.Domain.Risk;
using BasisActors.Tests.Fixtures;
using CsCheck;

namespace BasisActors.Domain.Tests.Risk;

/// <summary>Growth, peak, drawdown and loss, adjusted for flows (domain reference §6).</summary>
public class RiskHistoryTests
{
    private static readonly RiskHistory Subscribed = RiskHistory.Start.Observe(0, 100m, 100m, false);

    [Fact]
    public void A_subscription_is_neither_gain_nor_loss()
    {
        Assert.Equal((1m, 1m, 0m, 0m), Summary(RiskHistory.Start));
        Assert.Equal((1m, 1m, 0m, 0m), Summary(Subscribed));
    }

    [Fact]
    public void A_loss_from_a_peak_is_a_drawdown_and_from_the_start_a_loss() =>
        Assert.Equal((0.99m, 1.1m, 0.1m, 0.01m), Summary(Subscribed.Observe(1, 110m, 0m, false).Observe(2, 99m, 0m, false))); // 1 − 99/110; 1 − 99/100

    [Fact]
    public void A_deposit_and_a_withdrawal_change_neither()
    {
        var history = Subscribed.Observe(1, 90m, 0m, false).Observe(2, 190m, 100m, false).Observe(3, 40m, -150m, false);

        Assert.Equal((0.9m, 1m, 0.1m, 0.1m), Summary(history));
    }

    [Fact]
    public void Growth_after_a_deposit_is_measured_on_the_larger_capital() => // 100 → +100 → 210 is +5 %
        Assert.Equal(1.05m, Subscribed.Observe(1, 200m, 100m, false).Observe(2, 210m, 0m, false).Growth);

    [Fact]
    public void The_costs_of_the_first_tick_are_a_loss() => Assert.Equal(0.005m, Subscribed.Observe(0, 99.5m, 100m, false).Loss);

    [Fact]
    public void Observations_of_one_tick_replace_each_other()
    {
        var history = Subscribed.Observe(1, 120m, 0m, false).Observe(1, 90m, 0m, false).Observe(1, 105m, 0m, false);

        Assert.Equal((1.05m, 1.05m, 0m, -0.05m), Summary(history)); // the 120 never stood at the end of a tick
    }

    [Fact]
    public void A_flow_later_in_a_tick_replaces_the_observation_before_it() => // −40 paid out of 100 that had become 110
        Assert.Equal(1.1m, Subscribed.Observe(1, 110m, 0m, false).Observe(1, 70m, -40m, false).Growth);

    [Fact]
    public void A_stale_mark_moves_no_peak()
    {
        var stale = Subscribed.Observe(1, 200m, 0m, true);

        Assert.Equal((2m, 1m), (stale.Growth, stale.Peak));
        Assert.Equal((0.9m, 1m, 0.1m, 0.1m), Summary(stale.Observe(2, 90m, 0m, false)));
    }

    [Fact]
    public void Paying_everything_out_and_starting_again_keeps_the_growth()
    {
        var history = Subscribed.Observe(1, 110m, 0m, false).Observe(2, 0m, -110m, false);
        Assert.Equal(1.1m, history.Growth);

        Assert.Equal(1.1m, history.Observe(3, 0m, 0m, false).Growth);
        Assert.Equal(1.1m, history.Observe(3, 0m, 0m, false).Observe(4, 50m, 50m, false).Growth);
        Assert.Equal(1.21m, history.Observe(4, 50m, 50m, false).Observe(5, 55m, 0m, false).Growth);
    }

    [Fact]
    public void Flows_alone_never_make_a_drawdown() => Draw.Money.Array[1, 20].Sample(flows =>
    {
        var (history, equity) = (Subscribed, 100m);
        for (var i = 0; i < flows.Length; i++)
        {
            var flow = i % 2 == 0 ? flows[i] : -equity / 2;
            equity += flow;
            history = history.Observe(i + 1, equity, flow, false);
        }

        Assert.InRange(history.Drawdown, -1e-20m, 1e-20m);
    });

    private static (decimal Growth, decimal Peak, decimal Drawdown, decimal Loss) Summary(RiskHistory history) => (history.Growth, history.Peak, history.Drawdown, history.Loss);
}
