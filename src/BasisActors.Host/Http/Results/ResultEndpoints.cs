using System.Collections.Immutable;
using BasisActors.Domain.Errors;
using BasisActors.Host.Backtests.Queued;
using BasisActors.Host.Commands;
using BasisActors.Host.EventLog.Files;
using BasisActors.Host.Http.Strategies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace BasisActors.Host.Http.Results;

/// <summary>Results of backtests, those of the command line too: figures, files, charts, P&amp;L (domain reference §10.2). The events of live runs are read here as well.</summary>
public static class ResultEndpoints
{
    private const int MostEvents = 10_000, MostPoints = 10_000, UsualPoints = 500;
    private const string Html = "text/html; charset=utf-8";

    /// <summary>The page is ours, but it is a file: it may do nothing but show itself.</summary>
    private const string OnlyShown = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";

    public static void Map(RouteGroupBuilder api)
    {
        var results = api.MapGroup("/results").WithTags("results");
        results.MapGet("/", List).WithSummary("The results there are, filtered by mode and by the period they lie in.");
        results.MapGet("/{id}", Find).WithSummary("Every figure of a result, its files and charts.").ProducesProblem(404);
        results.MapGet("/{id}/events", Events).WithSummary("Events of a backtest, or of a live run of that name, in their order.").ProducesProblem(404);
        results.MapGet("/{id}/export", Export).WithSummary("The files of a result; with ?file=NAME that file.").ProducesProblem(404)
            .Produces<Answer<ResultExport>>();
        results.MapGet("/{id}/download", Download).WithSummary("All files as one zip.").ProducesProblem(404);
        results.MapGet("/{id}/pnl/latest", Latest).WithSummary("P&L of the last tick and until then.").ProducesProblem(404);
        results.MapGet("/{id}/pnl/history", History).WithSummary("P&L tick by tick.").ProducesProblem(404);
        results.MapGet("/{id}/pnl/attribution", Attribution).WithSummary("P&L by source; sums exactly.").ProducesProblem(404);
        results.MapGet("/{id}/charts", Charts).WithSummary("The charts there are.").ProducesProblem(404);
        results.MapGet("/{id}/charts/{name}", Chart).WithSummary("The series of a chart, thinned to the points asked for; each stretch keeps its lowest and highest value.").ProducesProblem(404);
        results.MapGet("/{id}/dashboard", Dashboard).WithSummary("The report of a backtest: one page that needs nothing else.").ProducesProblem(404)
            .Produces(StatusCodes.Status200OK, contentType: "text/html");
        results.MapDelete("/{id}", Delete).RequireAuthorization(ApiRoles.Operate).ProducesProblem(404).ProducesProblem(409).WithSummary("Deletes a result with all its files.");
    }

    private static Ok<Answer<ResultList>> List(
        HttpContext context, ResultStore store, string? strategy = null, [FromQuery(Name = "start_date")] string? startDate = null, [FromQuery(Name = "end_date")] string? endDate = null, int? limit = null, int? offset = null)
    {
        var page = Page.Of(limit, offset);
        var (from, to) = (Time("start_date", startDate), Time("end_date", endDate));
        var mode = strategy is null ? null : StrategyCatalogue.Known(strategy);
        var all = store.All.Where(r => (mode is null || r.Mode == mode) && (from is null || r.From >= from) && (to is null || r.To <= to)).ToImmutableArray();
        return Answers.Ok(context, new ResultList([.. all.Skip(page.Offset).Take(page.Limit).Select(ResultEntry.Of)], all.Length, page.Limit, page.Offset));
    }

    private static Ok<Answer<ResultDetail>> Find(HttpContext context, ResultStore store, string id)
    {
        var folder = store.Folder(id);
        return Answers.Ok(context, new ResultDetail(store.Summary(id), ResultStore.Files(folder), ResultCharts.Names));
    }

