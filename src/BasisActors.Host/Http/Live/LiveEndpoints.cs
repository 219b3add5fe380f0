using System.Collections.Immutable;
using System.Text.Json;
using BasisActors.Host.Commands;
using BasisActors.Host.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;

namespace BasisActors.Host.Http.Live;

/// <summary>Live runs: begin, look at, hold, end (domain reference §10.2, §11.4). What changes a run is a request in its inbox, so it answers before it is done.</summary>
public static class LiveEndpoints
{
    private const int LongestText = 500, LongestName = 100, LongestInterval = 86_400;
    private const decimal LeastStop = 0.01m, MostStop = 0.50m;

    public static void Map(RouteGroupBuilder api)
    {
        var live = api.MapGroup("/live").WithTags("live");
        live.MapGet("/status", (HttpContext context, LiveOperations runs) => Answers.Ok(context, List(runs))).WithSummary("All live runs of the host's folder.");
        live.MapGet("/status/{id}", (string id, HttpContext context, LiveOperations runs) => Answers.Ok(context, View(runs, runs.Find(id))))
            .WithSummary("One live run as of its last tick.").ProducesProblem(404);
        live.MapGet("/performance/{id}", (string id, HttpContext context, LiveOperations runs, TimeProvider time) => Answers.Ok(context, LiveViews.Performance(runs.Find(id), time.GetUtcNow())))
            .WithSummary("What a live run has earned.").ProducesProblem(404);
        live.MapGet("/strategies", Strategies).WithSummary("Names, modes and states of the live runs.");
        live.MapGet("/requests/{requestId}", Request).WithSummary("What has become of a request to a run.").ProducesProblem(404);
        LiveStreams.Map(live);

        var changes = api.MapGroup("/live").WithTags("live").RequireAuthorization(ApiRoles.Operate).WithMetadata(new EnableRateLimitingAttribute(CallLimits.Live));
        changes.MapPost("/start", StartAsync).WithSummary("Begins a run on paper, or takes one up.").ProducesProblem(404).ProducesProblem(409).ProducesProblem(503);
        changes.MapPost("/stop/{id}", Stop).WithSummary("Ends a run after its next tick; with close_positions everything is closed first, and the run is over.").ProducesProblem(404).ProducesProblem(409);
        changes.MapPost("/emergency-stop/{id}", EmergencyStop).WithSummary("Lets a run enter nothing from the next tick on; with unwind it closes everything.").ProducesProblem(404).ProducesProblem(409);
        changes.MapPost("/halt/{id}", Halt).WithSummary("Lets a run enter nothing until it is resumed; what reduces risk goes on.").ProducesProblem(404).ProducesProblem(409);
        changes.MapPost("/resume/{id}", Resume).WithSummary("Ends a halt of any reason, once everything has been judged again.").ProducesProblem(404).ProducesProblem(409);
        changes.MapPost("/rebalance", Rebalance).WithSummary("Has the next tick of a run made for it: everything is brought back to target, by the usual thresholds.").ProducesProblem(404).ProducesProblem(409);
    }

    /// <summary>Why something is asked for, as people wrote it.</summary>
    /// <exception cref="ApiFaultException">It is too long.</exception>
    internal static string? Text(string? text, string field) =>
        text is { Length: > LongestText } ? throw ApiFault.Invalid(field, $"{field} has {text.Length} characters; {LongestText} are allowed.").Exception() : text;

    private static LiveRunStatus View(LiveOperations runs, LiveRun run) => LiveViews.Status(run, runs.NextTick(run));

    private static LiveRunList List(LiveOperations runs)
    {
        ImmutableArray<LiveRunStatus> all = [.. runs.List().Select(r => View(runs, r))];
        return new LiveRunList(all, all.Length);
    }

    private static Ok<Answer<LiveStrategyList>> Strategies(HttpContext context, LiveOperations runs)
    {
        ImmutableArray<LiveStrategy> all = [.. runs.List().Select(r => new LiveStrategy(r.Id, r.Mode, r.State, r.Status?.Trading, r.Status?.Equity, r.Status?.BeganAt))];
        return Answers.Ok(context, new LiveStrategyList(all, all.Length));
    }

    private static Ok<Answer<RequestStatus>> Request(string requestId, HttpContext context, LiveOperations runs) => runs.Request(requestId) is var (run, record)
        ? Answers.Ok(context, RequestStatus.Of(run.Id, record))
        : throw ApiFault.NotFound(ApiFault.NotFoundCode, "There is no such request.").Exception();

    private static async Task<Accepted<Answer<LiveStarted>>> StartAsync(LiveStartRequest body, HttpContext context, LiveOperations runs, HttpOptions options, TimeProvider time)
    {
        var start = Start(body, options);
        if (LiveOperations.Check(start) is { IsEmpty: false } wrong && wrong.All(w => w.Code.StartsWith("CFG-", StringComparison.Ordinal)))
            throw ApiFault.Invalid([.. wrong.Select(w => new FieldError(w.Where ?? "config_overrides", w.Code, $"{w.Message} {w.Remedy}"))]).Exception();
        var run = await runs.StartAsync(start, Idempotency.IdOf(context), context.RequestAborted).ConfigureAwait(false);
        var venues = LiveRunner.Exchanges(LiveLaunch.Configuration(start.Wanted(run.Id))).ToDictionary(v => v.Name, _ => "reachable");
        return Answers.Accepted(context, new LiveStarted(run.Id, run.State, venues, time.GetUtcNow()), $"{HostServer.Api}/v1/live/status/{run.Id}");
    }

