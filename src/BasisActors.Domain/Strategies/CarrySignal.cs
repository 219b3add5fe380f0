using BasisActors.Domain.Configuration;
using BasisActors.Domain.Market;
using BasisActors.Domain.Risk;

namespace BasisActors.Domain.Strategies;

/// <summary>
/// What staking, supplying and borrowing really earned and cost over the last days, by the growth of their rates and indexes and not by published rates
/// (domain reference §6, net carry). Yearly fractions.
/// </summary>
public sealed class CarrySignal
{
    private const int SecondsPerDay = 86_400;

    private readonly IMarketData _market;
    private readonly int _window;
    private readonly int _rate, _supply, _borrow;

    // Daily figures asked for at every tick: the last answer is kept with the observation it rests on.
    private int _measuredAt = -1;
    private (decimal Yield, decimal Borrow)? _measured;

    public CarrySignal(StakingSettings staking, IMarketData market)
    {
        _market = market;
        _window = staking.Carry is { } guard ? guard.WindowDays : 0;
        _rate = market.Find(staking.Token.OracleRate);
        _supply = market.Find(StakedLeg.SupplyIndex(staking.Token));
        _borrow = market.Find(StakedLeg.BorrowIndex);
    }

    /// <summary>Yield of staking and supply, and cost of borrowing, over the window; null while the data is younger than that.</summary>
    public (decimal Yield, decimal Borrow)? Measure(in MarketSnapshot snapshot)
    {
        var at = snapshot.LastChange(_borrow);
        if (at == _measuredAt)
            return _measured;
        _measuredAt = at;
        return _measured = Growth(_rate, snapshot.Id) is { } staking && Growth(_supply, snapshot.Id) is { } supply && Growth(_borrow, snapshot.Id) is { } borrow
            ? (staking + supply, borrow)
            : null;
    }

    /// <summary>Yearly yield on the equity of a loop at a loan-to-value.</summary>
    public decimal? Levered(in MarketSnapshot snapshot, decimal ltv) =>
        Measure(snapshot) is var (yield, borrow) ? NetCarry.Levered(yield, borrow, ltv) : null;

    private decimal? Growth(int series, int row)
    {
        var then = row - _window * SecondsPerDay / _market.StepSeconds;
        if (series < 0 || then < 0 || _window == 0)
            return null;
        var (before, now) = (_market.Read(series, then), _market.Read(series, row));
        return before.IsKnown && now.IsKnown ? (now.Value / before.Value - 1) * 365 / _window : null;
    }
}
