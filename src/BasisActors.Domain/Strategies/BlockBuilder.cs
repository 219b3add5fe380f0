using System.Collections.Immutable;
using System.Globalization;
using BasisActors.Domain.Costs;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Lending;
using BasisActors.Domain.Market;
using BasisActors.Domain.Numerics;
using BasisActors.Domain.Staking;

namespace BasisActors.Domain.Strategies;

/// <summary>
/// Writes the blocks of one plan: derives ids, estimates deltas and costs, sums them. A transfer that takes time ends the plan: what follows it is planned anew
/// when the money has arrived.
/// </summary>
public sealed class BlockBuilder(StrategySetup setup, long tick, StrategyAction action, MarketSnapshot snapshot)
{
    private readonly List<InstructionBlock> _blocks = [];
    private readonly List<Instruction> _open = [];
    private bool _sendsSlowly;

    public bool IsEmpty => _blocks.Count == 0;

    /// <summary>True once a transfer is under way that the rest of the plan waits for.</summary>
    public bool AwaitsArrival { get; private set; }

    /// <summary>Fees, gas and slippage of everything written so far, share-class currency.</summary>
    public decimal Cost => _blocks.Sum(b => b.Instructions.Sum(i => i.EstimatedCost));

    private string BlockId => string.Create(CultureInfo.InvariantCulture, $"{setup.RunKey}-{tick}-{_blocks.Count + 1}");

    public static PositionKey Cash(string venue) => PositionKey.Token(venue, "USDT");

    /// <summary>What the closed blocks are expected to add to a position.</summary>
    public decimal Change(PositionKey position) => _blocks.SelectMany(b => b.ExpectedDeltas).Where(d => d.Key == position).Sum(d => d.Amount);

    /// <summary>Gas of one operation now, share-class currency.</summary>
    public decimal Gas(Operation operation) => Charge(operation).Cost;

    /// <summary>Moves tokens from the wallet to an exchange; gas is paid on top.</summary>
    public void TransferToCex(string venue, decimal amount, string token = "USDT") =>
        Transfer(Operation.TransferToCex, venue, token, amount, PositionKey.Token("wallet", token), PositionKey.Token(venue, token));

    /// <summary>Moves tokens from an exchange to the wallet; gas is taken from the wallet, or from what is sent when that takes time.</summary>
    public void TransferFromCex(string venue, decimal amount, string token = "USDT") =>
        Transfer(Operation.TransferFromCex, venue, token, amount, PositionKey.Token(venue, token), PositionKey.Token("wallet", token));

    /// <summary>Pays an investor from the wallet; gas is paid on top.</summary>
    public void Payout(decimal amount, string token = "USDT") =>
        AddOnChain(Operation.WalletPayout, "wallet", token, amount, 0, new Delta(PositionKey.Token("wallet", token), -amount));

    /// <summary>Supplies a token to Aave.</summary>
    /// <param name="token">The token.</param>
    /// <param name="amount">Tokens.</param>
    /// <param name="scaled">Scaled balance gained.</param>
    public void Supply(string token, decimal amount, decimal scaled) => AddOnChain(
        Operation.AaveSupply, AavePositions.Venue, token, amount, 0, new Delta(PositionKey.Token("wallet", token), -amount), new Delta(AavePositions.Supply(token), scaled));

    /// <summary>Withdraws a token from Aave.</summary>
    public void Withdraw(string token, decimal amount, decimal scaled) => AddOnChain(
        Operation.AaveWithdraw, AavePositions.Venue, token, amount, 0, new Delta(AavePositions.Supply(token), -scaled), new Delta(PositionKey.Token("wallet", token), amount));

    public void WrapEth(decimal amount) => AddOnChain(Operation.WrapEth, "wallet", "ETH", amount, 0, Wallet("ETH", -amount), Wallet("WETH", amount));

    public void UnwrapWeth(decimal amount) => AddOnChain(Operation.UnwrapWeth, "wallet", "WETH", amount, 0, Wallet("WETH", -amount), Wallet("ETH", amount));

    /// <summary>Mints staked tokens at the protocol's rate.</summary>
    public void Stake(LiquidStakingToken token, decimal eth, decimal rate) =>
        AddOnChain(Operation.Stake, token.Protocol, token.Symbol, eth, 0, Wallet("ETH", -eth), Wallet(token.Symbol, Amount.Round(eth / rate)));

