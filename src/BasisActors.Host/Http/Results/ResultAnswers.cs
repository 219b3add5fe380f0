using System.Collections.Immutable;

namespace BasisActors.Host.Http.Results;

/// <summary>A result in the list.</summary>
/// <param name="Id">Name of its folder.</param>
/// <param name="Status">completed, halted, cancelled or failed.</param>
/// <param name="StrategyName">Mode.</param>
/// <param name="ShareClass">Share class.</param>
/// <param name="StartDate">First tick asked for.</param>
/// <param name="EndDate">Last tick asked for.</param>
/// <param name="InitialCapital">Share-class currency.</param>
/// <param name="FinalValue">Null without a tick.</param>
/// <param name="TotalReturn">Fraction.</param>
/// <param name="AnnualizedReturn">Fraction a year.</param>
/// <param name="MaxDrawdown">Fraction.</param>
/// <param name="JournalHash">Of all that the run did.</param>
public sealed record ResultEntry(
    string Id,
    string Status,
    string StrategyName,
    string ShareClass,
    DateTimeOffset StartDate,
    DateTimeOffset EndDate,
    decimal InitialCapital,
    decimal? FinalValue,
    decimal? TotalReturn,
    decimal? AnnualizedReturn,
    decimal? MaxDrawdown,
    string JournalHash)
{
    internal static ResultEntry Of(ResultSummary s) =>
        new(s.Id, s.Status, s.Mode, s.ShareClass, s.From, s.To, s.InitialCapital, s.FinalEquity, s.TotalReturn, s.Apy, s.MaxDrawdown, s.JournalHash);
}

/// <param name="Results">By name.</param>
/// <param name="Total">How many match.</param>
/// <param name="Limit">Most in this answer.</param>
/// <param name="Offset">Those before the first of this answer.</param>
public sealed record ResultList(ImmutableArray<ResultEntry> Results, int Total, int Limit, int Offset);

/// <summary>A whole result.</summary>
/// <param name="Summary">Every figure of <c>summary.json</c>.</param>
/// <param name="Files">Files that it has.</param>
/// <param name="Charts">Names of the charts that can be asked for.</param>
public sealed record ResultDetail(ResultSummary Summary, ImmutableArray<ResultFile> Files, ImmutableArray<string> Charts);

/// <param name="Id">Name of the result.</param>
/// <param name="Files">Each can be asked for with <c>?file=NAME</c>.</param>
public sealed record ResultExport(string Id, ImmutableArray<ResultFile> Files);

/// <param name="Id">Name of the result.</param>
/// <param name="Deleted">True.</param>
public sealed record ResultDeleted(string Id, bool Deleted);

/// <summary>P&amp;L of one tick and until then, share-class currency.</summary>
/// <param name="At">Time of the tick.</param>
/// <param name="Equity">After it.</param>
/// <param name="NetFlow">Capital subscribed (+) or paid out (−) in it; not P&amp;L.</param>
/// <param name="Pnl">Of the tick alone.</param>
/// <param name="CumulativePnl">Since the first tick.</param>
public readonly record struct PnlPoint(DateTimeOffset At, decimal Equity, decimal NetFlow, decimal Pnl, decimal CumulativePnl);

/// <param name="Id">Name of the result.</param>
/// <param name="Currency">Of all amounts.</param>
/// <param name="Last">The last tick; null without one.</param>
/// <param name="Buckets">P&amp;L of that tick by bucket.</param>
public sealed record PnlLatest(string Id, string Currency, PnlPoint? Last, ImmutableDictionary<string, decimal> Buckets);

/// <param name="Id">Name of the result.</param>
/// <param name="Currency">Of all amounts.</param>
/// <param name="History">By time.</param>
/// <param name="Total">Ticks there are.</param>
/// <param name="Limit">Most in this answer.</param>
/// <param name="Offset">Ticks before the first of this answer.</param>
public sealed record PnlHistory(string Id, string Currency, ImmutableArray<PnlPoint> History, int Total, int Limit, int Offset);

/// <summary>Where the P&amp;L came from.</summary>
/// <param name="Id">Name of the result.</param>
/// <param name="Currency">Of all amounts.</param>
/// <param name="NetPnl">Sum of the buckets and the residual.</param>
/// <param name="Attribution">By bucket.</param>
/// <param name="Residual">0: anything else is a fault of the ledger.</param>
public sealed record PnlAttribution(string Id, string Currency, decimal NetPnl, ImmutableDictionary<string, decimal> Attribution, decimal Residual);

/// <summary>One line of a chart.</summary>
/// <param name="Name">What it is of.</param>
/// <param name="Points">By time.</param>
public sealed record ChartSeries(string Name, ImmutableArray<CurvePoint> Points);

/// <param name="Id">Name of the result.</param>
/// <param name="Name">Name of the chart.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Unit">Share-class currency, or fraction.</param>
/// <param name="Series">Its lines.</param>
public sealed record ChartData(string Id, string Name, string Title, string Unit, ImmutableArray<ChartSeries> Series);

/// <param name="Id">Name of the result.</param>
/// <param name="Charts">Name and title of each.</param>
public sealed record ChartList(string Id, ImmutableArray<ChartEntry> Charts);

/// <param name="Name">For the address.</param>
/// <param name="Title">What it shows.</param>
public sealed record ChartEntry(string Name, string Title);
