namespace BasisActors.Domain.Market;

public enum SeriesKind
{
    /// <summary>Spot price of a pair at a venue, quote per base (<c>Spot/binance/BTCUSDT</c>).</summary>
    Spot,

    /// <summary>Price of a perpetual at a venue, quote per base; stands in for the mark price (<c>Perp/bybit/BTCUSDT</c>).</summary>
    Perp,

    /// <summary>Funding rate settled at a timestamp, fraction of notional; positive means longs pay shorts.</summary>
    Funding,

    /// <summary>Aave liquidity index, near 1 (<c>LiquidityIndex/aave_v3/USDT</c>).</summary>
    LiquidityIndex,

    /// <summary>Aave variable borrow index, near 1.</summary>
    BorrowIndex,

    /// <summary>Aave supply rate at the snapshot, annual simple rate.</summary>
    SupplyRate,

    /// <summary>Aave variable borrow rate at the snapshot, annual simple rate.</summary>
    BorrowRate,

    /// <summary>Aave oracle price in USD, used for the protocol's own health factor only.</summary>
    OraclePrice,

    /// <summary>ETH per liquid staking token by the lending oracle (<c>LstRate/aave_v3/weETH</c>).</summary>
    LstRate,

    /// <summary>ETH per liquid staking token on the DEX, used for sales (<c>LstMarket/curve/weETH</c>).</summary>
    LstMarket,

    /// <summary>Gas price in gwei (<c>Gas/ethereum/gas</c>).</summary>
    Gas,

    /// <summary>Yield of a token as its issuer publishes it, fraction a year, compounded (<c>Yield/ethena/sUSDe</c>). A measure to compare with; nothing trades on it.</summary>
    Yield,

    /// <summary>Reward tokens for one eETH held over a period, known when they are paid (<c>Reward/etherfi/EIGEN</c>). Comes when it comes, not at intervals.</summary>
    Reward,

    /// <summary>First day of the period of a <see cref="Reward"/>, epoch seconds of its 00:00 UTC.</summary>
    RewardFirstDay,

    /// <summary>Last day of that period, inclusive, epoch seconds of its 00:00 UTC.</summary>
    RewardLastDay,

    /// <summary>Tokens supplied to an Aave reserve by everybody (<c>TotalSupplied/aave_v3/WETH</c>).</summary>
    TotalSupplied,

    /// <summary>Tokens borrowed from an Aave reserve at the variable rate by everybody.</summary>
    TotalBorrowed,
}

/// <summary>Names one time series: what, where, of what.</summary>
public readonly record struct SeriesKey(SeriesKind Kind, string Venue, string Symbol)
{
    public override string ToString() => $"{Kind}/{Venue}/{Symbol}";
}
