using BasisActors.Domain.Configuration;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Strategies;
using BasisActors.Tests.Fixtures;
using CsCheck;

namespace BasisActors.Domain.Tests.Strategies;

/// <summary>Whatever a staking mode holds and is asked for, its plan keeps the rules of §3.4, spends nothing that is not there, and is the same when it is made again.</summary>
public class StakingPlanProperties
{
    private static readonly RunConfiguration[] Modes =
    [
        StakingConfigurations.LeveragedInEth, StakingConfigurations.StakingOnly, StakingConfigurations.LendingInEth,
        StakingConfigurations.MarketNeutral, StakingConfigurations.LeveragedInUsdt, StakingConfigurations.HedgedSimple,
    ];

    private static readonly Gen<RunConfiguration> Configuration = Gen.Select(Gen.Int[0, Modes.Length - 1], Gen.Enum<UnwindMode>(), Gen.Int[0, 2]).Select(t => Modes[t.Item1] with
    {
        Staking = Modes[t.Item1].Staking is { } staking ? staking with { Unwind = t.Item2 } : null,
        Costs = t.Item3 == 0 ? Configurations.NoCosts : t.Item3 == 1 ? Configurations.FeesOnly : Configurations.FullCosts,
        GasReserve = 0.01m,
    });

    /// <summary>Nothing, or an amount up to a size.</summary>
    private static readonly Gen<decimal> Some = Gen.Select(Gen.Bool, Draw.Decimal(1, 1_000_000, 0.0001m)).Select(t => t.Item1 ? t.Item2 : 0m);

    /// <summary>Wallet ETH, loose tokens, collateral, its loan-to-value, how far the shorts are from the ETH, margin ratio, wallet USDT, claim.</summary>
    private static readonly Gen<decimal[]> Holdings = Gen.Select(
        Gen.Select(Some, Some, Some, Draw.Decimal(0, 960, 0.001m)), Gen.Select(Draw.Decimal(0, 1_500, 0.001m), Draw.Decimal(100, 1_500, 0.001m), Some, Some))
        .Select(t => new[] { t.Item1.Item1, t.Item1.Item2, t.Item1.Item3, t.Item1.Item4, t.Item2.Item1, t.Item2.Item2, t.Item2.Item3 * 1_000m, t.Item2.Item4 });

    private static readonly Gen<(decimal Market, int Flow, decimal Share)> Day = Gen.Select(Draw.Decimal(900, 1_010, 0.001m), Gen.Int[0, 2], Draw.Decimal(1, 1_200, 0.001m));

    [Fact]
    public void A_plan_keeps_the_rules_and_spends_only_what_is_there() => Gen.Select(Configuration, Holdings, Day).Sample((configuration, holdings, day) =>
    {
        var desk = new Desk(configuration, Markets.Staking(rate: 1.25m, market: 1.25m * day.Market, supplyIndex: 1.1m, borrowIndex: 1.2m));
        var book = BookOf(desk, holdings);
        var equity = desk.Exposure(book).Equity;
        var amount = decimal.Round(equity * day.Share, 6);
        CapitalRequest? pending = amount <= 0 || day.Flow == 0 ? null : day.Flow == 1 ? Desk.Withdrawal(amount) : Desk.Deposit(decimal.Round(amount / 3, 6));

        var plan = desk.Decide(book, pending);

        Assert.True(desk.Violations(plan).IsEmpty, $"{configuration.Mode} {configuration.Staking?.Unwind} {plan.Reason} {pending}: {string.Join(" | ", plan.Told())} of {string.Join(", ", book.Chart.Positions.Where(k => book.Quantity(k) != 0).Select(k => $"{k} {book.Quantity(k)}"))}");
        var left = book.Chart.Positions.ToDictionary(k => k, book.Quantity);
        foreach (var delta in plan.Blocks.SelectMany(b => b.ExpectedDeltas))
            left[delta.Key] += delta.Amount;
        foreach (var account in book.Chart.Accounts.Where(a => a.Role == AccountRole.Quantity && a.Key.Type != PositionType.Perp && a.Key.Symbol != "USDT"))
            Assert.True(left[account.Key] >= -0.000000001m, $"{plan.Reason}: {account.Key} {book.Quantity(account.Key)} -> {left[account.Key]} by {string.Join(" | ", plan.Told())}");
        Assert.True(left[EtherBook.Usdt("wallet")] >= Math.Min(0m, book.Quantity(EtherBook.Usdt("wallet"))), $"{plan.Reason}: the wallet would hold {left[EtherBook.Usdt("wallet")]} by {string.Join(" | ", plan.Told())}");
        Assert.Equal(plan.Told(), desk.Decide(book, pending).Told());
    });

    private static Book BookOf(Desk desk, decimal[] h)
    {
        var isEth = desk.Configuration.ShareClass == ShareClass.Eth; // its gas comes from nowhere else
        var book = desk.Ether().Holds(EtherBook.Eth("wallet"), isEth ? h[0] + 0.1m : h[0]);
        if (desk.Configuration.Staking is not { } staking)
            return book.Supplied(h[2], 1.1m).Book;
        book = book.Staked(h[1]);
        if (h[7] > 0)
            book = book.Queued("run-0-1-1", h[7], MarketBuilder.Hour(h[4] > 1 ? 0 : 1));
        var debt = staking.Supplied ? decimal.Round(h[2] * 1.25m * h[3], 6) : 0;
        if (staking.Supplied)
            book = book.Loop(h[2], debt, 1.1m, 1.2m);
        if (isEth)
            return book.Book;
        var eth = Math.Max(0m, decimal.Round((h[0] + h[7] + (h[1] + (staking.Supplied ? h[2] : 0m)) * 1.25m - debt) * h[4], 6));
        book = book.Cash(h[6], eth * 660m * h[5], eth * 660m * h[5], eth * 680m);
        return eth == 0 ? book.Book : book.Shorts(eth * 0.33m, eth * 0.33m, eth * 0.34m).Book;
    }
}
