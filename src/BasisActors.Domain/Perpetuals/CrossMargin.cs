namespace BasisActors.Domain.Perpetuals;

/// <summary>Cross margin of one exchange account (domain reference §1 and §5.6). Amounts in quote currency.</summary>
/// <param name="Venue">The exchange.</param>
/// <param name="Balance">Wallet plus unrealised P&amp;L.</param>
/// <param name="Notional">Σ |size| × mark.</param>
/// <param name="UnrealisedPnl">Unrealised part of the balance.</param>
public readonly record struct CrossMargin(string Venue, decimal Balance, decimal Notional, decimal UnrealisedPnl)
{
    /// <summary>Balance / notional, higher is safer; null without a position.</summary>
    public decimal? Ratio => Notional == 0 ? null : Balance / Notional;

    /// <summary>True when this account's ratio is the smaller one; both must hold a position. Multiplied out, since it is asked at every tick.</summary>
    public bool IsTighterThan(in CrossMargin other) => Balance * other.Notional < other.Balance * Notional;
}