    private static EventPage Events(ResultStore store, HttpOptions options, string id, int? limit = null, int? offset = null)
    {
        var page = Page.Of(limit, offset, MostEvents);
        var folder = store.Find(id) ?? (RunOptions.IsName(id) ? Path.Combine(options.Runs, id) : null);
        var events = folder is null ? null : Path.Combine(folder, "logs", "events");
        return events is not null && EventLines.Exist(events)
            ? new EventPage(events, page)
            : throw ApiFault.NotFound(ApiFault.NotFoundCode, $"There are no events of '{id}'.", "A backtest without events keeps none.").Exception();
    }

    private static IResult Export(HttpContext context, ResultStore store, string id, string? file = null)
    {
        var folder = store.Folder(id);
        var files = ResultStore.Files(folder);
        if (file is null)
            return Answers.Ok(context, new ResultExport(id, files));
        return files.Any(f => f.Name == file)
            ? TypedResults.PhysicalFile(Path.GetFullPath(Path.Combine(folder, file)), ContentType(file), Path.GetFileName(file))
            : throw ApiFault.NotFound(ApiFault.NotFoundCode, "The result has no such file.", $"It has {string.Join(", ", files.Select(f => f.Name))}.").Exception();
    }

    private static ResultArchive Download(ResultStore store, string id) => new(store.Folder(id), id);

    private static Ok<Answer<PnlLatest>> Latest(HttpContext context, ResultStore store, string id) => Answers.Ok(context, ResultPnl.Latest(store.Summary(id), store.Folder(id)));

    private static Ok<Answer<PnlHistory>> History(HttpContext context, ResultStore store, string id, int? limit = null, int? offset = null) =>
        Answers.Ok(context, ResultPnl.History(store.Summary(id), store.Folder(id), Page.Of(limit, offset, MostPoints)));

    private static Ok<Answer<PnlAttribution>> Attribution(HttpContext context, ResultStore store, string id)
    {
        var summary = store.Summary(id);
        return Answers.Ok(context, new PnlAttribution(id, summary.Currency, summary.NetPnl, summary.Attribution, summary.AttributionResidual));
    }

    private static Ok<Answer<ChartList>> Charts(HttpContext context, ResultStore store, string id)
    {
        _ = store.Folder(id);
        return Answers.Ok(context, new ChartList(id, ResultCharts.All));
    }

    private static Ok<Answer<ChartData>> Chart(HttpContext context, ResultStore store, string id, string name, int? points = null)
    {
        if (points < 4 || points > MostPoints)
            throw ApiFault.Invalid("points", $"points is {points}; it must be 4 to {MostPoints}.").Exception();
        var folder = store.Folder(id);
        return Answers.Ok(context, ResultCharts.Draw(id, folder, store.Summary(id).Currency, name, points ?? UsualPoints));
    }

    private static PhysicalFileHttpResult Dashboard(HttpContext context, ResultStore store, string id)
    {
        var report = Path.Combine(store.Folder(id), "report.html");
        if (!File.Exists(report))
            throw ApiFault.NotFound(ApiFault.NotFoundCode, "The result has no report: it was written with --no-report.").Exception();
        context.Response.Headers.ContentSecurityPolicy = OnlyShown;
        return TypedResults.PhysicalFile(Path.GetFullPath(report), Html);
    }

    private static Ok<Answer<ResultDeleted>> Delete(HttpContext context, ResultStore store, BacktestQueue queue, string id)
    {
        _ = store.Folder(id);
        if (!queue.Remove(id))
            throw ApiFault.Conflict("The backtest of that name is not over.", "Cancel it first: DELETE /api/v1/backtest/{id}.").Exception();
        store.Delete(id);
        return Answers.Ok(context, new ResultDeleted(id, true));
    }

    private static string ContentType(string file) => Path.GetExtension(file) switch
    {
        ".json" => "application/json",
        ".jsonl" => "application/x-ndjson",
        ".csv" => "text/csv; charset=utf-8",
        _ => "application/octet-stream",
    };

    private static DateTimeOffset? Time(string name, string? text)
    {
        try
        {
            return text is null ? null : ArgumentParsing.Time(text, name);
        }
        catch (BasisException e)
        {
            throw ApiFault.Invalid([new FieldError(name, e.Error.Code, e.Error.Message, text)]).Exception();
        }
    }
}
