using BasisActors.Domain.Configuration;
using BasisActors.Domain.Costs;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Lending;
using BasisActors.Domain.Market;
using BasisActors.Domain.Numerics;
using BasisActors.Domain.Staking;

namespace BasisActors.Domain.Strategies;

/// <summary>
/// The on-chain leg of every staking mode: staked tokens in the wallet, or supplied to Aave with a loop of WETH debt by flash loan
/// (domain reference §5.2–§5.4). Works out sizes and writes the blocks; whoever calls decides how much and why.
/// </summary>
internal sealed class StakedLeg
{
    /// <summary>A sale's slippage depends on its size and its size on the slippage; a large loop near its limit takes some rounds to settle, anything else three or four.</summary>
    private const int SizingRounds = 20;

    /// <summary>More than the roundings of one sale come to, tokens.</summary>
    private const decimal Rounding = 0.000000001m;

    private readonly StrategySetup _setup;
    private readonly StakingSettings _staking;
    private readonly LiquidStakingToken _token;
    private readonly VenueSettings _market;
    private readonly decimal _flashFee;
    private readonly int _rate, _marketRate, _supplyIndex, _borrowIndex;
    private readonly int _ether, _loose, _supply, _scaledSupply, _debt, _scaledDebt; // accounts

    public StakedLeg(StrategySetup setup)
    {
        _setup = setup;
        _staking = setup.Configuration.Staking!;
        _token = _staking.Token;
        _market = setup.Configuration.Venue(_token.Exchange);
        _flashFee = _staking.Supplied ? setup.Configuration.Venue("morpho").FlashFee : 0;
        _rate = setup.Market.Find(_token.OracleRate);
        _marketRate = setup.Market.Find(_token.MarketRate);
        _supplyIndex = setup.Market.Find(SupplyIndex(_token));
        _borrowIndex = setup.Market.Find(BorrowIndex);
        var (chart, supply) = (setup.Chart, AavePositions.Supply(_token.Symbol));
        (_ether, _loose) = (chart.Own(PositionKey.Token("wallet", "ETH")), chart.Own(PositionKey.Token("wallet", _token.Symbol)));
        (_supply, _scaledSupply) = _staking.Supplied ? (chart.Own(supply, AccountRole.Underlying), chart.Own(supply)) : (-1, -1);
        (_debt, _scaledDebt) = chart.IsDeclared(AavePositions.Debt) ? (chart.Own(AavePositions.Debt, AccountRole.Underlying), chart.Own(AavePositions.Debt)) : (-1, -1);
    }

    public static SeriesKey BorrowIndex { get; } = new(SeriesKind.BorrowIndex, AavePositions.Venue, "WETH");

    public static SeriesKey SupplyIndex(LiquidStakingToken token) => new(SeriesKind.LiquidityIndex, AavePositions.Venue, token.Symbol);

    /// <param name="book">The book.</param>
    /// <param name="snapshot">Rates.</param>
    /// <param name="gasReserve">ETH of the wallet that is kept for gas; 0 where gas is not paid in ETH.</param>
    public StakedPosition Read(Book book, in MarketSnapshot snapshot, decimal gasReserve)
    {
        decimal claims = 0;
        foreach (var receivable in book.Receivables)
            claims += receivable.Held.Type == PositionType.Claim ? receivable.Amount : 0;
        return new StakedPosition(
            Math.Max(0, book[_ether] - gasReserve), book[_loose], _supply < 0 ? 0 : book[_supply], _debt < 0 ? 0 : -book[_debt], claims, snapshot.Value(_rate))
        {
            ScaledSupply = _supply < 0 ? 0 : book[_scaledSupply],
            ScaledDebt = _debt < 0 ? 0 : book[_scaledDebt],
        };
    }

    /// <summary>Gas of an entry, share-class currency.</summary>
    public decimal EntryGas(BlockBuilder blocks) => blocks.Gas(EntryOperation);

    /// <summary>How ETH is staked.</summary>
    public Operation EntryOperation => _staking.Supplied ? Operation.AtomicLeverageEntry : Operation.Stake;

