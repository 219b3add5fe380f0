using System.Collections.Immutable;
using BasisActors.Domain.Lending;
using BasisActors.Domain.Market;
using BasisActors.Domain.Perpetuals;

namespace BasisActors.Domain.Ledger;

/// <summary>
/// What falls due by the clock alone: index growth of lending positions and funding of perpetuals. Both are settled on the position held just before,
/// so a perpetual opened at a settlement is not charged by it.
/// </summary>
public sealed class PeriodicSettlement
{
    private readonly ChartOfAccounts _chart;
    private readonly Indexed[] _indexed;
    private readonly Funded[] _funded;

    /// <param name="chart">Our positions.</param>
    /// <param name="market">Indexes, funding, marks.</param>
    /// <param name="ownSize">Rate curves of the reserves on which our own size has an effect; null leaves it out.</param>
    public PeriodicSettlement(ChartOfAccounts chart, IMarketData market, ImmutableSortedDictionary<string, RateCurve>? ownSize = null)
    {
        _chart = chart;
        _indexed = [.. chart.Positions.Where(p => p.Type is PositionType.AToken or PositionType.DebtToken).Select(p => new Indexed(
            p.ToString(),
            p.Type == PositionType.AToken,
            chart.Own(p),
            chart.Own(p, AccountRole.Underlying),
            market.Find(new SeriesKey(p.Type == PositionType.AToken ? SeriesKind.LiquidityIndex : SeriesKind.BorrowIndex, p.Venue, ChartOfAccounts.Underlying(p))),
            ownSize?.GetValueOrDefault(ChartOfAccounts.Underlying(p)) is { } curve ? new OwnSizeAccrual(ChartOfAccounts.Underlying(p), curve, chart, market) : null))];
        _funded = [.. chart.Positions.Where(p => p.Type == PositionType.Perp).Select(p => new Funded(
            p.ToString(),
            chart.Own(p),
            chart.Own(new PositionKey(p.Venue, PositionType.BaseToken, "USDT")),
            market.Find(new SeriesKey(SeriesKind.Funding, p.Venue, p.Symbol)),
            market.Find(new SeriesKey(SeriesKind.Perp, p.Venue, p.Symbol))))];
    }

    /// <summary>Index accruals due at the snapshot: underlying becomes scaled × index, after the scaled balance has moved by what our own size costs.</summary>
    public ImmutableArray<Posting> Accruals(Book book, in MarketSnapshot snapshot)
    {
        ImmutableArray<Posting>.Builder? postings = null;
        foreach (var position in _indexed)
        {
            var scaled = book[position.Scaled];
            if (scaled == 0 && book[position.Underlying] == 0)
                continue;
            var own = position.OwnSize?.Scaled(book, position.IsSupply, snapshot) ?? 0;
            var underlying = scaled == 0 ? 0 : LendingIndex.Underlying(scaled + own, snapshot.Value(position.Index)); // the last digit of what is gone goes too
            var interest = (position.IsSupply ? underlying : -underlying) - book[position.Underlying];
            if (interest == 0 && own == 0)
                continue;
            var cause = position.IsSupply ? Cause.LendingInterest : Cause.BorrowInterest;
            (postings ??= ImmutableArray.CreateBuilder<Posting>()).Add(own == 0
                ? Posting.Balanced(_chart, cause, position.Name, new Leg(position.Underlying, interest))
                : Posting.Balanced(_chart, cause, position.Name, new Leg(position.Underlying, interest), new Leg(position.Scaled, own)));
        }

        return postings?.ToImmutable() ?? [];
    }

    /// <summary>Transfers that have arrived by the snapshot.</summary>
    public ImmutableArray<Posting> Arrivals(Book book, in MarketSnapshot snapshot)
    {
        if (book.Receivables.IsEmpty)
            return [];
        var postings = ImmutableArray.CreateBuilder<Posting>();
        foreach (var receivable in book.Receivables)
        {
            if (receivable.Held.Type != PositionType.Transit || receivable.DueAt > snapshot.Timestamp)
                continue;
            postings.Add(Posting.Balanced(
                _chart, Cause.Transfer, receivable.Id,
                new Leg(_chart.Own(receivable.Held), -receivable.Amount), new Leg(_chart.Own(receivable.Destination), receivable.Amount)) with
            {
                Settles = receivable.Id,
            });
        }

        return postings.ToImmutable();
    }

    /// <summary>Funding due at the snapshot, one posting per venue.</summary>
    public ImmutableArray<Posting> FundingDue(Book book, in MarketSnapshot snapshot)
    {
        ImmutableArray<Posting>.Builder? postings = null;
        foreach (var position in _funded)
        {
            var size = book[position.Contracts];
            if (size == 0)
                continue;
            var rate = snapshot[position.Rate];
            if (!rate.IsNew)
                continue;
            var payment = Funding.Payment(size, snapshot.Value(position.Mark), rate.Value);
            if (payment != 0)
                (postings ??= ImmutableArray.CreateBuilder<Posting>()).Add(Posting.Balanced(_chart, Cause.Funding, position.Name, new Leg(position.Cash, payment)));
        }

        return postings?.ToImmutable() ?? [];
    }

    private sealed record Indexed(string Name, bool IsSupply, int Scaled, int Underlying, int Index, OwnSizeAccrual? OwnSize);

    private sealed record Funded(string Name, int Contracts, int Cash, int Rate, int Mark);
}
