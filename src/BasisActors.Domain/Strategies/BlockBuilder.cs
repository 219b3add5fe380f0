using System.Collections.Immutable;
using System.Globalization;
using BasisActors.Domain.Costs;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;

namespace BasisActors.Domain.Strategies;

/// <summary>Writes the blocks of one plan: derives ids, estimates deltas and costs, sums them.</summary>
public sealed class BlockBuilder(StrategySetup setup, long tick, StrategyAction action, MarketSnapshot snapshot)
{
    private static readonly PositionKey Wallet = new("wallet", PositionType.BaseToken, "USDT");
    private readonly List<InstructionBlock> _blocks = [];
    private readonly List<Instruction> _open = [];

    public bool IsEmpty => _blocks.Count == 0;

    private string BlockId => string.Create(CultureInfo.InvariantCulture, $"{setup.RunKey}-{tick}-{_blocks.Count + 1}");

    public static PositionKey Cash(string venue) => new(venue, PositionType.BaseToken, "USDT");

    /// <summary>What the closed blocks are expected to add to a position.</summary>
    public decimal Change(PositionKey position) => _blocks.SelectMany(b => b.ExpectedDeltas).Where(d => d.Key == position).Sum(d => d.Amount);

    /// <summary>Gas of one operation now, USDT.</summary>
    public decimal Gas(Operation operation) => setup.Costs.Gas(OperationCatalogue.Of(operation).GasUnits, snapshot).Cost;

    /// <summary>Moves USDT from the wallet to an exchange; the gas is paid on top.</summary>
    public void TransferToCex(string venue, decimal amount)
    {
        var gas = Gas(Operation.TransferToCex);
        Add(Operation.TransferToCex, venue, "USDT", amount, gas, new Delta(Wallet, -amount - gas), new Delta(Cash(venue), amount));
    }

    /// <summary>Moves USDT from an exchange to the wallet; the gas is taken from what arrives.</summary>
    public void TransferFromCex(string venue, decimal amount)
    {
        var gas = Gas(Operation.TransferFromCex);
        Add(Operation.TransferFromCex, venue, "USDT", amount, gas, new Delta(Cash(venue), -amount), new Delta(Wallet, amount - gas));
    }

    /// <summary>Pays an investor from the wallet; the gas is paid on top.</summary>
    public void Payout(decimal amount)
    {
        var gas = Gas(Operation.WalletPayout);
        Add(Operation.WalletPayout, "wallet", "USDT", amount, gas, new Delta(Wallet, -amount - gas));
    }

    /// <summary>Supplies a token to Aave.</summary>
    /// <param name="position">The aToken position.</param>
    /// <param name="amount">Underlying tokens.</param>
    /// <param name="scaled">Scaled balance gained.</param>
    public void Supply(PositionKey position, decimal amount, decimal scaled)
    {
        var gas = Gas(Operation.AaveSupply);
        Add(Operation.AaveSupply, position.Venue, ChartOfAccounts.Underlying(position), amount, gas, new Delta(Wallet, -amount - gas), new Delta(position, scaled));
    }

    /// <summary>Withdraws a token from Aave; the gas is taken from what arrives.</summary>
    public void Withdraw(PositionKey position, decimal amount, decimal scaled)
    {
        var gas = Gas(Operation.AaveWithdraw);
        Add(Operation.AaveWithdraw, position.Venue, ChartOfAccounts.Underlying(position), amount, gas, new Delta(position, -scaled), new Delta(Wallet, amount - gas));
    }

    public void SpotBuy(string venue, string pair, decimal quantity, in FillEstimate fill) => Add(
        Operation.CexSpotBuy, venue, pair, quantity, fill.Fee + fill.Slippage, new Delta(Spot(venue, pair), quantity), new Delta(Cash(venue), -fill.Notional - fill.Fee));

    public void SpotSell(string venue, string pair, decimal quantity, in FillEstimate fill) => Add(
        Operation.CexSpotSell, venue, pair, quantity, fill.Fee + fill.Slippage, new Delta(Spot(venue, pair), -quantity), new Delta(Cash(venue), fill.Notional - fill.Fee));

    public void OpenShort(string venue, string pair, decimal quantity, in FillEstimate fill) => Add(
        Operation.PerpOpenShort, venue, pair, quantity, fill.Fee + fill.Slippage, new Delta(Perp(venue, pair), -quantity), new Delta(Cash(venue), -fill.Fee));

    public void ReduceShort(string venue, string pair, decimal quantity, decimal realised, in FillEstimate fill) => Add(
        Operation.PerpReduceShort, venue, pair, quantity, fill.Fee + fill.Slippage, new Delta(Perp(venue, pair), quantity), new Delta(Cash(venue), realised - fill.Fee));

    /// <summary>Closes the open instructions into a block; without any, nothing happens.</summary>
    /// <param name="priority">See <see cref="BlockPriority"/>.</param>
    /// <param name="parallel">Legs submitted together.</param>
    /// <param name="afterPrevious">Depends on the block before it.</param>
    public void Close(int priority = BlockPriority.Normal, bool parallel = false, bool afterPrevious = true)
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
            Dependencies = afterPrevious && _blocks.Count > 0 ? [_blocks[^1].Id] : [],
        });
        _open.Clear();
    }

    public ImmutableArray<InstructionBlock> Build() => [.. _blocks];

    private static PositionKey Spot(string venue, string pair) => new(venue, PositionType.BaseToken, ChartOfAccounts.Base(pair));

    private static PositionKey Perp(string venue, string pair) => new(venue, PositionType.Perp, pair);

    private void Add(Operation operation, string venue, string symbol, decimal amount, decimal cost, params ReadOnlySpan<Delta> deltas) => _open.Add(new Instruction
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"{BlockId}-{_open.Count + 1}"),
        Operation = operation,
        Venue = venue,
        Symbol = symbol,
        Amount = amount,
        ReduceOnly = operation == Operation.PerpReduceShort,
        EstimatedDeltas = [.. deltas],
        EstimatedCost = cost,
    });
}
