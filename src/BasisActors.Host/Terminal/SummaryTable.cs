using System.Globalization;
using BasisActors.Host.Reports;
using BasisActors.Host.Results;
using Spectre.Console;

namespace BasisActors.Host.Terminal;

/// <summary>The summary of a run as a table for people.</summary>
public static class SummaryTable
{
    public static void Write(RunSummary summary, string resultsDirectory)
    {
        var table = new Table().Border(TableBorder.Rounded).Title(Markup.Escape($"{summary.Mode} {summary.From:yyyy-MM-dd} to {summary.To:yyyy-MM-dd}")).AddColumn("").AddColumn(new TableColumn("").RightAligned()).HideHeaders();
        void Row(string name, FormattableString value) => table.AddRow(Markup.Escape(name), Markup.Escape(value.ToString(CultureInfo.InvariantCulture)));

        string Money(decimal? value) => value?.ToString($"N{Shown.Decimals(summary.Currency)}", CultureInfo.InvariantCulture) ?? "";

        Row("status", $"{summary.Status.ToString().ToLowerInvariant()}");
        Row("ticks", $"{summary.Ticks:N0}");
        Row("initial capital", $"{Money(summary.InitialCapital)} {summary.Currency}");
        if (summary.NetFlows != 0)
            Row("net flows", $"{Money(summary.NetFlows)}");
        Row("final equity", $"{Money(summary.FinalEquity)}");
        Row("final equity, all closed", $"{Money(summary.FinalEquityLiquidation)}");
        Row("total return", $"{summary.Performance.TotalReturn:P2}");
        Row("APY", $"{summary.Performance.Apy:P2}");
        Row("Sharpe", $"{summary.Performance.Sharpe:0.00}");
        Row("max drawdown", $"{summary.Performance.MaxDrawdown:P2}");
        table.AddEmptyRow();
        foreach (var (bucket, amount) in summary.Attribution)
        {
            if (amount != 0)
                Row(bucket, $"{Money(amount)}");
        }

        Row("residual", $"{summary.AttributionResidual:0.############}");
        table.AddEmptyRow();
        Row("fees / gas / slippage", $"{Money(summary.Fees)} / {Money(summary.Gas)} / {Money(summary.Slippage)}");
        Row("blocks / fills / rebalances", $"{summary.Blocks} / {summary.Fills} / {summary.Rebalances}");
        if (summary.MinMarginRatio is { } margin)
            Row("min margin ratio", $"{margin.Value:0.000} at {margin.Venue} on {margin.At:yyyy-MM-dd HH:mm}");
        if (summary.MaxLoanToValue is { } loan)
            Row("max LTV", $"{loan.Value:P2} on {loan.At:yyyy-MM-dd HH:mm}");
        if (summary.MinHealthFactor is { } health)
            Row("min health factor", $"{health.Value:0.0000} on {health.At:yyyy-MM-dd HH:mm}");
        if (summary.MinPriceRiseToMarginFailure is { } rise)
            Row("min price rise to margin failure", $"{rise.Value:P2} on {rise.At:yyyy-MM-dd HH:mm}");
        if (summary.MinOracleFallToLiquidation is { } fall)
            Row("min oracle fall to liquidation", $"{fall.Value:P2} on {fall.At:yyyy-MM-dd HH:mm}");
        if (summary.Liquidations > 0)
            Row("liquidations", $"{summary.Liquidations}");
        if (summary.CircuitBreakerOpenings > 0)
            Row("circuit breaker opened", $"{summary.CircuitBreakerOpenings}");
        Row("stale / filled / missing funding", $"{summary.DataGaps.StaleTicks} / {summary.DataGaps.FilledBars} / {summary.DataGaps.MissingFunding}");
        Row("speed", $"{summary.TicksPerSecond:N0} ticks/s, {summary.Engine.WallSeconds:0.00} s in all");
        Row("journal", $"{summary.JournalHash[..16]}…");
        AnsiConsole.Write(table);
        Console.Out.WriteLine(Path.Combine(resultsDirectory, summary.BacktestId));
        foreach (var note in summary.DataNotes)
            Console.Out.WriteLine($"note: {note}");
    }
}
