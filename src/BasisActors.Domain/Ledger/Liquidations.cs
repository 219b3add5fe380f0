using System.Collections.Immutable;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Lending;
using BasisActors.Domain.Market;
using BasisActors.Domain.Numerics;
using BasisActors.Domain.Perpetuals;

namespace BasisActors.Domain.Ledger;

/// <summary>
/// What exchanges and Aave take over at a snapshot: shorts of an account whose margin is at or below maintenance, and collateral of a loan whose health factor
/// is below 1 (domain reference §5.5, §5.6; S: RSK-005). Judged once a tick, on fresh prices, after everything else that falls due.
/// </summary>
public sealed class Liquidations
{
    private readonly ChartOfAccounts _chart;
    private readonly Short[] _shorts;
    private readonly decimal _requirement;
    private readonly LendingBalances? _loan;

    public Liquidations(RunConfiguration configuration, ChartOfAccounts chart, IMarketData market)
    {
        _chart = chart;
        _requirement = configuration.Risk.MaintenanceMargin;
        _shorts = [.. chart.Positions.Where(p => p.Type == PositionType.Perp).Select(p => new Short(
            p, configuration.Venue(p.Venue), chart.Own(PositionKey.Token(p.Venue, "USDT")), chart.Own(p), chart.Own(p, AccountRole.EntryNotional),
            market.Find(new SeriesKey(SeriesKind.Perp, p.Venue, p.Symbol))))];
        _loan = LendingBalances.Of(configuration, chart, market);
    }

    public ImmutableArray<Posting> Due(Book book, in MarketSnapshot snapshot)
    {
        ImmutableArray<Posting>.Builder? postings = null;
        foreach (var position in _shorts)
        {
            if (book[position.Contracts] != 0 && ShortTakenOver(book, snapshot, position) is { } taken)
                (postings ??= ImmutableArray.CreateBuilder<Posting>()).Add(taken);
        }

        if (_loan is not null && book[_loan.DebtScaled] != 0 && CollateralSeized(book, snapshot, _loan) is { } seized)
            (postings ??= ImmutableArray.CreateBuilder<Posting>()).Add(seized);
        return postings?.ToImmutable() ?? [];
    }

    /// <summary>The exchange buys the whole short back at the mark and takes its fee; what the account cannot pay, its insurance fund does.</summary>
    private Posting? ShortTakenOver(Book book, in MarketSnapshot snapshot, Short account)
    {
        var size = book[account.Contracts];
        if (size > 0 || !snapshot.TryFresh(account.Mark, out var mark))
            return null;
        var cash = book[account.Cash];
        var value = Amount.Value(size, mark);
        if (cash + value + book[account.EntryNotional] > account.Venue.Maintenance(-value, _requirement))
            return null;
        var position = new PerpetualPosition(size, book[account.EntryNotional]);
        var closed = PerpLiquidation.Close(position, mark, account.Venue.LiquidationFee);
        var left = Math.Max(0, cash + closed.Realised - closed.Fee);
        return Posting.Balanced(
            _chart, Cause.Liquidation, account.Key.ToString(),
            new Leg(account.Contracts, -position.Size), new Leg(account.EntryNotional, -position.EntryNotional), new Leg(account.Cash, left - cash));
    }

    private Posting? CollateralSeized(Book book, in MarketSnapshot snapshot, LendingBalances loan)
    {
        var account = loan.Account(book, snapshot);
        if (!account.IsLiquidatable)
            return null;
        var taken = AaveLiquidation.Of(account);
        var (supplied, scaledSupply) = (book[loan.CollateralUnderlying], book[loan.CollateralScaled]);
        var (owed, scaledDebt) = (-book[loan.DebtUnderlying], book[loan.DebtScaled]);
        var all = taken.Seized >= account.Collateral;
        var tokens = all ? supplied : Amount.Round(taken.Seized / loan.Rate(snapshot));
        var repaidAll = taken.Repaid >= owed;
        var (supplyIndex, borrowIndex) = (loan.SupplyIndex(snapshot), loan.BorrowIndex(snapshot));
        var supplyLeft = all ? 0 : scaledSupply - LendingIndex.Scaled(tokens, supplyIndex);
        var debtLeft = repaidAll ? 0 : scaledDebt - LendingIndex.Scaled(Amount.Round(taken.Repaid), borrowIndex);
        // what is left is scaled × index to the last digit, since a plan of this same tick may close it
        return Posting.Balanced(
            _chart, Cause.Liquidation, AavePositions.Debt.ToString(),
            new Leg(loan.CollateralUnderlying, LendingIndex.Underlying(supplyLeft, supplyIndex) - supplied),
            new Leg(loan.CollateralScaled, supplyLeft - scaledSupply),
            new Leg(loan.DebtUnderlying, owed - LendingIndex.Underlying(debtLeft, borrowIndex)),
            new Leg(loan.DebtScaled, debtLeft - scaledDebt));
    }

    private sealed record Short(PositionKey Key, VenueSettings Venue, int Cash, int Contracts, int EntryNotional, int Mark);
}
