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
        return new HtmlTable(true)
            .Row("Initial capital, USDT", Shown.Money(summary.InitialCapital))
            .Row("Net flows after it", Shown.Money(summary.NetFlows))
            .Row("Final equity", Shown.Money(summary.FinalEquity))
            .Row("Final equity, all closed", Shown.Money(summary.FinalEquityLiquidation))
            .Row("Net P&L", Shown.Money(summary.NetPnl))
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
        var total = summary.Fees + summary.Gas + summary.Slippage;
        string Share(decimal part) => summary.InitialCapital > 0 ? Shown.Percent(part / summary.InitialCapital, 3) : Shown.Nothing;

        return new HtmlTable(true, "Cost", "USDT", "of initial capital")
            .Row("Exchange fees", Shown.Money(summary.Fees), Share(summary.Fees))
            .Row("Slippage", Shown.Money(summary.Slippage), Share(summary.Slippage))
            .Row("Gas", Shown.Money(summary.Gas), Share(summary.Gas))
            .Row("All costs", Shown.Money(total), Share(total))
            .Row("P&L before costs", Shown.Money(summary.GrossPnl), Share(summary.GrossPnl))
            .Row("P&L after costs", Shown.Money(summary.NetPnl), Share(summary.NetPnl))
            .ToHtml();
    }

    public static string Attribution(RunSummary summary)
    {
        var table = new HtmlTable(true, "Source", "USDT");
        foreach (var (bucket, amount) in summary.Attribution)
        {
            if (decimal.Round(amount, 2) == 0)
                continue;
            table.Row(Shown.Words(bucket), Shown.Money(amount));
            if (bucket == AttributionBuckets.Name(AttributionBucket.FundingPnl))
                AppendFunding(table, summary);
        }

        return table.Row("Residual", Shown.Money(summary.AttributionResidual)).Row("Net P&L", Shown.Money(summary.NetPnl)).ToHtml();
    }

    public static string Risk(RunSummary summary)
    {
        var table = new HtmlTable(true)
            .Row("Smallest margin ratio", Least(summary.MinMarginRatio, v => Shown.Percent(v)))
            .Row("Smallest health factor", Least(summary.MinHealthFactor, v => Shown.Ratio(v)))
            .Row("Largest delta drift", Shown.Percent(summary.MaxAbsDeltaDrift, 3))
            .Row("Liquidations", Shown.Count(summary.Liquidations))
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
            table.Row($"– of it at {venue}", Shown.Money(amount));
    }

    private static string Least(Extreme? extreme, Func<decimal, string> show) => extreme is null
        ? Shown.Nothing
        : $"{show(extreme.Value)}{(extreme.Venue is null ? "" : $" at {extreme.Venue}")}, {Shown.Time(extreme.At)}";
}
