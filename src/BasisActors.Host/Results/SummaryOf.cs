using BasisActors.Actors.Results;
using BasisActors.Actors.Runs;
using BasisActors.Domain.Attribution;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Exposure;

namespace BasisActors.Host.Results;

/// <summary>Draws up the summary of a run from its totals and its last tick.</summary>
internal static class SummaryOf
{
    /// <exception cref="BasisException">PNL-003 when buckets and flows do not add up to the change of equity.</exception>
    public static RunSummary Run(RecordedRun run, RunTotals totals, TickCompleted? last, RunOutcome outcome, DataReportView data, EngineTimes times)
    {
        var configuration = run.Configuration;
        var initial = last is null ? 0 : configuration.InitialCapital;
        decimal attributed = 0;
        foreach (var amount in totals.Buckets)
            attributed += amount;
        var pnl = totals.Equity - totals.Flows;
        var residual = pnl - attributed;
        if (residual != totals.Residual)
            throw new BasisException("PNL-003", $"Equity less flows is {pnl} and the buckets sum to {attributed}: residual {residual}, but the ticks' residuals sum to {totals.Residual}.", run.RunId);
        var costs = totals.Fees + totals.Gas + totals.Slippage;
        return new RunSummary
        {
            BacktestId = run.RunId,
            Status = outcome.Status,
            Error = outcome.Error,
            Mode = configuration.Mode,
            ShareClass = configuration.ShareClass.ToString().ToUpperInvariant(),
            Currency = configuration.Currency,
            From = run.From,
            To = run.To,
            LastTick = last?.Tick.Timestamp,
            Ticks = totals.Ticks,
            InitialCapital = configuration.InitialCapital,
            NetFlows = totals.Flows - initial,
            FinalEquity = last is null ? null : totals.Equity,
            FinalEquityLiquidation = last is null ? null : Liquidation(run, last),
            NetPnl = pnl,
            GrossPnl = pnl + costs,
            Performance = totals.Meter.Measure(),
            TargetApy = configuration.TargetApy,
            MaxDrawdownLimit = configuration.MaxDrawdown,
            Attribution = [.. AttributionBuckets.All.Zip(totals.Buckets.ToArray())],
            AttributionResidual = residual,
            Fees = totals.Fees,
            Gas = totals.Gas,
            Slippage = totals.Slippage,
            FlashFees = totals.FlashFees,
            SaleLoss = totals.SaleLoss,
            FundingByVenue = [.. run.HedgeVenues.Zip(totals.Funding.ToArray())],
            Actions = totals.Actions,
            ExecutedActions = totals.Executed,
            Blocks = totals.Blocks,
            Instructions = totals.Instructions,
            Fills = totals.Fills,
            Trades = totals.Trades,
            Rebalances = totals.Rebalances,
            PlansByReason = totals.Reasons,
            Liquidations = totals.Liquidations,
            CircuitBreakerOpenings = totals.Risk.CircuitOpenings,
            MinHealthFactor = totals.Risk.MinHealthFactor,
            MinMarginRatio = totals.Risk.MinMarginRatio,
            MaxAbsDeltaDrift = totals.Risk.MaxDeltaDrift,
            MaxLoanToValue = totals.Risk.MaxLoanToValue,
            MinPriceRiseToMarginFailure = totals.Risk.MinPriceRise,
            MinOracleFallToLiquidation = totals.Risk.MinOracleFall,
            HedgeWeights = [.. configuration.Hedge.Select(h => (h.Venue, h.Weight))],
            DataGaps = new DataGaps(totals.StaleTicks, data.FilledBars, data.MissingFunding),
            DataNotes = data.Notes,
            Scenarios = run.Scenarios,
            JournalHash = totals.JournalHash,
            ConfigHash = run.ConfigHash,
            Engine = times,
        };
    }

    /// <summary>Null when a price that closing would need is not known, such as the price of gas: nothing is invented.</summary>
    private static decimal? Liquidation(RecordedRun run, TickCompleted last)
    {
        try
        {
            return new LiquidationValue(run.Configuration, run.Pricing, run.Costs, run.Market).Of(last.Computed.Positions.Book, run.Market.At(last.Tick.Timestamp));
        }
        catch (BasisException e) when (e.Error.Code == "EXP-003")
        {
            return null;
        }
    }
}
