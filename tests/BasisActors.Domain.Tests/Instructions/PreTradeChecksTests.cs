using BasisActors.Domain.Configuration;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Instructions;

/// <summary>A block before its first leg. BTC at 50,000, 10,000 USDT and 0.5 BTC on binance, short 0.1 BTC from 50,000; initial margin 1 %.</summary>
public class PreTradeChecksTests
{
    private static readonly Desk Basis = new(Configurations.BtcBasis with { Venues = [Configurations.Binance with { SpotStep = 0.0001m, PerpStep = 0.001m }, .. Configurations.BtcBasis.Venues.Where(v => v.Name != "binance")] }, Markets.Basis());
    private static readonly Book Book = Basis.Holdings().Cash("wallet", 1_000m).Cash("binance", 10_000m).Coins("binance", 0.5m).Short("binance", 0.1m, 50_000m).Book;
    private static readonly LiveLimits Limits = new() { MaxTradeSizeUsd = 30_000m };

    [Theory]
    [InlineData(Operation.CexSpotBuy, 0.1, "")]
    [InlineData(Operation.CexSpotBuy, 0.10005, "step")]
    [InlineData(Operation.CexSpotBuy, 0.0001, "min_notional")] // 5 USD
    [InlineData(Operation.CexSpotBuy, 0.3, "balance margin")] // 15,000; margin of 50 for the short
    [InlineData(Operation.CexSpotBuy, 0.7, "trade_cap balance margin")] // 35,000
    [InlineData(Operation.CexSpotSell, 0.5, "")]
    [InlineData(Operation.CexSpotSell, 0.5001, "balance")]
    [InlineData(Operation.PerpOpenShort, 0.6, "")]
    [InlineData(Operation.PerpOpenShort, 0.0005, "step")] // 25 USD
    [InlineData(Operation.PerpOpenShort, 0.601, "trade_cap")] // 30,050
    [InlineData(Operation.PerpReduceShort, 0.1, "")]
    [InlineData(Operation.PerpReduceShort, 0.101, "balance")]
    [InlineData(Operation.TransferFromCex, 10_001, "balance")]
    [InlineData(Operation.TransferToCex, 1_000, "")]
    [InlineData(Operation.TransferToCex, 1_000.01, "balance")]
    [InlineData(Operation.WalletPayout, 1_001, "balance")]
    public void A_leg_is_denied_with_its_reasons(Operation operation, double amount, string reasons) =>
        Assert.Equal(reasons, string.Join(' ', Denied(Book, Limits, Leg(operation, (decimal)amount))));

    [Fact]
    public void The_position_is_limited_with_what_is_held_and_a_reduction_never_is()
    {
        // 19.9 BTC are 995,000; one million is allowed
        var book = Basis.Holdings().Cash("binance", 500_000m).Coins("binance", 25m).Short("binance", 19.9m, 50_000m).Book;

        Assert.Equal([], Denied(book, new LiveLimits(), Leg(Operation.PerpOpenShort, 0.1m)));
        Assert.Equal(["position_cap"], Denied(book, new LiveLimits(), Leg(Operation.PerpOpenShort, 0.101m)));
        Assert.Equal(["position_cap"], Denied(book, new LiveLimits(), Leg(Operation.CexSpotBuy, 0.1m)));
        Assert.Equal([], Denied(book, Limits, Leg(Operation.CexSpotSell, 20m), Leg(Operation.PerpReduceShort, 19m)));
    }

    [Fact]
    public void A_short_needs_initial_margin_when_the_block_is_done()
    {
        // 100 USDT carry 10,000 of notional; 0.1 short is 5,000
        var book = Basis.Holdings().Cash("binance", 100m).Short("binance", 0.1m, 50_000m).Book;

        Assert.Equal([], Denied(book, new LiveLimits(), Leg(Operation.PerpOpenShort, 0.1m)));
        Assert.Equal(["margin"], Denied(book, new LiveLimits(), Leg(Operation.PerpOpenShort, 0.101m)));
    }

    [Fact]
    public void Legs_are_judged_one_after_the_other()
    {
        Assert.Equal(["balance"], Denied(Book, new LiveLimits(), Leg(Operation.CexSpotSell, 0.3m), Leg(Operation.CexSpotSell, 0.3m)));
        Assert.Equal([], Denied(Book, new LiveLimits(), Leg(Operation.CexSpotSell, 0.5m), Leg(Operation.CexSpotBuy, 0.5m)));
    }

    [Theory]
    [InlineData(Operation.CexSpotBuy, 50_250)]
    [InlineData(Operation.CexSpotSell, 49_750)]
    [InlineData(Operation.PerpOpenShort, 49_750)]
    public void The_worst_price_is_half_a_percent_away_on_the_bad_side(Operation operation, double worst) =>
        Assert.Equal((decimal)worst, Checks(new LiveLimits()).WorstPrice(Leg(operation, 1), Basis.At(0)));

    private static string[] Denied(Book book, LiveLimits limits, params Instruction[] legs)
    {
        var block = new InstructionBlock { Id = "block", Action = StrategyAction.EntryFull, Priority = 10, Instructions = [.. legs], ExpectedDeltas = InstructionBlock.Sum(legs), ParallelGroup = true };
        var denials = Checks(limits).Check(block, book, Basis.At(0));
        Assert.All(denials, d => Assert.Equal("EXEC-004", d.Code));
        return [.. denials.Select(d => d.SubCode!)];
    }

    private static PreTradeChecks Checks(LiveLimits limits) => new(Basis.Configuration, limits, Basis.Market);

    private static Instruction Leg(Operation operation, decimal amount)
    {
        var (cash, coins, perp, wallet) = (Keys.Cash("binance"), Keys.Coins("binance"), Keys.Perp("binance"), Keys.Wallet);
        Delta[] deltas = operation switch
        {
            Operation.CexSpotBuy => [new(coins, amount), new(cash, -amount * 50_000m)],
            Operation.CexSpotSell => [new(coins, -amount), new(cash, amount * 50_000m)],
            Operation.PerpOpenShort => [new(perp, -amount)],
            Operation.PerpReduceShort => [new(perp, amount)],
            Operation.TransferToCex => [new(wallet, -amount), new(cash, amount)],
            Operation.TransferFromCex => [new(cash, -amount), new(wallet, amount)],
            _ => [new(wallet, -amount)],
        };
        return new Instruction
        {
            Id = "leg",
            Operation = operation,
            Venue = operation == Operation.WalletPayout ? "wallet" : "binance",
            Symbol = OperationCatalogue.Of(operation).Type == InstructionType.CexTrade ? "BTCUSDT" : "USDT",
            Amount = amount,
            ReduceOnly = operation == Operation.PerpReduceShort,
            EstimatedDeltas = [.. deltas],
            EstimatedCost = 0,
        };
    }
}
