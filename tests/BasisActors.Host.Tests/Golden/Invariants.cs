using BasisActors.Domain.Attribution;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Strategies;

namespace BasisActors.Host.Tests.Golden;

/// <summary>What holds at every tick of every run, whatever the market does. A breach is written down with its time; the run goes on.</summary>
public sealed class Invariants(RunConfiguration configuration)
{
    /// <summary>Plans that come before the hedge: the tick after them repairs it.</summary>
    private static readonly string[] GoFirst = [HedgeReasons.Emergency, HedgeReasons.ReduceLtv, HedgeReasons.NegativeCarry];

    private Book? _book;
    private decimal _equity;

    public List<string> Breaches { get; } = [];

    public void Check(Moment moment)
    {
        PostingsSumToZeroAndMakeTheBook(moment);
        BucketsAndFlowsAreTheEquityChange(moment);
        NoTokenBalanceIsNegative(moment);
        if (configuration.ShareClass == ShareClass.Eth)
            NothingIsHedged(moment);
        else if (!configuration.Hedge.IsEmpty)
            TheDeltaIsInsideTheWarningBand(moment);
        if (configuration.Staking is { Supplied: true, TargetLtv: > 0 })
            OurOwnPlansKeepTheMaximumLoanToValue(moment);
    }

    private void PostingsSumToZeroAndMakeTheBook(Moment moment)
    {
        var after = moment.Completed.Computed.Positions.Book;
        var chart = after.Chart;
        var book = _book ?? Book.Open(chart);
        foreach (var posting in moment.Completed.Postings)
        {
            foreach (var unit in posting.Legs.GroupBy(l => chart.Accounts[l.Account].Unit))
            {
                if (unit.Sum(l => l.Amount) != 0)
                    Breach(moment, $"{posting.Cause} of {posting.Source} sums to {unit.Sum(l => l.Amount)} {chart.Units[unit.Key].Name}");
            }

            book = book.Post(posting);
        }

        foreach (var account in chart.Accounts)
        {
            if (book[account.Index] != after[account.Index])
                Breach(moment, $"{account.Name} is {after[account.Index]}, the postings make it {book[account.Index]}");
        }

        _book = after;
    }

    private void BucketsAndFlowsAreTheEquityChange(Moment moment)
    {
        var pnl = moment.Completed.Pnl;
        if (pnl.Residual != 0 || pnl.Buckets.Length != AttributionBuckets.Count)
            Breach(moment, $"the attribution leaves {pnl.Residual}");
        if (pnl.EquityBefore != _equity || pnl.EquityAfter != moment.Completed.Computed.Exposure.Equity)
            Breach(moment, $"equity goes from {pnl.EquityBefore} to {pnl.EquityAfter}; it was {_equity} and is {moment.Completed.Computed.Exposure.Equity}");
        _equity = pnl.EquityAfter;
    }

    /// <summary>Cash that margins shorts may fall below zero, but never the account: it is liquidated before.</summary>
    private void NoTokenBalanceIsNegative(Moment moment)
    {
        var book = moment.Completed.Computed.Positions.Book;
        foreach (var account in book.Chart.Accounts)
        {
            if (account.IsOwn && !account.MayBeNegative && book[account.Index] < 0)
                Breach(moment, $"{account.Name} is {book[account.Index]}");
        }

        foreach (var margin in moment.Completed.Assessed.Risk.Margins)
        {
            if (margin.Balance < 0 && !moment.Completed.IsStale)
                Breach(moment, $"the margin at {margin.Venue} is {margin.Balance}");
        }
    }

    private void NothingIsHedged(Moment moment)
    {
        if (moment.Completed.Computed.Exposure.GrossPerpNotional != 0)
            Breach(moment, "a perpetual is held");
    }

    private void TheDeltaIsInsideTheWarningBand(Moment moment)
    {
        var completed = moment.Completed;
        if (!(completed.Assessed.Risk.DeltaDrift > configuration.Risk.DeltaWarning))
            return;
        var says = completed.IsStale || completed.Ending is not null || moment.HasFailed || GoFirst.Contains(moment.Reason)
            || completed.Postings.Any(p => p.Cause == Cause.Liquidation);
        if (!says)
            Breach(moment, $"the delta drift is {completed.Assessed.Risk.DeltaDrift:0.####} after {moment.Reason ?? completed.Plan.Reason}, and nothing says so");
    }

    private void OurOwnPlansKeepTheMaximumLoanToValue(Moment moment)
    {
        var loans = moment.Confirmed.Any(r => r.ActualDeltas.Any(d => d.Key.Type is PositionType.AToken or PositionType.DebtToken));
        var most = configuration.LendingMarket!.For(configuration.Staking!.Token.Symbol, "WETH").MaxLtv;
        if (loans && moment.Completed.Assessed.Risk.LoanToValue > most && moment.Completed.Ending is null)
            Breach(moment, $"{moment.Reason} leaves a loan-to-value of {moment.Completed.Assessed.Risk.LoanToValue:0.####}; the maximum is {most}");
    }

    private void Breach(Moment moment, string what)
    {
        if (Breaches.Count < 20)
            Breaches.Add($"{moment.At:yyyy-MM-dd HH:mm} {what}");
    }
}