    /// <summary>Enters the withdrawal queue at the protocol's rate.</summary>
    public void RequestUnstake(LiquidStakingToken token, decimal amount, decimal rate) => AddOnChain(
        Operation.UnstakeRequest, token.Protocol, token.Symbol, amount, 0,
        Wallet(token.Symbol, -amount), new Delta(WithdrawalClaims.Key(token.Protocol), Amount.Value(amount, rate)));

    /// <summary>Collects a claim whose time has come.</summary>
    public void ClaimUnstaked(LiquidStakingToken token, Receivable claim) => AddOnChain(
        Operation.UnstakeClaim, token.Protocol, token.Symbol, claim.Amount, 0, i => i with { ClaimId = claim.Id }, new Delta(claim.Held, -claim.Amount), Wallet("ETH", claim.Amount));

    /// <summary>Sells a token on a decentralised exchange.</summary>
    public void Swap(string venue, string token, string into, decimal amount, in FillEstimate fill, decimal unitPrice) => AddOnChain(
        Operation.Swap, venue, token, amount, Amount.Value(fill.Slippage, unitPrice), i => i with { Into = into }, Wallet(token, -amount), Wallet(into, fill.Notional));

    /// <summary>Takes a flash loan, stakes it with our ETH, supplies, borrows and gives the loan back, in one transaction.</summary>
    /// <param name="token">Staked token.</param>
    /// <param name="eth">ETH of our own.</param>
    /// <param name="bundle">Terms.</param>
    /// <param name="scaledSupply">Scaled collateral gained.</param>
    /// <param name="scaledDebt">Scaled debt gained.</param>
    /// <param name="fee">Fee of the loan, share-class currency.</param>
    public void EnterLeverage(LiquidStakingToken token, decimal eth, BundleTerms bundle, decimal scaledSupply, decimal scaledDebt, decimal fee) => AddOnChain(
        Operation.AtomicLeverageEntry, "instadapp", token.Symbol, eth, fee, i => i with { Bundle = bundle },
        Wallet("ETH", -eth), new Delta(AavePositions.Supply(token.Symbol), scaledSupply), new Delta(AavePositions.Debt, scaledDebt));

    /// <summary>Repays debt from a flash loan, withdraws and sells collateral, gives the loan back, in one transaction.</summary>
    /// <param name="token">Staked token.</param>
    /// <param name="amount">Staked tokens withdrawn and sold.</param>
    /// <param name="bundle">Terms.</param>
    /// <param name="scaledSupply">Scaled collateral given up.</param>
    /// <param name="scaledDebt">Scaled debt repaid.</param>
    /// <param name="freed">ETH that reaches the wallet.</param>
    /// <param name="cost">Fee of the loan and loss of the sale against the oracle rate, share-class currency.</param>
    public void Deleverage(LiquidStakingToken token, decimal amount, BundleTerms bundle, decimal scaledSupply, decimal scaledDebt, decimal freed, decimal cost) => AddOnChain(
        Operation.AtomicDeleverageAave, "instadapp", token.Symbol, amount, cost, i => i with { Bundle = bundle },
        new Delta(AavePositions.Supply(token.Symbol), -scaledSupply), new Delta(AavePositions.Debt, -scaledDebt), Wallet("ETH", freed));

    public void SpotBuy(string venue, string pair, decimal quantity, in FillEstimate fill) => Add(
        Operation.CexSpotBuy, venue, pair, quantity, fill.Fee + fill.Slippage, null, new Delta(Spot(venue, pair), quantity), new Delta(Cash(venue), -fill.Notional - fill.Fee));

    public void SpotSell(string venue, string pair, decimal quantity, in FillEstimate fill) => Add(
        Operation.CexSpotSell, venue, pair, quantity, fill.Fee + fill.Slippage, null, new Delta(Spot(venue, pair), -quantity), new Delta(Cash(venue), fill.Notional - fill.Fee));

    public void OpenShort(string venue, string pair, decimal quantity, in FillEstimate fill) => Add(
        Operation.PerpOpenShort, venue, pair, quantity, fill.Fee + fill.Slippage, null, new Delta(Perp(venue, pair), -quantity), new Delta(Cash(venue), -fill.Fee));

    public void ReduceShort(string venue, string pair, decimal quantity, decimal realised, in FillEstimate fill) => Add(
        Operation.PerpReduceShort, venue, pair, quantity, fill.Fee + fill.Slippage, null, new Delta(Perp(venue, pair), quantity), new Delta(Cash(venue), realised - fill.Fee));

