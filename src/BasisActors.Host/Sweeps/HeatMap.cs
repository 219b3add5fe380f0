using System.Globalization;
using System.Net;
using System.Text;
using BasisActors.Host.Reports;

namespace BasisActors.Host.Sweeps;

/// <summary>
/// The metric over two keys as an SVG: the darker a cell, the better, and in each cell stands its number or why there is none, so that it can be read without
/// colours. With one key it is a single row; with more, one map per combination of the others.
/// </summary>
internal static class HeatMap
{
    public const string Css = """
        .heat text{font-size:13px;fill:var(--ink);font-variant-numeric:tabular-nums}.heat .soft{fill:var(--soft);font-size:12px}.heat rect{stroke:var(--rule);fill:none}
        .heat .value{fill:var(--s1)}.heat .best{stroke:var(--ink);stroke-width:2}.heat svg{display:block;margin-top:10px}

        """;

    private const int MostMaps = 24;
    private const int CellWidth = 104;
    private const int CellHeight = 34;
    private const int Left = 150;
    private const int Top = 46;

    /// <param name="result">A sweep without walk-forward.</param>
    /// <returns>HTML.</returns>
    public static string Render(SweepResult result)
    {
        var keys = result.Request.Grid.Keys;
        var (across, down) = (keys[^1], keys.Length > 1 ? keys[^2] : null);
        var perMap = across.Values.Length * (down?.Values.Length ?? 1);
        var values = result.Rows.Select(result.Request.Metric.Of).OfType<decimal>().ToList();
        var (low, high) = values.Count == 0 ? (0m, 0m) : (values.Min(), values.Max());
        var html = new StringBuilder();
        for (var first = 0; first < result.Rows.Length && first / perMap < MostMaps; first += perMap)
        {
            var others = string.Join(", ", keys.Take(keys.Length - 2).Zip(result.Request.Grid.Values(first), (k, v) => $"{ParameterGrid.ShortName(k.Key)} {v}"));
            var title = $"{result.Request.Metric.Name}{(others.Length > 0 ? $" at {others}" : "")}";
            html.Append(CultureInfo.InvariantCulture, $"<div class=\"heat scroll\"><h3>{WebUtility.HtmlEncode(title)}</h3>");
            AppendMap(html, result, first, across, down, (low, high), title);
            html.Append("</div>");
        }

        if (result.Rows.Length / perMap > MostMaps)
            html.Append(CultureInfo.InvariantCulture, $"<p>The first {MostMaps} of {result.Rows.Length / perMap:N0} maps are drawn; every point is in the table or in sweep.csv.</p>");
        return html.ToString();
    }

    private static void AppendMap(StringBuilder html, SweepResult result, int first, GridKey across, GridKey? down, (decimal Low, decimal High) range, string title)
    {
        var rows = down?.Values.Length ?? 1;
        var (width, height) = (Left + across.Values.Length * CellWidth + 2, Top + rows * CellHeight + 2);
        html.Append(CultureInfo.InvariantCulture, $"<svg width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(title)} by {WebUtility.HtmlEncode(across.Key)}\">");
        Text(html, Left, 16, "start", $"{ParameterGrid.ShortName(across.Key)} →", "soft");
        if (down is not null)
            Text(html, Left - 10, 36, "end", $"{ParameterGrid.ShortName(down.Key)} ↓", "soft");
        for (var x = 0; x < across.Values.Length; x++)
            Text(html, Left + x * CellWidth + CellWidth / 2, 36, "middle", Short(across.Values[x]));
        for (var y = 0; y < rows; y++)
        {
            if (down is not null)
                Text(html, Left - 10, Top + y * CellHeight + 22, "end", Short(down.Values[y]));
            for (var x = 0; x < across.Values.Length; x++)
                AppendCell(html, result, result.Rows[first + y * across.Values.Length + x], x, y, range);
        }

        html.Append("</svg>");
    }

    private static void AppendCell(StringBuilder html, SweepResult result, PointResult row, int x, int y, (decimal Low, decimal High) range)
    {
        var metric = result.Request.Metric;
        var value = metric.Of(row);
        var isBest = row.Job == result.Best?.Job;
        html.Append(CultureInfo.InvariantCulture, $"<rect class=\"{(value is null ? "" : "value")}{(isBest ? " best" : "")}\" x=\"{Left + x * CellWidth + 1}\" y=\"{Top + y * CellHeight + 1}\" width=\"{CellWidth - 2}\" height=\"{CellHeight - 2}\"");
        if (value is { } known)
            html.Append(CultureInfo.InvariantCulture, $" fill-opacity=\"{Shade(known, range, metric.LowerIsBetter):0.00}\"");
        html.Append(CultureInfo.InvariantCulture, $"><title>{WebUtility.HtmlEncode(result.Request.Grid.Describe(row.Job.Point))}</title></rect>");
        var text = value is { } number ? Show(number, metric) : row.ErrorCode ?? (row.Status == PointStatus.Completed ? "–" : PointResultJson.Name(row.Status));
        Text(html, Left + x * CellWidth + CellWidth / 2, Top + y * CellHeight + 22, "middle", text, value is null ? "soft" : "");
    }

    /// <summary>The metric as it stands in a cell or a table.</summary>
    public static string Show(decimal? value, SweepMetric metric) => metric switch
    {
        { IsRate: true } => Shown.Percent(value),
        { Name: "final_equity" } => Shown.Money(value),
        _ => Shown.Ratio(value),
    };

    /// <summary>From 0.05 for the worst to 0.60 for the best.</summary>
    private static decimal Shade(decimal value, (decimal Low, decimal High) range, bool lowerIsBetter)
    {
        if (range.High == range.Low)
            return 0.3m;
        var share = (value - range.Low) / (range.High - range.Low);
        return 0.05m + 0.55m * (lowerIsBetter ? 1 - share : share);
    }

    private static string Short(string value) => value.Length <= 14 ? value : value[..13] + "…";

    private static void Text(StringBuilder html, int x, int y, string anchor, string text, string style = "") =>
        html.Append(CultureInfo.InvariantCulture, $"<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\"{(style.Length > 0 ? $" class=\"{style}\"" : "")}>{WebUtility.HtmlEncode(text)}</text>");
}