    /// <summary>Gas of a way out, with the collection of the claim, share-class currency.</summary>
    public decimal ExitGas(BlockBuilder blocks, in StakedPosition position, UnwindSpeed speed)
    {
        if (speed == UnwindSpeed.Fast)
            return blocks.Gas(_staking.Supplied ? Operation.AtomicDeleverageAave : Operation.Swap);
        var queued = blocks.Gas(Operation.UnstakeRequest) + blocks.Gas(Operation.UnstakeClaim);
        if (position.SuppliedTokens > 0)
            queued += blocks.Gas(Operation.AaveWithdraw);
        return position.Debt > 0 ? queued + blocks.Gas(Operation.AtomicDeleverageAave) : queued;
    }

    /// <summary>
    /// Stakes ETH of the wallet and, where the mode borrows, levers the whole position to a loan-to-value: F = (λ(C + e) − D)/(1 + φ − λ).
    /// With no ETH it only levers up again (domain reference §5.3, §5.4). Staked tokens that a broken-off plan left in the wallet become collateral first.
    /// </summary>
    public void Enter(BlockBuilder blocks, decimal eth, in StakedPosition position, decimal targetLtv, in MarketSnapshot snapshot)
    {
        if (!_staking.Supplied)
        {
            blocks.Stake(_token, eth, position.Rate);
            return;
        }

        if (position.LooseTokens > 0)
            blocks.Supply(_token.Symbol, position.LooseTokens, LendingIndex.Scaled(position.LooseTokens, snapshot.Value(_supplyIndex)));
        var loan = Amount.Round(Math.Max(0, (targetLtv * (position.Collateral + position.LooseTokens * position.Rate + eth) - position.Debt) / (1 + _flashFee - targetLtv)));
        if (eth == 0 && loan == 0)
            return;
        var fee = Amount.Round(loan * _flashFee);
        var minted = LiquidStaking.Minted(eth + loan, position.Rate);
        blocks.EnterLeverage(
            _token, eth, new BundleTerms(loan, _staking.MinHealthFactor, 0), LendingIndex.Scaled(minted, snapshot.Value(_supplyIndex)),
            loan == 0 ? 0 : LendingIndex.Scaled(loan + fee, snapshot.Value(_borrowIndex)), InCurrency(fee, snapshot));
    }

    /// <summary>Sells so much that an amount of ETH reaches the wallet, and leaves the loan at a loan-to-value; everything when that does not suffice.</summary>
    /// <returns>What that comes to; null when even a full sale would not repay the loan.</returns>
    public Unstaked? Free(BlockBuilder blocks, decimal eth, in StakedPosition position, decimal targetLtv, in MarketSnapshot snapshot)
    {
        if (position.LooseTokens > 0 && eth > 0)
        {
            var loose = SellLoose(blocks, TokensFor(eth, snapshot), position, snapshot);
            if (!_staking.Supplied || loose.Freed >= eth - Rounding)
                return loose;
            return Free(blocks, eth - loose.Freed, position with { LooseTokens = 0 }, targetLtv, snapshot) is { } supplied ? loose + supplied : loose;
        }

        if (!_staking.Supplied)
            return default(Unstaked);
        var size = new DeleverageSize(0, eth);
        for (var round = 0; round < SizingRounds; round++)
        {
            var last = size.Withdraw;
            if (!Deleverage.TryFree(eth, position.Collateral, position.Debt, targetLtv, _flashFee, SaleLoss(last / position.Rate, position.Rate, snapshot), out size))
                return null;
            if (Math.Abs(size.Withdraw - last) < Rounding)
                break;
        }

        return size.Withdraw == 0 ? default(Unstaked) : Sell(blocks, size, position, snapshot);
    }

    /// <summary>Sells everything and repays everything.</summary>
    /// <returns>What that comes to; null when the sale would not repay the loan.</returns>
    public Unstaked? FreeAll(BlockBuilder blocks, in StakedPosition position, in MarketSnapshot snapshot)
    {
        var loose = position.LooseTokens > 0 ? SellLoose(blocks, position.LooseTokens, position, snapshot) : default;
        if (position.SuppliedTokens == 0)
            return loose;
        if (Sell(blocks, new DeleverageSize(position.Debt, position.Collateral), position, snapshot) is not { } supplied)
            return null;
        return loose + supplied;
    }