    /// <summary>Closes the open instructions into a block; without any, nothing happens.</summary>
    /// <param name="priority">See <see cref="BlockPriority"/>.</param>
    /// <param name="parallel">Legs submitted together.</param>
    public void Close(int priority = BlockPriority.Normal, bool parallel = false)
    {
        if (_open.Count == 0)
            return;
        _blocks.Add(new InstructionBlock
        {
            Id = BlockId,
            Action = action,
            Priority = priority,
            Instructions = [.. _open],
            ParallelGroup = parallel,
            ExpectedDeltas = InstructionBlock.Sum(_open),
            Dependencies = _blocks.Count > 0 ? [_blocks[^1].Id] : [],
        });
        _open.Clear();
        AwaitsArrival = _sendsSlowly;
    }

    /// <summary>Forgets everything written so far: a plan is made whole or not at all.</summary>
    public void Clear()
    {
        _blocks.Clear();
        _open.Clear();
        AwaitsArrival = _sendsSlowly = false;
    }

    public ImmutableArray<InstructionBlock> Build() => [.. _blocks];

    private static Delta Wallet(string token, decimal amount) => new(PositionKey.Token("wallet", token), amount);

    private static PositionKey Spot(string venue, string pair) => new(venue, PositionType.BaseToken, ChartOfAccounts.Base(pair));

    private static PositionKey Perp(string venue, string pair) => new(venue, PositionType.Perp, pair);

    private GasCharge Charge(Operation operation) => setup.Costs.Gas(OperationCatalogue.Of(operation).GasUnits, snapshot);

    private void Transfer(Operation operation, string venue, string token, decimal amount, PositionKey from, PositionKey to)
    {
        if (AwaitsArrival)
            return;
        var isSlow = setup.Configuration.Venue(venue).TransferTime > TimeSpan.Zero;
        var gas = Charge(operation);
        if (isSlow && operation == Operation.TransferFromCex && token == gas.Token)
            Add(operation, venue, token, amount, gas.Cost, null, new Delta(from, -amount), new Delta(PositionKey.InTransit(token), amount - gas.Cost));
        else
            AddOnChain(operation, venue, token, amount, 0, new Delta(from, -amount), new Delta(isSlow ? PositionKey.InTransit(token) : to, amount));
        _sendsSlowly |= isSlow;
    }

    private void AddOnChain(Operation operation, string venue, string symbol, decimal amount, decimal cost, params ReadOnlySpan<Delta> deltas) =>
        AddOnChain(operation, venue, symbol, amount, cost, null, deltas);

    private void AddOnChain(
        Operation operation, string venue, string symbol, decimal amount, decimal cost, Func<Instruction, Instruction>? complete, params ReadOnlySpan<Delta> deltas)
    {
        var gas = Charge(operation);
        Add(operation, venue, symbol, amount, cost + gas.Cost, complete, WithGas(deltas, gas));
    }

    /// <summary>Gas joins the delta of the wallet's balance it is paid from.</summary>
    private static Delta[] WithGas(ReadOnlySpan<Delta> deltas, GasCharge gas)
    {
        var payer = PositionKey.Token("wallet", gas.Token);
        var result = new List<Delta>(deltas.Length + 1);
        var paid = gas.Cost == 0;
        foreach (var delta in deltas)
        {
            var amount = delta.Amount;
            if (!paid && delta.Key == payer)
                (amount, paid) = (amount - gas.Cost, true);
            if (amount != 0)
                result.Add(new Delta(delta.Key, amount));
        }

        if (!paid)
            result.Add(new Delta(payer, -gas.Cost));
        return [.. result];
    }

    private void Add(
        Operation operation, string venue, string symbol, decimal amount, decimal cost, Func<Instruction, Instruction>? complete, params ReadOnlySpan<Delta> deltas)
    {
        if (AwaitsArrival)
            return;
        var instruction = new Instruction
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{BlockId}-{_open.Count + 1}"),
            Operation = operation,
            Venue = venue,
            Symbol = symbol,
            Amount = amount,
            ReduceOnly = operation == Operation.PerpReduceShort,
            EstimatedDeltas = [.. deltas],
            EstimatedCost = cost,
        };
        _open.Add(complete is null ? instruction : complete(instruction));
    }
}
