using System.Globalization;
using System.Net;
using System.Text;

namespace BasisActors.Host.Reports;

/// <summary>
/// One chart over time as HTML: an SVG for the shapes, stretched to the width there is, and labels beside it as text that keeps its size on a small screen.
/// Colours are CSS classes, so that a dark page is a matter of the style sheet.
/// </summary>
internal sealed class Chart(string id, string title, string description, TimeAxis time, ValueAxis? values = null, Func<decimal, string>? label = null)
{
    private const decimal Width = 1000;
    private const decimal Height = 300;

    private readonly StringBuilder _shapes = new();
    private readonly StringBuilder _notes = new();
    private readonly StringBuilder _legend = new();
    private readonly StringBuilder _lanes = new();
    private int _thresholds;

    /// <summary>A line; each piece is drawn on its own.</summary>
    public Chart Line(IEnumerable<IReadOnlyList<Point>> pieces, string style)
    {
        foreach (var piece in pieces)
            _shapes.Append(CultureInfo.InvariantCulture, $"<path class=\"line {style}\" d=\"{Trace(piece, 'M')}\"/>");
        return this;
    }

    /// <summary>The area between two lines over the same times.</summary>
    public Chart Area(IReadOnlyList<Point> upper, IReadOnlyList<Point> lower, string style)
    {
        if (upper.Count > 0)
            _shapes.Append(CultureInfo.InvariantCulture, $"<path class=\"area {style}\" d=\"{Trace(upper, 'M')}{Trace(lower.Reverse(), 'L')}Z\"/>");
        return this;
    }

    /// <summary>A horizontal line with a word on it; the words of several lines stand side by side, so that close lines stay readable.</summary>
    public Chart Threshold(decimal value, string text, string style)
    {
        var y = values!.FromTop(value, 1);
        _shapes.Append(CultureInfo.InvariantCulture, $"<path class=\"threshold {style}\" d=\"M0 {y * Height:0.##}H{Width}\"/>");
        _notes.Append(CultureInfo.InvariantCulture, $"<span class=\"note {style}\" style=\"top:{y * 100:0.##}%;right:{_thresholds++ * 31}%\">{WebUtility.HtmlEncode(text)}</span>");
        return this;
    }

    /// <summary>A word at the right end of a band, so that bands can be told apart without their colours.</summary>
    public Chart Label(decimal value, string text)
    {
        _notes.Append(CultureInfo.InvariantCulture, $"<span class=\"band\" style=\"top:{values!.FromTop(value, 100):0.##}%\">{WebUtility.HtmlEncode(text)}</span>");
        return this;
    }

    /// <summary>Vertical strokes in one lane of several.</summary>
    public Chart Strokes(IEnumerable<Mark> marks, int lane, int lanes, string name, string style)
    {
        var top = Height * lane / lanes;
        var bottom = Height * (lane + 1) / lanes;
        _shapes.Append(CultureInfo.InvariantCulture, $"<path class=\"grid\" d=\"M0 {bottom:0.##}H{Width}\"/><path class=\"stroke {style}\" d=\"");
        foreach (var mark in marks)
            _shapes.Append(CultureInfo.InvariantCulture, $"M{X(mark.At)} {top + Height / lanes * 0.2m:0.##}V{bottom - Height / lanes * 0.2m:0.##}");
        _shapes.Append("\"/>");
        _lanes.Append(CultureInfo.InvariantCulture, $"<span style=\"top:{(lane + 0.5m) / lanes * 100:0.##}%\">{WebUtility.HtmlEncode(name)}</span>");
        return this;
    }

    /// <summary>A colour with its name and final value.</summary>
    public Chart Legend(string name, string value, string style)
    {
        _legend.Append(CultureInfo.InvariantCulture, $"<li><i class=\"{style}\"></i>{WebUtility.HtmlEncode(name)} <b>{WebUtility.HtmlEncode(value)}</b></li>");
        return this;
    }

    /// <param name="table">The data behind the chart, for readers who do not see it.</param>
    /// <param name="small">A flat chart, for lanes of marks.</param>
    public string ToHtml(HtmlTable table, bool small = false)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<figure class=\"chart{(small ? " small" : "")}\"><figcaption><h3>{WebUtility.HtmlEncode(title)}</h3><p>{WebUtility.HtmlEncode(description)}</p></figcaption>");
        if (_legend.Length > 0)
            html.Append(CultureInfo.InvariantCulture, $"<ul class=\"legend\">{_legend}</ul>");
        html.Append(CultureInfo.InvariantCulture, $"<div class=\"plot\"><div class=\"y\" aria-hidden=\"true\">{YLabels()}</div><div class=\"canvas\">");
        html.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {Height}\" preserveAspectRatio=\"none\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\">");
        html.Append(CultureInfo.InvariantCulture, $"<title id=\"{id}-t\">{WebUtility.HtmlEncode(title)}</title><desc id=\"{id}-d\">{WebUtility.HtmlEncode(description)}</desc>");
        html.Append(Grid()).Append(_shapes).Append("</svg>").Append(_notes);
        html.Append(CultureInfo.InvariantCulture, $"</div><div class=\"x\" aria-hidden=\"true\">{XLabels()}</div></div>");
        html.Append(CultureInfo.InvariantCulture, $"<details><summary>Data of this chart</summary>{table.ToHtml()}</details></figure>");
        return html.ToString();
    }

    private string Trace(IEnumerable<Point> points, char first)
    {
        var path = new StringBuilder();
        foreach (var point in points)
        {
            path.Append(CultureInfo.InvariantCulture, $"{(path.Length == 0 ? first : 'L')}{X(point.At)} {values!.FromTop(point.Value, Height):0.#}");
        }

        return path.ToString();
    }

    private string X(DateTimeOffset at) => time.FromStart(at, Width).ToString("0.#", CultureInfo.InvariantCulture);

    private string Grid()
    {
        var grid = new StringBuilder();
        foreach (var (at, _) in time.Ticks)
            grid.Append(CultureInfo.InvariantCulture, $"<path class=\"grid\" d=\"M{X(at)} 0V{Height}\"/>");
        foreach (var tick in values?.Ticks ?? [])
            grid.Append(CultureInfo.InvariantCulture, $"<path class=\"{(tick == 0 ? "zero" : "grid")}\" d=\"M0 {values!.FromTop(tick, Height):0.##}H{Width}\"/>");
        return grid.ToString();
    }

    private string YLabels()
    {
        if (values is null)
            return _lanes.ToString();
        var labels = new StringBuilder();
        foreach (var tick in values.Ticks)
            labels.Append(CultureInfo.InvariantCulture, $"<span style=\"top:{values.FromTop(tick, 100):0.##}%\">{WebUtility.HtmlEncode(label!(tick))}</span>");
        return labels.ToString();
    }

    private string XLabels()
    {
        var labels = new StringBuilder();
        for (var i = 0; i < time.Ticks.Length; i++)
        {
            var at = time.FromStart(time.Ticks[i].At, 100);
            var edge = at < 4 ? " first" : at > 96 ? " last" : "";
            labels.Append(CultureInfo.InvariantCulture, $"<span class=\"{(i % 2 == 1 ? "alt" : "")}{edge}\" style=\"left:{at:0.##}%\">{time.Ticks[i].Label}</span>");
        }

        return labels.ToString();
    }
}