    private static LiveStart Start(LiveStartRequest body, HttpOptions options)
    {
        var errors = ImmutableArray.CreateBuilder<FieldError>();
        void Require(bool isFine, string field, string message, string? value)
        {
            if (!isFine)
                errors.Add(new FieldError(field, ApiFault.Validation, message, value));
        }

        Require(LiveOperations.Wrong(body.InitialCapital) is null, "initial_capital", LiveOperations.Wrong(body.InitialCapital) ?? "", Number(body.InitialCapital));
        Require(body.MaxTradeSizeUsd > 0, "max_trade_size_usd", "The largest trade must be above 0.", Number(body.MaxTradeSizeUsd));
        Require(body.EmergencyStopLossPct is >= LeastStop and <= MostStop, "emergency_stop_loss_pct", $"The stop-loss must be within {Number(LeastStop)} and {Number(MostStop)}.", Number(body.EmergencyStopLossPct));
        Require(body.EverySeconds is >= 1 and <= LongestInterval, "every_seconds", $"Seconds between two ticks must be within 1 and {LongestInterval}.", Number(body.EverySeconds));
        Require(body.Account.Length is > 0 and <= LongestName && body.Account.All(c => c is > ' ' and < '\u007f'), "account", $"The account is 1 to {LongestName} visible ASCII characters.", null);
        var overrides = Values(body.ConfigOverrides, "config_overrides", errors);
        var limits = Values(body.RiskLimits, "risk_limits", errors);
        if (errors.Count > 0)
            throw ApiFault.Invalid(errors.ToImmutable()).Exception();
        return new LiveStart
        {
            Mode = body.StrategyName,
            Id = body.RunId,
            ShareClass = body.ShareClass,
            InitialCapital = body.InitialCapital,
            MaxTradeSizeUsd = body.MaxTradeSizeUsd,
            StopLossPct = body.EmergencyStopLossPct,
            Overrides = overrides,
            RiskLimits = limits,
            Paper = body.Paper is null ? options.Paper : LiveCommand.Address(body.Paper, "paper"),
            Account = body.Account,
            EverySeconds = body.EverySeconds,
            ReadOnly = body.ReadOnly,
        };
    }

    private static ImmutableSortedDictionary<string, string> Values(IReadOnlyDictionary<string, JsonElement>? given, string field, ImmutableArray<FieldError>.Builder errors)
    {
        var values = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in given ?? new Dictionary<string, JsonElement>())
        {
            var text = value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
                _ => null,
            };
            if (text is null || key.Length == 0 || key.Contains('=', StringComparison.Ordinal))
                errors.Add(new FieldError($"{field}.{key}", ApiFault.Validation, "A value is a text, a number, true or false, under the name of a key."));
            else
                values[key] = text;
        }

        return values.ToImmutable();
    }

    private static Accepted<Answer<LiveStopped>> Stop(string id, HttpContext context, LiveOperations runs, TimeProvider time, [FromQuery(Name = "close_positions")] bool closePositions = false)
    {
        var record = runs.Stop(id, closePositions, Idempotency.IdOf(context));
        return Answers.Accepted(context, record is null
            ? new LiveStopped(null, "stopped", time.GetUtcNow(), runs.Find(id).Status?.Equity, false)
            : new LiveStopped(record.Request.Id, closePositions ? "closing" : "stopping", null, null, null));
    }

    private static Accepted<Answer<LiveHeld>> EmergencyStop(string id, HttpContext context, LiveOperations runs, string? reason = null, bool unwind = false) =>
        Held(id, context, runs, runs.EmergencyStop(id, unwind, Idempotency.IdOf(context), Text(reason, "reason")), unwind ? "closing" : "halting");

    private static Accepted<Answer<LiveHeld>> Halt(string id, HttpContext context, LiveOperations runs, string? reason = null) =>
        Held(id, context, runs, runs.Halt(id, Idempotency.IdOf(context), Text(reason, "reason")), "halting");

    private static Accepted<Answer<LiveHeld>> Resume(string id, HttpContext context, LiveOperations runs) =>
        Held(id, context, runs, runs.Resume(id, Idempotency.IdOf(context)), "resuming");

    private static Accepted<Answer<LiveHeld>> Held(string id, HttpContext context, LiveOperations runs, RequestRecord record, string state) =>
        Answers.Accepted(context, new LiveHeld(record.Request.Id, record.Request.Note, state, runs.NextTick(runs.Find(id))), $"{HostServer.Api}/v1/live/requests/{record.Request.Id}");

    private static Accepted<Answer<Rebalancing>> Rebalance(RebalanceRequest body, HttpContext context, LiveOperations runs)
    {
        var record = runs.Rebalance(body.StrategyId, body.Force, Idempotency.IdOf(context));
        var run = runs.Find(body.StrategyId);
        return Answers.Accepted(
            context, new Rebalancing(record.Request.Id, run.Id, record.State, runs.NextTick(run), LiveViews.Plan(run.Status)), $"{HostServer.Api}/v1/live/requests/{record.Request.Id}");
    }

    private static string Number(decimal value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