    /// <summary>
    /// Sends ETH's worth of tokens into the protocol's withdrawal queue. Of a loop the part that backs the debt is sold as fast as ever; only what is ours waits.
    /// </summary>
    /// <returns>What the position loses at once; the claim itself is still ours. Null when the loan cannot be brought down.</returns>
    public Unstaked? Queue(BlockBuilder blocks, decimal eth, in StakedPosition position, decimal targetLtv, in MarketSnapshot snapshot)
    {
        var tokens = Amount.Round(Math.Min(eth / position.Rate, position.LooseTokens + position.SuppliedTokens));
        var lost = default(Unstaked);
        var fromSupply = Amount.Round(Math.Max(0, tokens - position.LooseTokens));
        if (fromSupply > 0)
        {
            if (position.Debt > 0)
            {
                if ((Free(blocks, 0, position with { SetAside = fromSupply }, targetLtv, snapshot) ?? Free(blocks, 0, position, 0, snapshot)) is not { } deleveraged)
                    return null;
                lost = deleveraged;
            }

            blocks.Close();
            var index = snapshot.Value(_supplyIndex);
            var scaledLeft = position.ScaledSupply + blocks.Change(AavePositions.Supply(_token.Symbol));
            var left = LendingIndex.Underlying(scaledLeft, index);
            fromSupply = Reconciliation.Agrees(fromSupply, left) ? left : Math.Min(fromSupply, left); // as the pool does, nothing too small to see stays
            if (fromSupply > 0)
                blocks.Withdraw(_token.Symbol, fromSupply, fromSupply == left ? scaledLeft : LendingIndex.Scaled(fromSupply, index));
        }

        tokens = Math.Min(tokens, position.LooseTokens + fromSupply);
        if (tokens > 0)
            blocks.RequestUnstake(_token, tokens, position.Rate);
        blocks.Close();
        return lost;
    }

    /// <summary>ETH that selling collateral to repay the whole debt would lose; null when it cannot be repaid so.</summary>
    public decimal? RepayCost(in StakedPosition position, in MarketSnapshot snapshot)
    {
        var loss = SaleLoss(position.Debt / position.Rate, position.Rate, snapshot);
        return Deleverage.TryToLtv(position.Collateral, position.Debt, 0, _flashFee, loss, out var size) ? size.Withdraw - size.Repay : null;
    }

    /// <summary>Collects every claim whose time has come.</summary>
    public void Collect(BlockBuilder blocks, Book book, DateTimeOffset now)
    {
        foreach (var claim in book.Receivables)
        {
            if (claim.Held.Type == PositionType.Claim && claim.DueAt <= now)
                blocks.ClaimUnstaked(_token, claim);
        }

        blocks.Close();
    }

    /// <summary>The cheaper way out for an amount of ETH, or the one that configuration demands.</summary>
    /// <param name="eth">ETH.</param>
    /// <param name="position">The position.</param>
    /// <param name="carry">Yearly yield that the ETH forgoes in the queue.</param>
    /// <param name="blocks">For the price of gas.</param>
    /// <param name="snapshot">Rates.</param>
    /// <param name="facts">Gets the cost of both ways, ETH.</param>
    public UnwindSpeed Route(decimal eth, in StakedPosition position, decimal carry, BlockBuilder blocks, in MarketSnapshot snapshot, IDictionary<string, decimal> facts)
    {
        var tokens = eth / position.Rate;
        var cost = _setup.Costs.SwapLoss(_market, _token.Symbol, tokens * snapshot.Value(_marketRate) * _setup.EtherPrice(snapshot));
        var fast = UnwindRoute.FastCost(tokens, snapshot.Value(_marketRate), position.Rate, cost, InEth(blocks.Gas(Operation.Swap), snapshot));
        var slow = UnwindRoute.SlowCost(
            eth, carry, _setup.Configuration.Venue(_token.Protocol).UnstakingPeriod,
            InEth(blocks.Gas(Operation.UnstakeRequest) + blocks.Gas(Operation.UnstakeClaim), snapshot));
        (facts["fast_cost_eth"], facts["slow_cost_eth"]) = (fast, slow);
        return _staking.Unwind switch
        {
            UnwindMode.Fast => UnwindSpeed.Fast,
            UnwindMode.Slow => UnwindSpeed.Slow,
            _ => UnwindRoute.Choose(fast, slow, riskCannotWait: false),
        };
    }

