using System.Net;
using System.Text;

namespace BasisActors.Host.Reports;

/// <summary>The frame of a page that needs nothing else: no network, no script, no font.</summary>
internal static class HtmlPage
{
    /// <summary>Begins a page, up to and with the opening of its body.</summary>
    /// <param name="html">Where it is written.</param>
    /// <param name="title">Plain text.</param>
    /// <param name="style">Rules beside those of every report.</param>
    public static void Begin(StringBuilder html, string title, string style = "") => html.Append($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{WebUtility.HtmlEncode(title)}</title>
        <style>{ReportStyle.Css}{style}</style>
        </head>
        <body>

        """);

    /// <summary>A part with a heading.</summary>
    /// <param name="html">Where it is written.</param>
    /// <param name="id">Anchor.</param>
    /// <param name="title">Plain text.</param>
    /// <param name="content">HTML.</param>
    public static void Section(StringBuilder html, string id, string title, string content) =>
        html.Append($"<section id=\"{id}\"><h2>{WebUtility.HtmlEncode(title)}</h2>{content}</section>\n");

    /// <summary>Sentences as a list.</summary>
    public static string List(IEnumerable<string> sentences)
    {
        var html = new StringBuilder("<ul>");
        foreach (var sentence in sentences)
            html.Append("<li>").Append(WebUtility.HtmlEncode(sentence)).Append("</li>");
        return html.Append("</ul>").ToString();
    }

    /// <summary>Key figures side by side: name, value, note.</summary>
    public static string Tiles(IEnumerable<(string Name, string Value, string Note)> figures)
    {
        var tiles = new StringBuilder("<section class=\"tiles\" aria-label=\"Key figures\">");
        foreach (var (name, value, note) in figures)
            tiles.Append($"<div><span>{WebUtility.HtmlEncode(name)}</span><strong>{WebUtility.HtmlEncode(value)}</strong><small>{WebUtility.HtmlEncode(note)}</small></div>");
        return tiles.Append("</section>\n").ToString();
    }
}
