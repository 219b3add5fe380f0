using BasisActors.Domain.Market;
using BasisActors.Domain.Numerics;

namespace BasisActors.Venues.Paper;

/// <summary>
/// Historical prices run again from a start time, at a speed. Prices run in a straight line between two rows of the data, or hold; a funding rate holds until the next.
/// Before the first row and after the last one the market stands still.
/// </summary>
public sealed class ReplayedPrices : IPaperPrices
{
    private readonly IMarketData _market;
    private readonly string _venue;
    private readonly ReplaySpan _span;

    /// <param name="market">The data.</param>
    /// <param name="venue">Venue whose series are taken; for a spot pair that it does not quote the reference venue's.</param>
    /// <param name="span">Which data is played when.</param>
    public ReplayedPrices(IMarketData market, string venue, ReplaySpan span)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(span.Speed);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(span.First, span.Last);
        (_market, _venue, _span) = (market, venue, span);
    }

    private TimeSpan Step => TimeSpan.FromSeconds(_market.StepSeconds);

    public decimal? Spot(string symbol, DateTimeOffset at) => Between(ReferenceSeries.FindSpot(_market, _venue, symbol), at);

    public decimal? Mark(string symbol, DateTimeOffset at) => Between(_market.Find(new SeriesKey(SeriesKind.Perp, _venue, symbol)), at);

    public decimal? FundingRate(string symbol, DateTimeOffset at) =>
        _market.At(DataTime(at))[_market.Find(new SeriesKey(SeriesKind.Funding, _venue, symbol))] is { IsKnown: true } rate ? rate.Value : null;

    public DateTimeOffset? NextTurn(DateTimeOffset after)
    {
        var passed = DataTime(after) - _span.First;
        if (_span.First + passed >= _span.Last)
            return null;
        var next = after;
        for (var row = passed.Ticks / Step.Ticks + 1; next <= after; row++) // a step faster than the clock's resolution takes several rows
            next = WallTime(_span.First + row * Step);
        return next;
    }

    /// <summary>The time in the data that is played at a wall-clock time.</summary>
    public DateTimeOffset DataTime(DateTimeOffset at)
    {
        var passed = (at - _span.WallStart).Ticks * _span.Speed;
        var data = _span.DataStart.Ticks + passed;
        if (data <= _span.First.Ticks)
            return _span.First;
        return data >= _span.Last.Ticks ? _span.Last : new DateTimeOffset((long)data, TimeSpan.Zero);
    }

    private DateTimeOffset WallTime(DateTimeOffset data) => _span.WallStart.AddTicks((long)decimal.Ceiling((data - _span.DataStart).Ticks / _span.Speed));

    private decimal? Between(int series, DateTimeOffset at)
    {
        if (series < 0)
            return null;
        var time = DataTime(at);
        var past = (time - _span.First).Ticks % Step.Ticks;
        var before = _market.At(time)[series];
        if (!before.IsKnown)
            return null;
        if (past == 0 || _span.Stepped)
            return before.Value;
        var next = time.AddTicks(Step.Ticks - past);
        if (next > _span.Last || _market.At(next)[series] is not { IsKnown: true } after)
            return before.Value;
        return Amount.Round(before.Value + (after.Value - before.Value) * past / Step.Ticks);
    }
}
