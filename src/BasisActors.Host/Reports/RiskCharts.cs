using BasisActors.Domain.Configuration;

namespace BasisActors.Host.Reports;

/// <summary>The risk charts of a report. A chart of a risk that the run never had is null.</summary>
/// <param name="series">At least one tick that is not stale.</param>
/// <param name="configuration">Thresholds to draw.</param>
internal sealed class RiskCharts(ReportSeries series, RunConfiguration configuration)
{
    private readonly TimeAxis _time = ReportCharts.TimeOf(series);
    private readonly RiskLimits _limits = configuration.Risk;

    public string? Margin()
    {
        var pieces = series.MarginRatio.Pieces();
        if (pieces.Count == 0)
            return null;
        var axis = ValueAxis.Over(0, Math.Max(Highest(pieces), _limits.MarginWarning * 1.25m));
        return new Chart(
                "margin", "Margin ratio", "Smallest margin balance over notional of all exchanges; higher is safer.", _time, axis, v => ReportCharts.Percent(v, axis.Step))
            .Threshold(_limits.MarginWarning, $"warning {Shown.Percent(_limits.MarginWarning, 0)}", "warning")
            .Threshold(_limits.MarginCritical, $"critical {Shown.Percent(_limits.MarginCritical, 0)}", "critical")
            .Threshold(_limits.MaintenanceMargin, $"liquidation {Shown.Percent(_limits.MaintenanceMargin, 0)}", "liquidation")
            .Line(pieces, "s1")
            .ToHtml(ReportCharts.TableOf(pieces, "Smallest margin ratio", v => Shown.Percent(v)));
    }

    public string? LoanToValue()
    {
        var pieces = series.LoanToValue.Pieces();
        if (pieces.Count == 0 || series.LiquidationThreshold is not { } liquidation)
            return null;
        var axis = ValueAxis.Over(Lowest(pieces), Math.Max(Highest(pieces), liquidation));
        return new Chart("ltv", "Loan to value", "Debt over collateral at oracle rates while there is debt; lower is safer.", _time, axis, v => ReportCharts.Percent(v, axis.Step))
            .Threshold(Warning, $"warning {Shown.Percent(Warning, 1)}", "warning")
            .Threshold(_limits.LtvCritical, $"critical {Shown.Percent(_limits.LtvCritical, 1)}", "critical")
            .Threshold(liquidation, $"liquidation {Shown.Percent(liquidation, 1)}", "liquidation")
            .Line(pieces, "s1")
            .ToHtml(ReportCharts.TableOf(pieces, "Loan to value", v => Shown.Percent(v)));
    }

    /// <summary>The same thresholds as of the loan to value: liquidation threshold over each.</summary>
    public string? HealthFactor()
    {
        var pieces = series.HealthFactor.Pieces();
        if (pieces.Count == 0 || series.LiquidationThreshold is not { } liquidation)
            return null;
        var axis = ValueAxis.Over(Math.Min(Lowest(pieces), 1), Highest(pieces));
        return new Chart("health", "Health factor", "Collateral times liquidation threshold over debt, while there is debt; below 1 the loan is liquidated.", _time, axis, v => Shown.Axis(v, axis.Step))
            .Threshold(liquidation / Warning, $"warning {Shown.Ratio(liquidation / Warning, 3)}", "warning")
            .Threshold(liquidation / _limits.LtvCritical, $"critical {Shown.Ratio(liquidation / _limits.LtvCritical, 3)}", "critical")
            .Threshold(1, "liquidation 1", "liquidation")
            .Line(pieces, "s1")
            .ToHtml(ReportCharts.TableOf(pieces, "Health factor", v => Shown.Ratio(v, 4)));
    }

    public string? Joint()
    {
        List<(string Name, MinMaxSeries Series, string Style)> sides = [("price rise to margin failure", series.PriceRise, "s1"), ("oracle fall to liquidation", series.OracleFall, "s8")];
        sides.RemoveAll(s => s.Series.IsEmpty);
        if (sides.Count == 0)
            return null;
        var pieces = sides.SelectMany(s => s.Series.Pieces()).ToList();
        var axis = ValueAxis.Over(Math.Min(Lowest(pieces), 0), Highest(pieces));
        var chart = new Chart(
            "joint", "Distance to failure",
            "How far the coin may rise before an exchange liquidates the tightest short, and the oracle rate fall before the loan is liquidated; the smaller one fails first. 100 % and more is drawn as 100 %.",
            _time, axis, v => ReportCharts.Percent(v, axis.Step));
        var table = new HtmlTable(true, "Distance", "Smallest", "At");
        foreach (var (name, of, style) in sides)
        {
            var own = of.Pieces();
            var least = own.SelectMany(p => p).MinBy(p => p.Value);
            chart.Line(own, style).Legend(name, $"at least {Shown.Percent(least.Value)}", style);
            table.Row(name, Shown.Percent(least.Value), Shown.Time(least.At));
        }

        return chart.ToHtml(table);
    }

    public string? NetDelta()
    {
        List<(string Asset, IReadOnlyList<IReadOnlyList<Point>> Pieces)> moved =
            [.. series.Deltas.Select(d => (d.Asset, d.Series.Pieces())).Where(d => d.Item2.Any(p => p.Any(x => x.Value != 0)))];
        if (moved.Count == 0)
            return null;
        var axis = ReportCharts.AxisOf([.. moved.SelectMany(m => m.Pieces)]);
        var chart = new Chart(
            "delta", "Net delta", "Units that gain and lose with the price of the coin: coins and staked tokens less debt and shorts; stale ticks are left out.", _time, axis, v => Shown.Axis(v, axis.Step));
        var table = new HtmlTable(true, "Asset", "Lowest", "Highest");
        for (var i = 0; i < moved.Count; i++)
        {
            var (low, high) = (Shown.Ratio(Lowest(moved[i].Pieces), 4), Shown.Ratio(Highest(moved[i].Pieces), 4));
            chart.Line(moved[i].Pieces, $"s{i + 1}").Legend(moved[i].Asset, $"{low} to {high}", $"s{i + 1}");
            table.Row(moved[i].Asset, low, high);
        }

        return chart.ToHtml(table);
    }

    private decimal Warning => (configuration.Staking?.TargetLtv ?? 0) + _limits.LtvWarningExcess;

    private static decimal Lowest(IReadOnlyList<IReadOnlyList<Point>> pieces) => pieces.Min(p => p.Min(x => x.Value));

    private static decimal Highest(IReadOnlyList<IReadOnlyList<Point>> pieces) => pieces.Max(p => p.Max(x => x.Value));
}