    private Unstaked? Sell(BlockBuilder blocks, DeleverageSize size, in StakedPosition position, in MarketSnapshot snapshot)
    {
        var all = size.Withdraw >= position.Collateral;
        var tokens = all ? position.Sellable : Math.Min(position.Sellable, Amount.Round(size.Withdraw / position.Rate));
        if (tokens <= 0)
            return default(Unstaked);
        var repaid = size.Repay >= position.Debt ? position.Debt : Amount.Round(size.Repay);
        var fee = Amount.Round(repaid * _flashFee);
        var sale = Sale(tokens, snapshot);
        for (var round = 0; round < SizingRounds && sale.Notional < repaid + fee && tokens < position.Sellable; round++)
        {
            // The slippage of the last round of sizing is not quite that of the sale: twice what is missing is sold as well, so that no crumb of the debt stays.
            tokens = Math.Min(position.Sellable, Amount.Round(tokens + Math.Max(Rounding, 2 * (repaid + fee - sale.Notional) / sale.Price)));
            sale = Sale(tokens, snapshot);
        }

        var freed = sale.Notional - repaid - fee;
        if (freed < 0)
            return null;
        var lost = Amount.Value(tokens, position.Rate) - repaid - freed;
        blocks.Deleverage(
            _token, tokens, new BundleTerms(repaid, all ? 0 : 1, 0),
            tokens == position.SuppliedTokens ? position.ScaledSupply : LendingIndex.Scaled(tokens, snapshot.Value(_supplyIndex)),
            repaid == 0 ? 0 : repaid == position.Debt ? position.ScaledDebt : LendingIndex.Scaled(repaid, snapshot.Value(_borrowIndex)),
            freed, InCurrency(lost, snapshot));
        return new Unstaked(freed, lost);
    }

    private Unstaked SellLoose(BlockBuilder blocks, decimal tokens, in StakedPosition position, in MarketSnapshot snapshot)
    {
        var sold = Math.Min(tokens, position.LooseTokens);
        if (sold <= 0)
            return default;
        var sale = Sale(sold, snapshot);
        blocks.Swap(_market.Name, _token.Symbol, "ETH", sold, sale, InCurrency(1, snapshot));
        return new Unstaked(sale.Notional, Amount.Value(sold, position.Rate) - sale.Notional);
    }

    private decimal TokensFor(decimal eth, in MarketSnapshot snapshot)
    {
        var market = snapshot.Value(_marketRate);
        var tokens = eth / market;
        for (var (round, last) = (0, 0m); round < SizingRounds && Math.Abs(tokens - last) >= Rounding; round++)
            (last, tokens) = (tokens, eth / (market * (1 - _setup.Costs.SwapLoss(_market, _token.Symbol, tokens * market * _setup.EtherPrice(snapshot)))));
        return Amount.Round(tokens);
    }

    private decimal SaleLoss(decimal tokens, decimal rate, in MarketSnapshot snapshot)
    {
        var market = snapshot.Value(_marketRate);
        return Deleverage.SaleLoss(market, rate, _setup.Costs.SwapLoss(_market, _token.Symbol, tokens * market * _setup.EtherPrice(snapshot)));
    }

    private FillEstimate Sale(decimal tokens, in MarketSnapshot snapshot) =>
        _setup.Costs.Swap(_market, _token.Symbol, tokens, snapshot.Value(_marketRate), _setup.EtherPrice(snapshot));

    private decimal InCurrency(decimal eth, in MarketSnapshot snapshot) =>
        _setup.Configuration.ShareClass == ShareClass.Eth ? eth : Amount.Value(eth, _setup.EtherPrice(snapshot));

    private decimal InEth(decimal amount, in MarketSnapshot snapshot) =>
        _setup.Configuration.ShareClass == ShareClass.Eth ? amount : amount / _setup.EtherPrice(snapshot);
}
