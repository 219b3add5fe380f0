using System.Net;
using System.Text;

namespace BasisActors.Host.Reports;

/// <summary>A table whose cells are text; everything is escaped.</summary>
/// <param name="numeric">True when all columns but the first hold numbers.</param>
/// <param name="header">Names of the columns; none for a list of name and value.</param>
internal sealed class HtmlTable(bool numeric, params string[] header)
{
    private readonly StringBuilder _rows = new();

    public HtmlTable Row(params ReadOnlySpan<string> cells)
    {
        _rows.Append("<tr>");
        for (var i = 0; i < cells.Length; i++)
        {
            var text = WebUtility.HtmlEncode(cells[i]);
            _rows.Append(i == 0 ? $"<th scope=\"row\">{text}</th>" : $"<td>{text}</td>");
        }

        _rows.Append("</tr>\n");
        return this;
    }

    public string ToHtml()
    {
        var html = new StringBuilder($"<div class=\"scroll\"><table{(numeric ? " class=\"numbers\"" : "")}>");
        if (header.Length > 0)
        {
            html.Append("<thead><tr>");
            foreach (var name in header)
                html.Append("<th scope=\"col\">").Append(WebUtility.HtmlEncode(name)).Append("</th>");
            html.Append("</tr></thead>");
        }

        return html.Append("<tbody>\n").Append(_rows).Append("</tbody></table></div>").ToString();
    }
}
