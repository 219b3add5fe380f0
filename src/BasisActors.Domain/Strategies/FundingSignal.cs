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

    public FundingSignal(RunConfiguration configuration, IMarketData market, string pair)
    {
        _window = configuration.FundingWindow;
        _venues = [.. configuration.Hedge.Where(h => h.Weight > 0).Select(h => (market.Find(new SeriesKey(SeriesKind.Funding, h.Venue, pair)), h.Weight))];
    }

    /// <returns>Fraction of notional per settlement; positive pays the short. Null while a venue has no settlement yet: no signal, no trade.</returns>
    public decimal? Smoothed(in MarketSnapshot snapshot)
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
