using BasisActors.Domain.Lending;
using BasisActors.Domain.Market;
using BasisActors.Domain.Numerics;

namespace BasisActors.Domain.Ledger;

/// <summary>
/// Interest that our own size adds to a lending position in one step. It is credited as scaled balance, so that from then on it grows with the index like all the rest.
/// </summary>
internal sealed class OwnSizeAccrual
{
    private readonly RateCurve _curve;
    private readonly decimal _stepSeconds;
    private readonly int _supplied, _borrowed, _supplyIndex, _borrowIndex;
    private readonly int _supply = -1, _debt = -1;

    /// <param name="token">The reserve.</param>
    /// <param name="curve">Its rates.</param>
    /// <param name="chart">Our positions.</param>
    /// <param name="market">The reserve's size and indexes.</param>
    public OwnSizeAccrual(string token, RateCurve curve, ChartOfAccounts chart, IMarketData market)
    {
        _curve = curve;
        _stepSeconds = market.StepSeconds;
        (_supplied, _borrowed) = (Find(SeriesKind.TotalSupplied), Find(SeriesKind.TotalBorrowed));
        (_supplyIndex, _borrowIndex) = (Find(SeriesKind.LiquidityIndex), Find(SeriesKind.BorrowIndex));
        foreach (var position in chart.Positions.Where(p => p.Type is PositionType.AToken or PositionType.DebtToken && ChartOfAccounts.Underlying(p) == token))
        {
            if (position.Type == PositionType.AToken)
                _supply = chart.Own(position);
            else
                _debt = chart.Own(position);
        }

        int Find(SeriesKind kind) => market.Find(new SeriesKey(kind, AavePositions.Venue, token));
    }

    /// <summary>Scaled balance that a position gains (or, negative, does not earn) in the step that ends at the snapshot.</summary>
    /// <exception cref="Errors.BasisException">EXP-003 when the reserve's size is not known; MTH-003 when it cannot lend what we owe.</exception>
    public decimal Scaled(Book book, bool isSupply, in MarketSnapshot snapshot)
    {
        var (borrow, supply) = OwnSizeEffect.RateChange(
            _curve, snapshot.Value(_borrowed), snapshot.Value(_supplied), Underlying(book, _debt, _borrowIndex, snapshot), Underlying(book, _supply, _supplyIndex, snapshot));
        return Amount.Round(book[isSupply ? _supply : _debt] * (isSupply ? supply : borrow) * _stepSeconds / Year.Seconds);
    }

    private static decimal Underlying(Book book, int account, int index, in MarketSnapshot snapshot) =>
        account < 0 || book[account] == 0 ? 0 : LendingIndex.Underlying(book[account], snapshot.Value(index));
}
