using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;
using BasisActors.Domain.Numerics;
using BasisActors.Domain.Perpetuals;
using BasisActors.Domain.Staking;

namespace BasisActors.Domain.Strategies;

/// <summary>
/// Brings margin to venues that run short of it (S-130, S-133…S-137, S-146; domain reference §3.6): idle money first, then what other venues have too much of;
/// only the rest is taken from loose ETH or freed on the chain, moved, sold, and the short reduced by as much, in exactly these four steps for each venue.
/// </summary>
internal sealed class MarginSupport
{
    /// <summary>Share of the staked ETH that margin may cost; beyond it the position is too small to be held.</summary>
    private const decimal MostOfStake = 0.9m;

    private static readonly PositionKey WalletCash = BlockBuilder.Cash("wallet");

    private readonly StrategySetup _setup;
    private readonly BasisLegs _legs;
    private readonly StakedLeg _staked;
    private readonly int[] _spot;

    public MarginSupport(StrategySetup setup, BasisLegs legs, StakedLeg staked)
    {
        (_setup, _legs, _staked) = (setup, legs, staked);
        _spot = [.. legs.All.Select(l => ReferenceSeries.FindSpot(setup.Market, l.Venue.Name, legs.Pair))];
    }

    private decimal Target => _setup.Configuration.Risk.TargetMargin;

    /// <summary>Cash that the venues below the warning lack when shorts of the same value are bought back with it, USDT.</summary>
    public decimal Missing(in StrategyInput input)
    {
        decimal missing = 0;
        foreach (var account in Accounts(input))
            missing += account.IsShort ? MarginDeficit.Of(account.Balance, account.Notional, Target) : 0;
        return missing;
    }

    /// <summary>Writes the blocks.</summary>
    /// <param name="blocks">Gets them.</param>
    /// <param name="position">The staked position.</param>
    /// <param name="ltv">Loan-to-value that freeing ETH leaves.</param>
    /// <param name="input">The tick.</param>
    /// <returns>False when ETH is needed and cannot be freed.</returns>
    public bool Write(BlockBuilder blocks, in StakedPosition position, decimal ltv, in StrategyInput input)
    {
        var accounts = Accounts(input);
        var wallet = input.Book.Quantity(WalletCash) - _setup.GasReserve(input.Exposure.Equity);
        Collect(blocks, accounts, ref wallet);
        Hand(blocks, accounts, wallet);
        blocks.Close(BlockPriority.Margin);
        return blocks.AwaitsArrival || Free(blocks, accounts, position, ltv, input);
    }

    /// <summary>Sends for money when the wallet cannot pay the gas of what comes next.</summary>
    public bool TryKeepGas(BlockBuilder blocks, decimal gas, in StrategyInput input)
    {
        var missing = gas - input.Book.Quantity(WalletCash) - blocks.Change(WalletCash);
        if (missing <= 0)
            return true;
        var amount = Amount.Round(missing + blocks.Gas(Operation.TransferFromCex));
        var richest = Accounts(input).MaxBy(a => a.Spendable);
        if (richest is null || richest.Spendable < amount)
            return false;
        blocks.TransferFromCex(richest.Leg.Venue.Name, amount);
        blocks.Close(BlockPriority.Margin);
        return !blocks.AwaitsArrival;
    }

    /// <summary>Surplus margin comes to the wallet, as much as is missing elsewhere.</summary>
    private void Collect(BlockBuilder blocks, Account[] accounts, ref decimal wallet)
    {
        var open = accounts.Where(a => a.IsShort).Sum(a => a.Lacks) - Math.Max(0, wallet);
        foreach (var account in accounts.Where(a => a.Lacks < 0).OrderBy(a => a.Lacks))
        {
            var gas = blocks.Gas(Operation.TransferFromCex);
            var amount = Down(Math.Min(Math.Min(-account.Lacks, account.Spendable), open + gas + blocks.Gas(Operation.TransferToCex)));
            if (amount <= Math.Max(account.Leg.Venue.MinTradeSizeUsd, 2 * gas))
                continue;
            blocks.TransferFromCex(account.Leg.Venue.Name, amount);
            (wallet, open) = (wallet + amount - gas, open - amount + gas);
        }

        blocks.Close(BlockPriority.Margin);
    }

    /// <summary>Money of the wallet goes to the venues below the warning, the lowest first.</summary>
    private static void Hand(BlockBuilder blocks, Account[] accounts, decimal wallet)
    {
        foreach (var account in accounts.Where(a => a.IsShort).OrderBy(a => a.Balance / a.Notional))
        {
            var gas = blocks.Gas(Operation.TransferToCex);
            var amount = Down(Math.Min(account.Lacks, wallet - gas));
            if (amount <= Math.Max(account.Leg.Venue.MinTradeSizeUsd, gas))
                continue;
            blocks.TransferToCex(account.Leg.Venue.Name, amount);
            account.Balance += amount;
            wallet -= amount + gas;
        }
    }

