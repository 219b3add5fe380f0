using System.Collections.Immutable;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Exposure;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;
using BasisActors.Domain.Numerics;
using BasisActors.Domain.Perpetuals;
using BasisActors.Domain.Staking;

namespace BasisActors.Domain.Risk;

/// <summary>Computes the risk metrics that a run has enabled and evaluates the triggers.</summary>
public sealed class RiskAssessor
{
    private static readonly ImmutableArray<ImmutableArray<RiskTrigger>> Combinations =
        [.. Enumerable.Range(0, 64).Select(bits => Enum.GetValues<RiskTrigger>().Where(t => (bits & (1 << (int)t)) != 0).ToImmutableArray())];

    private readonly RiskLimits _limits;
    private readonly string _asset;
    private readonly VenueAccounts[] _venues;
    private readonly bool _hedged;
    private readonly LendingBalances? _loan;
    private readonly decimal _targetLtv;
    private readonly decimal _emergencyLtv;
    private readonly int _oracleRate, _marketRate;
    private readonly bool _stakes;

    public RiskAssessor(RunConfiguration configuration, ChartOfAccounts chart, IMarketData market)
    {
        _limits = configuration.Risk;
        _asset = configuration.Asset;
        _venues = [.. chart.Positions.Where(p => p.Type == PositionType.Perp).Select(p => new VenueAccounts(
            p.Venue,
            chart.Own(new PositionKey(p.Venue, PositionType.BaseToken, "USDT")),
            chart.Own(p),
            chart.Own(p, AccountRole.EntryNotional),
            market.Find(new SeriesKey(SeriesKind.Perp, p.Venue, p.Symbol))))];
        _hedged = !configuration.Hedge.IsEmpty;
        _loan = LendingBalances.Of(configuration, chart, market);
        _emergencyLtv = _limits.LtvCritical + _limits.LtvEmergencyExcess;
        if (configuration.Staking is not { } staking)
            return;
        _stakes = true;
        _targetLtv = staking.TargetLtv;
        (_oracleRate, _marketRate) = (market.Find(staking.Token.OracleRate), market.Find(staking.Token.MarketRate));
    }

    /// <param name="book">The book to judge.</param>
    /// <param name="snapshot">The market now.</param>
    /// <param name="exposure">The same book's exposure at the same snapshot.</param>
    /// <param name="history">Performance including this tick.</param>
    public RiskAssessment Assess(Book book, in MarketSnapshot snapshot, ExposureSnapshot exposure, RiskHistory history)
    {
        var margins = Margins(book, snapshot, out var worst, out var minRatio);
        var loan = _loan?.Account(book, snapshot);
        var ltv = loan?.LoanToValue;
        var asset = exposure.Asset(_asset);
        decimal? drift = _hedged && exposure.Equity > 0 ? (asset.Delta == 0 ? 0 : Math.Abs(asset.Delta) * asset.Price / exposure.Equity) : null;
        return new RiskAssessment
        {
            Timestamp = snapshot.Timestamp,
            Limits = _limits,
            Loan = loan,
            LoanToValue = ltv ?? (_hedged ? null : 0m),
            HealthFactor = loan?.HealthFactor,
            IsEmergency = ltv > _emergencyLtv,
            PegDiscount = _stakes ? LiquidStaking.PegDiscount(snapshot.Value(_marketRate), snapshot.Value(_oracleRate)) : null,
            Margins = margins,
            MinMarginRatio = minRatio,
            WorstVenue = worst,
            DeltaDrift = drift,
            Mark = minRatio is null ? null : FirstMark(book, snapshot),
            Spot = asset.Price,
            History = history,
            StopLossReached = history.HasLost(_limits.StopLoss),
            DrawdownStopReached = _limits.DrawdownStop is { } limit && history.HasFallen(limit),
            Triggers = Triggers(minRatio, drift, ltv ?? 0),
        };
    }

    /// <summary>The triggers that hold, in the order of S-145.</summary>
    public ImmutableArray<RiskTrigger> Triggers(decimal? minMarginRatio, decimal? deltaDrift, decimal loanToValue)
    {
        var bits = 0;
        if (minMarginRatio < _limits.MarginCritical)
            bits |= 1 << (int)RiskTrigger.MarginCritical;
        else if (minMarginRatio < _limits.MarginWarning)
            bits |= 1 << (int)RiskTrigger.MarginWarning;
        if (deltaDrift > _limits.DeltaCritical)
            bits |= 1 << (int)RiskTrigger.DeltaDriftCritical;
        else if (deltaDrift > _limits.DeltaWarning)
            bits |= 1 << (int)RiskTrigger.DeltaDriftWarning;
        if (loanToValue > _limits.LtvCritical)
            bits |= 1 << (int)RiskTrigger.AaveLtvCritical;
        else if (_targetLtv > 0 && loanToValue > _targetLtv + _limits.LtvWarningExcess)
            bits |= 1 << (int)RiskTrigger.AaveLtvWarning;
        return Combinations[bits];
    }

    private ImmutableArray<CrossMargin> Margins(Book book, in MarketSnapshot snapshot, out string? worst, out decimal? minRatio)
    {
        CrossMargin? tightest = null;
        ImmutableArray<CrossMargin>.Builder? margins = null;
        foreach (var venue in _venues)
        {
            var size = book[venue.Contracts];
            if (size == 0)
                continue;
            var value = Amount.Value(size, snapshot.Value(venue.Mark));
            var unrealised = value + book[venue.EntryNotional];
            var margin = new CrossMargin(venue.Name, book[venue.Cash] + unrealised, Math.Abs(value), unrealised);
            (margins ??= ImmutableArray.CreateBuilder<CrossMargin>(_venues.Length)).Add(margin);
            if (tightest is not { } known || margin.IsTighterThan(known))
                tightest = margin;
        }

        (worst, minRatio) = (tightest?.Venue, tightest?.Ratio);
        return margins?.DrainToImmutable() ?? [];
    }

    private decimal? FirstMark(Book book, in MarketSnapshot snapshot)
    {
        foreach (var venue in _venues)
        {
            if (book[venue.Contracts] != 0)
                return snapshot.Value(venue.Mark);
        }

        return null;
    }

    private sealed record VenueAccounts(string Name, int Cash, int Contracts, int EntryNotional, int Mark);
}
