using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Tests.Fixtures;
using CsCheck;

namespace BasisActors.Venues.Tests.Runs;

/// <summary>What somebody does to the accounts by hand: a share of what is there is moved, traded, staked, or taken out of a position.</summary>
/// <param name="Deed">What.</param>
/// <param name="Venue">Which of the venues the mode trades on.</param>
/// <param name="Share">Share of what it is done with.</param>
internal readonly record struct Hand(int Deed, int Venue, decimal Share)
{
    private static readonly (Operation Operation, string Token)[] Deeds =
    [
        (Operation.TransferFromCex, "USDT"), (Operation.TransferToCex, "USDT"), (Operation.PerpOpenShort, "USDT"), (Operation.PerpReduceShort, "USDT"),
        (Operation.CexSpotBuy, "USDT"), (Operation.CexSpotSell, "ETH"), (Operation.TransferFromCex, "ETH"), (Operation.TransferToCex, "ETH"),
        (Operation.Stake, "ETH"), (Operation.Swap, "weETH"), (Operation.UnstakeRequest, "weETH"), (Operation.AaveWithdraw, "weETH"), (Operation.WrapEth, "ETH"),
    ];

    public static readonly Gen<Hand[]> Any = Gen.Select(Gen.Int[0, Deeds.Length - 1], Gen.Int[0, 2], Draw.Decimal(1, 60, 0.01m)).Select(t => new Hand(t.Item1, t.Item2, t.Item3)).Array[0, 6];

    /// <summary>The orders that are possible in this run; money goes only to venues that the mode trades on, elsewhere it is out of its reach.</summary>
    public static IEnumerable<Instruction> Orders(PaperRun run, int row, Hand[] hands)
    {
        var configuration = run.Desk.Configuration;
        string[] used = [.. configuration.Hedge.Select(h => h.Venue).Append(configuration.SpotVenue).Where(v => v.Length > 0).Distinct()];
        foreach (var hand in hands)
        {
            if (hand.Order(run, row, used) is { Amount: > 0 } order)
                yield return order;
        }
    }

    private Instruction? Order(PaperRun run, int row, string[] used)
    {
        var (operation, token) = Deeds[Deed];
        var asset = run.Desk.Configuration.Asset;
        if (token == "ETH" && operation == Operation.CexSpotSell)
            token = asset;
        var onExchange = operation is Operation.TransferFromCex or Operation.TransferToCex || !OperationCatalogue.Of(operation).OnChain;
        if (onExchange && used.Length == 0)
            return null;
        var venue = onExchange ? used[Venue % used.Length] : operation switch
        {
            Operation.Swap => "curve",
            Operation.AaveWithdraw => "aave_v3",
            Operation.WrapEth => "wallet",
            _ => "etherfi",
        };
        if (operation == Operation.AaveWithdraw)
            return Held(run, Modes.Supply) == 0 ? null : run.Order(operation, venue, token, Down(run.Book.Underlying(Modes.Supply) * Share));
        var held = Held(run, PositionKey.Token(onExchange && operation != Operation.TransferToCex ? venue : "wallet", token)) * Share;
        if (operation is Operation.PerpOpenShort or Operation.PerpReduceShort or Operation.CexSpotBuy)
            held /= run.Desk.At(row).Value(Domain.Market.ReferenceSeries.FindSpot(run.Desk.Market, run.Desk.Configuration.SpotVenue, asset + "USDT"));
        if (operation is Operation.CexSpotBuy or Operation.CexSpotSell && run.Desk.Configuration.Staking is null)
            venue = run.Desk.Configuration.SpotVenue;
        if (operation == Operation.WrapEth && !run.Desk.Chart.IsDeclared(PositionKey.Token("wallet", "WETH")))
            return null;
        if (operation is Operation.TransferFromCex or Operation.TransferToCex && token == "ETH" && !run.Desk.Chart.IsDeclared(Modes.WalletEth))
            return null;
        if (operation is Operation.Stake && !run.Desk.Chart.IsDeclared(Modes.WalletToken))
            return null;
        var symbol = operation switch
        {
            Operation.Stake => "weETH",
            _ when !OperationCatalogue.Of(operation).OnChain => asset + "USDT",
            _ => token,
        };
        return run.Order(operation, venue, symbol, Down(held)) with { Into = operation == Operation.Swap ? "ETH" : null };
    }

    private static decimal Held(PaperRun run, PositionKey key) => run.Desk.Chart.IsDeclared(key) ? run.Book.Quantity(key) : 0;

    private static decimal Down(decimal amount) => decimal.Round(amount, 8, MidpointRounding.ToZero);

    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Deeds[Deed]} at {Venue} of {Share}");
}