    private bool Free(BlockBuilder blocks, Account[] accounts, in StakedPosition position, decimal ltv, in StrategyInput input)
    {
        var price = input.Snapshot.Value(_legs.SpotSeries);
        var needs = accounts.Where(a => a.IsShort)
            .Select(a => (Account: a, Eth: Amount.Round(Math.Min(MarginDeficit.Of(a.Balance, a.Notional, Target) / price, -a.Position.Size))))
            .Where(n => n.Eth * price > n.Account.Leg.Venue.MinTradeSizeUsd)
            .ToArray();
        var total = needs.Sum(n => n.Eth);
        if (total == 0)
            return !blocks.IsEmpty;
        var share = Math.Min(1, (position.WalletEth + MostOfStake * Math.Max(0, position.Staked)) / total);
        var gas = _staked.ExitGas(blocks, position, UnwindSpeed.Fast) + needs.Length * blocks.Gas(Operation.TransferToCex);
        // what brings less than twice its gas does not help
        var isWorthIt = total * share * price > 2 * gas && Array.Exists(needs, n => n.Eth * share * price > n.Account.Leg.Venue.MinTradeSizeUsd);
        if (!isWorthIt || (position.Debt > 0 && _staked.RepayCost(position, input.Snapshot) is null))
            return !blocks.IsEmpty;
        if (!TryKeepGas(blocks, gas, input))
            return !blocks.IsEmpty;
        var loose = Math.Min(position.WalletEth, total);
        if (_staked.Free(blocks, Math.Max(0, total * share - loose), position, Math.Min(ltv, position.LoanToValue), input.Snapshot) is not { } freed || loose + freed.Freed <= 0)
            return !blocks.IsEmpty;
        foreach (var (account, eth) in needs)
        {
            var sold = Down(Math.Min(eth * share, (loose + freed.Freed) * eth / total));
            if (sold * price > account.Leg.Venue.MinTradeSizeUsd)
                Sell(blocks, account, sold, input.Snapshot);
        }

        blocks.Close(BlockPriority.Margin);
        return true;
    }

    private void Sell(BlockBuilder blocks, Account account, decimal eth, in MarketSnapshot snapshot)
    {
        var venue = account.Leg.Venue;
        if (eth * account.Mark <= venue.MinTradeSizeUsd)
            return;
        var sale = _setup.Costs.Spot(venue, Costs.Side.Sell, eth, snapshot.Value(_spot[Array.IndexOf(_legs.All, account.Leg)]));
        var cover = _setup.Costs.Perp(venue, Costs.Side.Buy, eth, account.Mark);
        account.Position.ReduceShort(eth, cover.Price, out var realised);
        blocks.TransferToCex(venue.Name, eth, _legs.Base);
        blocks.SpotSell(venue.Name, _legs.Pair, eth, sale);
        blocks.ReduceShort(venue.Name, _legs.Pair, eth, realised, cover);
    }

    private Account[] Accounts(in StrategyInput input)
    {
        var accounts = new Account[_legs.All.Length];
        for (var i = 0; i < accounts.Length; i++)
        {
            var leg = _legs.All[i];
            var position = leg.Position(input.Book);
            var mark = position.Size == 0 ? 0 : input.Snapshot.Value(leg.Mark);
            var cash = input.Book.Quantity(BlockBuilder.Cash(leg.Venue.Name));
            var notional = Math.Abs(position.Size) * mark;
            var balance = cash + position.UnrealisedPnl(mark);
            accounts[i] = new Account(leg, position, mark, notional)
            {
                Balance = balance,
                IsShort = notional > 0 && balance < _setup.Configuration.Risk.MarginWarning * notional,
                Lacks = Target * notional - balance,
                Spendable = Down(Math.Max(0, Math.Min(cash, balance - leg.Bound(position, mark)))),
            };
        }

        return accounts;
    }

    private static decimal Down(decimal amount) => decimal.Round(amount, 6, MidpointRounding.ToNegativeInfinity);

    /// <summary>One venue's margin while money is being moved.</summary>
    private sealed record Account(BasisLeg Leg, PerpetualPosition Position, decimal Mark, decimal Notional)
    {
        /// <summary>Cash plus unrealised P&amp;L, with what has been sent to it.</summary>
        public decimal Balance { get; set; }

        /// <summary>True below the warning.</summary>
        public bool IsShort { get; init; }

        /// <summary>What it lacks to the target as it is; negative is a surplus.</summary>
        public decimal Lacks { get; init; }

        /// <summary>Cash that may leave it.</summary>
        public decimal Spendable { get; init; }
    }
}
