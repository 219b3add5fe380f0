namespace BasisActors.Venues.Paper;

/// <summary>Where the paper exchange takes its prices from: pure functions of wall-clock time, so that an hour nobody looked at can be settled later.</summary>
public interface IPaperPrices
{
    /// <summary>Spot price of a pair, USDT per coin; null where there is none.</summary>
    decimal? Spot(string symbol, DateTimeOffset at);

    /// <summary>Mark price of a linear perpetual, USDT per coin; null where there is none.</summary>
    decimal? Mark(string symbol, DateTimeOffset at);

    /// <summary>The last settled funding rate, fraction of notional; positive means longs pay shorts. Null where there is none.</summary>
    decimal? FundingRate(string symbol, DateTimeOffset at);

    /// <summary>The first time after <paramref name="after"/> at which a price may change its direction; null when none does any more. Between two such times prices move in one direction.</summary>
    DateTimeOffset? NextTurn(DateTimeOffset after);
}
