using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;

namespace BasisActors.Tests.Fixtures;

/// <summary>Positions and series that the tests name.</summary>
public static class Keys
{
    public const string Pair = "BTCUSDT";

    public static readonly PositionKey Wallet = Cash("wallet");
    public static readonly PositionKey AaveUsdt = new("aave_v3", PositionType.AToken, "aUSDT");

    public static readonly SeriesKey LiquidityIndex = new(SeriesKind.LiquidityIndex, "aave_v3", "USDT");
    public static readonly SeriesKey SupplyRate = new(SeriesKind.SupplyRate, "aave_v3", "USDT");

    public static PositionKey Cash(string venue) => new(venue, PositionType.BaseToken, "USDT");

    public static PositionKey Coins(string venue) => new(venue, PositionType.BaseToken, "BTC");

    public static PositionKey Perp(string venue) => new(venue, PositionType.Perp, Pair);

    public static SeriesKey Spot(string venue) => new(SeriesKind.Spot, venue, Pair);

    public static SeriesKey Mark(string venue) => new(SeriesKind.Perp, venue, Pair);

    public static SeriesKey Funding(string venue) => new(SeriesKind.Funding, venue, Pair);
}
