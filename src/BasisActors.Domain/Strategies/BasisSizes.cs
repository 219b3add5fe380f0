using BasisActors.Domain.Costs;

namespace BasisActors.Domain.Strategies;

/// <summary>What a plan trades at all venues together, and what is left then.</summary>
/// <param name="Wallet">USDT in the wallet now.</param>
/// <param name="SpotChange">Coins; positive buys.</param>
/// <param name="SpotFill">Its expected fill.</param>
/// <param name="Venues">One entry per leg.</param>
/// <param name="CoinsAfter">Coins held once the trades are done.</param>
/// <param name="LeanBefore">Delta now, coins; positive is long.</param>
internal sealed record BasisSizes(decimal Wallet, decimal SpotChange, FillEstimate SpotFill, VenueSize[] Venues, decimal CoinsAfter, decimal LeanBefore)
{
    /// <summary>Neither coins nor contracts are held once the trades are done.</summary>
    public bool IsFlat => CoinsAfter == 0 && Array.TrueForAll(Venues, v => v.SizeAfter == 0);

    /// <summary>Some leg is larger afterwards.</summary>
    public bool Grows => SpotChange > 0 || Array.Exists(Venues, v => v.ShortChange > 0);

    /// <summary>Everything that is not in coins once the trades are done, USDT.</summary>
    public decimal Money => Wallet + Venues.Sum(v => v.CashAfterTrades + v.UnrealisedAfter);

    /// <summary>Delta once the trades are done, coins; positive is long. It is not 0 where a leg was too small to trade.</summary>
    public decimal LeanAfter => CoinsAfter + Venues.Sum(v => v.SizeAfter);

    /// <summary>
    /// True when legs too small to trade would leave the book leaning further than it does, and further than risk lets pass without a warning.
    /// </summary>
    /// <param name="price">Price of a coin.</param>
    /// <param name="allowed">Value of coins that may lean.</param>
    public bool LeavesUnhedged(decimal price, decimal allowed) => Math.Abs(LeanAfter) > Math.Abs(LeanBefore) && Math.Abs(LeanAfter) * price > allowed;
}

/// <summary>One venue's part. Amounts in USDT.</summary>
/// <param name="Leg">The venue.</param>
/// <param name="Cash">Cash now.</param>
/// <param name="ShortChange">Contracts; positive opens.</param>
/// <param name="Fill">Expected fill of that.</param>
/// <param name="Realised">P&amp;L that a reduction realises.</param>
/// <param name="SpotCash">What the spot trade here pays (−) or brings (+), fee included.</param>
/// <param name="SizeAfter">Contracts afterwards; negative is short.</param>
/// <param name="UnrealisedAfter">Unrealised P&amp;L afterwards.</param>
/// <param name="FreeBefore">Unrealised P&amp;L less bound margin now.</param>
/// <param name="BoundAfter">Bound margin afterwards.</param>
/// <param name="SpareBefore">Unrealised P&amp;L less what the short needs now, lest the venue ask at once for what was just sent away.</param>
/// <param name="SpareAfter">The same afterwards.</param>
internal sealed record VenueSize(
    BasisLeg Leg, decimal Cash, decimal ShortChange, FillEstimate Fill, decimal Realised, decimal SpotCash, decimal SizeAfter, decimal UnrealisedAfter, decimal FreeBefore, decimal BoundAfter,
    decimal SpareBefore, decimal SpareAfter)
{
    /// <summary>What can leave the venue before the trades, its own purchase and what its trades lose set aside.</summary>
    public decimal SpendableBefore => Down(Cash + Math.Min(0, SpareBefore) + Math.Min(0, Math.Min(SpotCash, CashChange)));

    /// <summary>What can leave it after the trades.</summary>
    public decimal SpendableAfter => Down(CashAfterTrades + Math.Min(0, SpareAfter));

    public decimal CashChange => SpotCash + Realised - Fill.Fee;

    public decimal CashAfterTrades => Cash + CashChange;

    /// <summary>What the venue lacks to pay for its trades without touching bound margin; 0 when its cash suffices.</summary>
    public decimal Shortage => Math.Max(0, -FreeAfterPaying);

    private decimal FreeAfterPaying => Cash + Math.Min(0, FreeBefore) + Math.Min(0, CashChange);

    /// <summary>True when the venue accepts its trades once so much cash has come (or has left, when negative).</summary>
    public bool CanTradeWith(decimal transferred) =>
        (SpotCash >= 0 || FreeAfterPaying + transferred >= 0) && (ShortChange <= 0 || CashAfterTrades + transferred + UnrealisedAfter >= BoundAfter);

    /// <summary>To the token's six decimals, so that the venue's own rounding of its margin cannot refuse the last digit.</summary>
    private static decimal Down(decimal amount) => decimal.Round(amount, 6, MidpointRounding.ToNegativeInfinity);
}
