using System.Collections.Immutable;
using System.Text;
using BasisActors.Domain.Attribution;
using BasisActors.Host.Results;

namespace BasisActors.Host.Reports;

/// <summary>The tables of a report.</summary>
internal static class ReportTables
{
    public static string Summary(RunSummary summary)
    {
        var p = summary.Performance;
        string Money(decimal? value) => Shown.Amount(value, summary.Currency);

        return new HtmlTable(true)
            .Row($"Initial capital, {summary.Currency}", Money(summary.InitialCapital))
            .Row("Net flows after it", Money(summary.NetFlows))
            .Row("Final equity", Money(summary.FinalEquity))
            .Row("Final equity, all closed", Money(summary.FinalEquityLiquidation))
            .Row("Cost of closing, of final equity", Shown.Percent(CostOfClosing(summary), 3))
            .Row("Net P&L", Money(summary.NetPnl))
            .Row("Total return", Shown.Percent(p.TotalReturn, 4))
            .Row("APY", Shown.Percent(p.Apy, 4))
            .Row("Volatility", Shown.Percent(p.Volatility, 4))
            .Row("Sharpe", Shown.Ratio(p.Sharpe))
            .Row("Sortino", Shown.Ratio(p.Sortino))
            .Row("Calmar", Shown.Ratio(p.Calmar))
            .Row("Max drawdown", Shown.Percent(p.MaxDrawdown, 4))
            .Row("Longest drawdown, hours", Shown.Count((long)p.MaxDrawdownDuration.TotalHours))
            .ToHtml();
    }

    public static string Costs(RunSummary summary)
    {
        var table = new HtmlTable(true, "Cost", summary.Currency, "of initial capital");
        void Row(string name, decimal amount, bool isPart = true)
        {
            if (!isPart || amount != 0)
                table.Row(name, Shown.Amount(amount, summary.Currency), summary.InitialCapital > 0 ? Shown.Percent(amount / summary.InitialCapital, 3) : Shown.Nothing);
        }

        Row("Exchange fees", summary.Fees - summary.FlashFees);
        Row("Flash loan fees", summary.FlashFees);
        Row("Slippage of trades", summary.Slippage - summary.SaleLoss);
        Row("Sales of staked tokens below their oracle rate", summary.SaleLoss);
        Row("Gas", summary.Gas);
        Row("All costs", summary.Fees + summary.Gas + summary.Slippage, isPart: false);
        Row("P&L before costs", summary.GrossPnl, isPart: false);
        Row("P&L after costs", summary.NetPnl, isPart: false);
        return table.ToHtml();
    }

    public static string Attribution(RunSummary summary)
    {
        var table = new HtmlTable(true, "Source", summary.Currency);
        foreach (var (bucket, amount) in summary.Attribution)
        {
            if (decimal.Round(amount, Shown.Decimals(summary.Currency)) == 0)
                continue;
            table.Row(Shown.Words(bucket), Shown.Amount(amount, summary.Currency));
            if (bucket == AttributionBuckets.Name(AttributionBucket.FundingPnl))
                AppendFunding(table, summary);
        }

        return table.Row("Residual", Shown.Amount(summary.AttributionResidual, summary.Currency)).Row("Net P&L", Shown.Amount(summary.NetPnl, summary.Currency)).ToHtml();
    }

    public static string Risk(RunSummary summary)
    {
        var table = new HtmlTable(true);
        AppendExtreme(table, "Smallest margin ratio", summary.MinMarginRatio, v => Shown.Percent(v));
        AppendExtreme(table, "Largest loan to value", summary.MaxLoanToValue, v => Shown.Percent(v));
        AppendExtreme(table, "Smallest health factor", summary.MinHealthFactor, v => Shown.Ratio(v, 4));
        AppendExtreme(table, "Smallest price rise to margin failure", summary.MinPriceRiseToMarginFailure, v => Shown.Percent(v));
        AppendExtreme(table, "Smallest oracle fall to liquidation", summary.MinOracleFallToLiquidation, v => Shown.Percent(v));
        if (summary.MaxAbsDeltaDrift is { } drift)
            table.Row("Largest delta drift", Shown.Percent(drift, 3));
        table.Row("Liquidations", Shown.Count(summary.Liquidations))
            .Row("Openings of the circuit breaker", Shown.Count(summary.CircuitBreakerOpenings))
            .Row("Rebalances, exits by rule among them", Shown.Count(summary.Rebalances))
            .Row("Blocks", Shown.Count(summary.Blocks))
            .Row("Instructions", Shown.Count(summary.Instructions))
            .Row("Fills", Shown.Count(summary.Fills))
            .Row("Trades", Shown.Count(summary.Trades));
        foreach (var (action, count) in summary.ExecutedActions)
        {
            if (count > 0)
                table.Row($"Executed {Shown.Words(action)}", Shown.Count(count));
        }

        foreach (var (venue, weight) in summary.HedgeWeights)
            table.Row($"Hedge weight {venue}", Shown.Percent(weight));
        return table.ToHtml();
    }

    /// <summary>The first plans with their reasons, as a list that opens.</summary>
    public static string Plans(PlanTimeline plans)
    {
        var table = new HtmlTable(false, "Time (UTC)", "Kind", "Reason", "Blocks");
        foreach (var plan in plans.First)
            table.Row(Shown.Time(plan.At), plan.Kind, Shown.Words(plan.Reason), Shown.Count(plan.Blocks));
        var title = plans.Total > plans.First.Count ? $"The first {plans.First.Count} of {Shown.Count(plans.Total)}; all are in blocks.jsonl" : $"{Shown.Count(plans.Total)} in all";
        return $"<details><summary>{title}</summary>{table.ToHtml()}</details>";
    }

    public static string Data(RunSummary summary)
    {
        var html = new StringBuilder(new HtmlTable(true)
            .Row("Stale ticks", Shown.Count(summary.DataGaps.StaleTicks))
            .Row("Filled bars", Shown.Count(summary.DataGaps.FilledBars))
            .Row("Missing funding settlements", Shown.Count(summary.DataGaps.MissingFunding))
            .ToHtml());
        if (summary.DataNotes.IsEmpty)
            return html.Append("<p>Nothing else was found in the data.</p>").ToString();
        return html.Append(HtmlPage.List(summary.DataNotes)).ToString();
    }

    public static string Configuration(ImmutableArray<(string Key, string Value, string Origin)> configuration)
    {
        var table = new HtmlTable(false, "Key", "Value", "From");
        foreach (var (key, value, origin) in configuration)
            table.Row(key, value, origin);
        return $"<details open><summary>{configuration.Length} values in effect</summary>{table.ToHtml()}</details>";
    }

    private static void AppendFunding(HtmlTable table, RunSummary summary)
    {
        foreach (var (venue, amount) in summary.FundingByVenue.Where(f => f.Amount != 0))
            table.Row($"– of it at {venue}", Shown.Amount(amount, summary.Currency));
    }

    private static decimal? CostOfClosing(RunSummary summary) =>
        summary is { FinalEquity: > 0 and var equity, FinalEquityLiquidation: { } closed } ? (equity - closed) / equity : null;

    private static void AppendExtreme(HtmlTable table, string name, Extreme? extreme, Func<decimal, string> show)
    {
        if (extreme is not null)
            table.Row(name, Least(extreme, show));
    }

    private static string Least(Extreme extreme, Func<decimal, string> show) =>
        $"{show(extreme.Value)}{(extreme.Venue is null ? "" : $" at {extreme.Venue}")}, {Shown.Time(extreme.At)}";
}
