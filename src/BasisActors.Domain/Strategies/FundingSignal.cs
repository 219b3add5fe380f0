using BasisActors.Domain.Configuration;
using BasisActors.Domain.Market;

namespace BasisActors.Domain.Strategies;

/// <summary>
/// The funding rate that entry and exit are judged by: the mean of each venue's last settlements, weighted by the hedge weights (C-08, C-09).
/// </summary>
public sealed class FundingSignal
{
    private readonly (int Series, decimal Weight)[] _venues;
    private readonly int _window;

    // The mean changes three times a day and is asked for at every tick: the last one is kept with the settlements it is made of.
    private readonly int[] _settledAt;
    private decimal? _mean;

    public FundingSignal(RunConfiguration configuration, IMarketData market, string pair)
    {
        _window = configuration.FundingWindow;
        _venues = [.. configuration.Hedge.Where(h => h.Weight > 0).Select(h => (market.Find(new SeriesKey(SeriesKind.Funding, h.Venue, pair)), h.Weight))];
        _settledAt = [.. _venues.Select(_ => -1)];
    }

    /// <returns>Fraction of notional per settlement; positive pays the short. Null while a venue has no settlement yet: no signal, no trade.</returns>
    public decimal? Smoothed(in MarketSnapshot snapshot)
    {
        var changed = _venues.Length == 0;
        for (var i = 0; i < _venues.Length; i++)
        {
            var at = snapshot.LastChange(_venues[i].Series);
            changed |= at < 0 || at != _settledAt[i];
            _settledAt[i] = at;
        }

        return changed ? _mean = Mean(snapshot) : _mean;
    }

    private decimal? Mean(in MarketSnapshot snapshot)
    {
        decimal full = 0, young = 0;
        foreach (var (series, weight) in _venues)
        {
            var sum = snapshot.SumOfLast(series, _window, out var found);
            if (found == 0)
                return null;
            if (found == _window)
                full += sum * weight;
            else
                young += sum * weight / found;
        }

        return _venues.Length == 0 ? null : full / _window + young;
    }
}
