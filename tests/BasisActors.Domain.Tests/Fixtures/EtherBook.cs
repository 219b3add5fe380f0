using BasisActors.Domain.Ledger;
using BasisActors.Domain.Lending;
using BasisActors.Domain.Numerics;
using BasisActors.Domain.Staking;

namespace BasisActors.Tests.Fixtures;

/// <summary>Writes a book of the modes that hold ETH by hand: each line is subscribed in kind, so the ledger stays balanced.</summary>
public sealed class EtherBook(ChartOfAccounts chart)
{
    public static readonly PositionKey Collateral = AavePositions.Supply("weETH");
    public static readonly PositionKey Lent = AavePositions.Supply("WETH");
    public static readonly PositionKey Loose = PositionKey.Token("wallet", "weETH");
    public static readonly PositionKey Claims = WithdrawalClaims.Key("etherfi");

    public Book Book { get; private set; } = Book.Open(chart);

    public static PositionKey Usdt(string venue) => PositionKey.Token(venue, "USDT");

    public static PositionKey Eth(string venue) => PositionKey.Token(venue, "ETH");

    public static PositionKey Perp(string venue) => new(venue, PositionType.Perp, "ETHUSDT");

    public EtherBook Holds(PositionKey key, decimal amount) => Add(new Leg(chart.Own(key), amount));

    /// <summary>USDT of the wallet and the three exchanges.</summary>
    public EtherBook Cash(decimal wallet, decimal binance = 0, decimal bybit = 0, decimal okx = 0) =>
        Holds(Usdt("wallet"), wallet).Holds(Usdt("binance"), binance).Holds(Usdt("bybit"), bybit).Holds(Usdt("okx"), okx);

    public EtherBook Staked(decimal tokens) => Holds(Loose, tokens);

    /// <summary>Collateral and debt of a loop at the indexes of the day.</summary>
    public EtherBook Loop(decimal tokens, decimal debt, decimal supplyIndex = 1m, decimal borrowIndex = 1m) => Add(
        new Leg(chart.Own(Collateral, AccountRole.Underlying), tokens), new Leg(chart.Own(Collateral), LendingIndex.Scaled(tokens, supplyIndex)),
        new Leg(chart.Own(AavePositions.Debt, AccountRole.Underlying), -debt), new Leg(chart.Own(AavePositions.Debt), LendingIndex.Scaled(debt, borrowIndex)));

    public EtherBook Supplied(decimal weth, decimal index = 1m) =>
        Add(new Leg(chart.Own(Lent, AccountRole.Underlying), weth), new Leg(chart.Own(Lent), LendingIndex.Scaled(weth, index)));

    public EtherBook Short(string venue, decimal quantity, decimal entry) => Add(
        new Leg(chart.Own(Perp(venue)), -quantity), new Leg(chart.Own(Perp(venue), AccountRole.EntryNotional), Amount.Value(quantity, entry)));

    /// <summary>Shorts of the three exchanges, opened at one price.</summary>
    public EtherBook Shorts(decimal binance, decimal bybit, decimal okx, decimal entry = 2_000m) => Short("binance", binance, entry).Short("bybit", bybit, entry).Short("okx", okx, entry);

    /// <summary>A claim in the queue.</summary>
    public EtherBook Queued(string id, decimal eth, DateTimeOffset dueAt) => Later(new Receivable(id, Claims, Eth("wallet"), eth, dueAt));

    /// <summary>Money under way.</summary>
    public EtherBook Sent(string id, string token, decimal amount, PositionKey to, DateTimeOffset dueAt) => Later(new Receivable(id, PositionKey.InTransit(token), to, amount, dueAt));

    private EtherBook Later(Receivable receivable)
    {
        Book = Book.Post(Posting.Balanced(chart, Cause.CapitalFlow, "opening", new Leg(chart.Own(receivable.Held), receivable.Amount)) with { Opens = receivable });
        return this;
    }

    private EtherBook Add(params ReadOnlySpan<Leg> legs)
    {
        Book = Book.Post(Posting.Balanced(chart, Cause.CapitalFlow, "opening", legs));
        return this;
    }
}
