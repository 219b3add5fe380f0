using System.Collections.Immutable;
using BasisActors.Domain.Perpetuals;

namespace BasisActors.Venues.Paper;

/// <summary>An account at one moment. Amounts in USDT unless said otherwise.</summary>
/// <param name="At">The moment.</param>
/// <param name="Cash">Balance of all wallets, without unrealised profit.</param>
/// <param name="Spendable">What a purchase or a transfer to the outside can take: of a wallet of its own all, of the only one what is not bound as initial margin.</param>
/// <param name="Coins">Units by coin, USDT left out.</param>
/// <param name="Positions">Every perpetual the account has ever touched, flat ones too, by symbol.</param>
public sealed record AccountView(DateTimeOffset At, decimal Cash, decimal Spendable, ImmutableSortedDictionary<string, decimal> Coins, ImmutableArray<PositionView> Positions)
{
    /// <summary>The part of the cash that is margin: all of it where there is one wallet.</summary>
    public required decimal MarginCash { get; init; }

    /// <summary>The part of it that is not bound as initial margin.</summary>
    public required decimal SpareMargin { get; init; }

    public decimal Unrealised => Positions.Sum(p => p.Unrealised);

    public decimal InitialMargin => Positions.Sum(p => p.InitialMargin);

    public decimal MaintenanceMargin => Positions.Sum(p => p.MaintenanceMargin);

    /// <summary>
    /// Mark at which the account is liquidated while all else stays as it is: cash + others + entry − size × p = margin of the others + rate × size × p. Null when
    /// there is none.
    /// </summary>
    public decimal? LiquidationPrice(PositionView position)
    {
        if (position.Value == 0)
            return null;
        var free = MarginCash + Unrealised - position.Unrealised + position.Position.EntryNotional - (MaintenanceMargin - position.MaintenanceMargin);
        var price = free / (Math.Abs(position.Position.Size) * (1 + position.MaintenanceMargin / position.Value));
        return price > 0 ? decimal.Round(price, 2) : null;
    }
}

/// <summary>One perpetual of an account.</summary>
/// <param name="Symbol">BTCUSDT.</param>
/// <param name="Position">Size and entry.</param>
/// <param name="Mark">Mark price, USDT per coin.</param>
/// <param name="Leverage">As set, or the largest.</param>
/// <param name="InitialMargin">USDT bound by it.</param>
/// <param name="MaintenanceMargin">USDT at which it is liquidated.</param>
/// <param name="Realised">Profit realised since the account was opened, fees and funding left out.</param>
/// <param name="RealisedSinceFlat">The part of it since the position was last opened; 0 while it is flat.</param>
/// <param name="Created">When it was first opened; null when it never was.</param>
/// <param name="Updated">Last change of its size.</param>
public sealed record PositionView(
    string Symbol, PerpetualPosition Position, decimal Mark, decimal Leverage, decimal InitialMargin, decimal MaintenanceMargin, decimal Realised, decimal RealisedSinceFlat,
    DateTimeOffset? Created, DateTimeOffset? Updated)
{
    /// <summary>|size| × mark, USDT.</summary>
    public decimal Value => Math.Abs(Position.Size) * Mark;

    public decimal Unrealised => Position.UnrealisedPnl(Mark);
}
