using System.Collections.Immutable;
using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using BasisActors.Actors.Events;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Strategies;
using BasisActors.Host.Backtests.Queued;
using BasisActors.Host.Commands;
using BasisActors.Host.Http.Results;
using BasisActors.Host.Http.Strategies;
using BasisActors.Host.Http.Streams;
using BasisActors.Host.Scenarios;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace BasisActors.Host.Http.Backtests;

/// <summary>Backtests beside the live runs: submit, watch, cancel, result (domain reference §10.2).</summary>
public static class BacktestEndpoints
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10), ComeAgain = TimeSpan.FromSeconds(30);

    public static void Map(RouteGroupBuilder api)
    {
        var backtests = api.MapGroup("/backtest").WithTags("backtests");
        backtests.MapPost("/", Submit).RequireAuthorization(ApiRoles.Operate).RequireRateLimiting(CallLimits.Backtest).ProducesProblem(404)
            .WithSummary("Takes in a backtest; 429 with Retry-After when as many wait as may.");
        backtests.MapGet("/list", List).WithSummary("The backtests of this host, the latest first, those before a restart too.");
        backtests.MapGet("/{id}/status", Status).WithSummary("How far a backtest is.").ProducesProblem(404);
        backtests.MapGet("/{id}/events", Events).WithSummary("Its status as server-sent events (event: progress), whenever it has changed, at most four a second, until it is over.").ProducesProblem(404);
        backtests.MapGet("/{id}/result", Result).WithSummary("What it came to; 409 until it is over.").ProducesProblem(404).ProducesProblem(409);
        backtests.MapDelete("/{id}", Cancel).RequireAuthorization(ApiRoles.Operate).ProducesProblem(404).ProducesProblem(409)
            .WithSummary("Ends a backtest after the tick in hand; what it has done until then is kept as its result.");
    }

    private static Accepted<Answer<BacktestAccepted>> Submit(HttpContext context, BacktestQueue queue, StrategyCatalogue catalogue, BacktestSubmission submission)
    {
        var order = Order(catalogue, submission);
        var estimate = queue.Estimate(order.Ticks);
        if (queue.Submit(order, Idempotency.IdOf(context)) is { } backtest)
        {
            return Answers.Accepted(
                context,
                new BacktestAccepted(backtest.Id, backtest.State, backtest.Order.Mode, estimate is { } time ? decimal.Round((decimal)time.TotalSeconds, 1) : null),
                $"/api/v1/backtest/{backtest.Id}/status");
        }

        throw new ApiFault(429, ApiFault.RateLimit, "As many backtests wait as may.")
        {
            RetryAfter = queue.Estimate(0) ?? ComeAgain,
            Resolution = $"Submit it again later, cancel one, or raise {BacktestQueueOptions.WaitingVariable}.",
        }.Exception();
    }

    private static Ok<Answer<BacktestList>> List(HttpContext context, BacktestQueue queue, string? status = null, int? limit = null, int? offset = null)
    {
        var page = Page.Of(limit, offset);
        var all = queue.All.Where(b => status is null || b.State == State(status)).ToImmutableArray();
        return Answers.Ok(context, new BacktestList([.. all.Skip(page.Offset).Take(page.Limit).Select(BacktestStatus.Of)], all.Length, page.Limit, page.Offset));
    }

    private static BacktestState State(string status) => Enum.TryParse<BacktestState>(status, ignoreCase: true, out var state) && Enum.IsDefined(state) && char.IsAsciiLetter(status[0])
        ? state
        : throw ApiFault.Invalid("status", $"status is '{status}'.", [.. Enum.GetNames<BacktestState>().Select(n => n.ToLowerInvariant())]).Exception();

    private static Ok<Answer<BacktestStatus>> Status(HttpContext context, BacktestQueue queue, string id) => Answers.Ok(context, BacktestStatus.Of(Find(queue, id)));

    private static ServerSentEventsResult<BacktestStatus> Events(HttpContext context, BacktestQueue queue, EventStreams streams, string id)
    {
        _ = Find(queue, id);
        return TypedResults.ServerSentEvents(streams.Serve(context, ended => WatchAsync(queue, id, ended)));
    }

    private static async IAsyncEnumerable<SseItem<BacktestStatus>> WatchAsync(BacktestQueue queue, string id, [EnumeratorCancellation] CancellationToken ended)
    {
        await foreach (var backtest in queue.WatchAsync(id, ended).ConfigureAwait(false))
            yield return new SseItem<BacktestStatus>(BacktestStatus.Of(backtest), "progress");
    }

    private static Ok<Answer<BacktestResult>> Result(HttpContext context, BacktestQueue queue, ResultStore store, string id)
    {
        var backtest = Find(queue, id);
        if (!backtest.IsOver)
            throw ApiFault.Conflict($"The backtest is {backtest.State.ToString().ToLowerInvariant()}.", "Wait until it is over: GET /api/v1/backtest/{id}/events tells.").Exception();
        if (store.Find(id) is not { } folder)
        {
            var why = backtest.Failure;
            throw (ApiFault.Conflict(why is null ? "The backtest left no result." : $"The backtest left no result: {why.Message}", why?.Resolution) with { ErrorCode = why?.Code, Where = why?.Where }).Exception();
        }

        return Answers.Ok(context, BacktestResult.Of(store.Summary(id), folder));
    }

    private static async Task<Ok<Answer<BacktestStopped>>> Cancel(HttpContext context, BacktestQueue queue, string id)
    {
        var before = Find(queue, id);
        if (before.State is BacktestState.Completed or BacktestState.Failed)
            throw ApiFault.Conflict($"The backtest is over: {before.State.ToString().ToLowerInvariant()}.", "DELETE /api/v1/results/{id} deletes its results.").Exception();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        patience.CancelAfter(Patience);
        var after = await queue.CancelAsync(id, patience.Token).ConfigureAwait(false) ?? before;
        return Answers.Ok(context, new BacktestStopped(after.State, after.CompletedAt, after.Progress));
    }

    private static QueuedBacktest Find(BacktestQueue queue, string id) => queue.Find(id)
        ?? throw ApiFault.NotFound(ApiFault.BacktestNotFound, $"There is no backtest '{id}'.", "GET /api/v1/backtest/list lists them; those of the command line are among the results.").Exception();

    /// <summary>What a submission asks for.</summary>
    /// <exception cref="ApiFaultException">404 no such mode; 400 with everything that is wrong.</exception>
    internal static BacktestOrder Order(StrategyCatalogue catalogue, BacktestSubmission submission)
    {
        var mode = StrategyCatalogue.Known(submission.StrategyName);
        List<FieldError> errors = [];
        var from = Try("start_date", submission.StartDate, t => ArgumentParsing.Time(t, "start_date"), errors);
        var to = Try("end_date", submission.EndDate, t => ArgumentParsing.Time(t, "end_date"), errors);
        if (errors.Count == 0 && from >= to)
            errors.Add(new FieldError("end_date", ApiFault.Validation, $"end_date {to:yyyy-MM-dd HH:mm} is not after start_date {from:yyyy-MM-dd HH:mm}.", submission.EndDate));
        if (submission.InitialCapital <= 0)
            errors.Add(new FieldError("initial_capital", ApiFault.Validation, "initial_capital must be above 0.", submission.InitialCapital.Value.ToString(CultureInfo.InvariantCulture)));
        var overrides = ConfigurationValues.Read(submission.ConfigOverrides, "config_overrides", errors);
        ImmutableArray<CapitalRequest> flows = [];
        if (errors.Count == 0)
        {
            foreach (var scenario in submission.Scenarios ?? [])
                _ = Try("scenarios", scenario, s => ScenarioParsing.Parse(s, from, to), errors);
            flows = [.. (submission.Flows ?? []).Select(f => Try("flows", FormattableString.Invariant($"{f.At}:{f.Kind}:{f.Amount}"), t => ArgumentParsing.Flow(t, from, to), errors)).OfType<CapitalRequest>().OrderBy(f => f.EffectiveAt)];
        }

        if (errors.Count > 0)
            throw ApiFault.Invalid([.. errors]).Exception();
        ImmutableArray<string> sets = [.. overrides.Select(o => $"{o.Key}={o.Value}"), .. StrategyValidation.Sets(submission.ShareClass, submission.InitialCapital)];
        _ = catalogue.Valid(mode, sets);
        return new BacktestOrder
        {
            Mode = mode,
            From = from,
            To = to,
            Sets = sets,
            Flows = flows,
            Scenarios = [.. submission.Scenarios ?? []],
            Events = submission.DebugMode ? EventDetail.All : EventDetail.Decisions,
        };
    }

    private static T? Try<T>(string field, string text, Func<string, T> read, List<FieldError> errors)
    {
        try
        {
            return read(text);
        }
        catch (BasisException e)
        {
            errors.Add(new FieldError(field, e.Error.Code, e.Error.Message, text));
            return default;
        }
    }
}
