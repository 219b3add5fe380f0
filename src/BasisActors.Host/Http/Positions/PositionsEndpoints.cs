using System.Collections.Immutable;
using System.Globalization;
using BasisActors.Domain.Ledger;
using BasisActors.Host.Http.Live;
using BasisActors.Host.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;

namespace BasisActors.Host.Http.Positions;

/// <param name="TotalDeployed">Value of everything that is not idle share-class currency.</param>
/// <param name="GrossPerpNotional">Σ |size| × mark.</param>
/// <param name="NetDelta">Units of the mode's asset.</param>
/// <param name="DeltaDrift">|delta − target| × price / equity.</param>
/// <param name="Assets">Net holdings.</param>
public sealed record RunExposure(decimal? TotalDeployed, decimal? GrossPerpNotional, decimal NetDelta, decimal? DeltaDrift, ImmutableArray<AssetStatus> Assets);

/// <summary>What one run holds, as of its last tick.</summary>
/// <param name="RunId">Name of the run.</param>
/// <param name="StrategyName">Mode.</param>
/// <param name="Status">How far it is.</param>
/// <param name="At">Time of the last tick; null before the first.</param>
/// <param name="Currency">Of the amounts; null when not known.</param>
/// <param name="Equity">As of the last tick; null before the first.</param>
/// <param name="Positions">Units by position, <c>venue:type:symbol</c>.</param>
/// <param name="Exposure">Null before the first tick.</param>
public sealed record RunPositions(
    string RunId, string? StrategyName, string Status, DateTimeOffset? At, string? Currency, decimal? Equity, IReadOnlyDictionary<string, decimal> Positions, RunExposure? Exposure);

public sealed record PositionList(ImmutableArray<RunPositions> Runs, int Count);

/// <summary>A difference between ledger and venue that is real. Only the difference that stands, to the last digit, is booked.</summary>
/// <param name="RunId">Name of the live run.</param>
/// <param name="Venue">Such as bybit.</param>
/// <param name="Asset">Symbol, such as USDT.</param>
/// <param name="Amount">Venue less ledger, not 0.</param>
/// <param name="PositionType">Such as BaseToken or Perp.</param>
/// <param name="Reason">Where it comes from; kept in the journal and in the audit.</param>
public sealed record PositionUpdateRequest(string RunId, string Venue, string Asset, decimal Amount, string PositionType, string Reason);

/// <summary>What live runs hold, and adjustments of it.</summary>
public static class PositionsEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var positions = api.MapGroup("/positions").WithTags("positions");
        positions.MapGet("/current", Current).WithSummary("Positions, exposure and equity of the live runs, or of one of them.").ProducesProblem(404);
        positions.MapPost("/update", Update).RequireAuthorization(ApiRoles.Admin).WithMetadata(new EnableRateLimitingAttribute(CallLimits.Capital))
            .WithSummary("Has a difference between ledger and venue booked, because it is real.").ProducesProblem(404).ProducesProblem(409);
    }

    private static Ok<Answer<PositionList>> Current(HttpContext context, LiveOperations runs, [FromQuery(Name = "run_id")] string? runId = null)
    {
        ImmutableArray<RunPositions> all = [.. (runId is null ? runs.List() : [runs.Find(runId)]).Select(Of)];
        return Answers.Ok(context, new PositionList(all, all.Length));
    }

    private static RunPositions Of(LiveRun run) => run.Status is { } status
        ? new RunPositions(
            run.Id, run.Mode, run.State, status.At, status.Currency, status.Equity, status.Positions,
            new RunExposure(status.TotalDeployed, status.GrossPerpNotional, status.Delta, status.DeltaDrift, status.Assets))
        : new RunPositions(run.Id, run.Mode, run.State, null, null, null, ImmutableDictionary<string, decimal>.Empty, null);

    private static Accepted<Answer<RequestStatus>> Update(PositionUpdateRequest body, HttpContext context, LiveOperations runs, AuditLog audit)
    {
        var errors = ImmutableArray.CreateBuilder<FieldError>();
        if (!PositionKey.TryParse($"{body.Venue}:{body.PositionType}:{body.Asset}", out var position))
            errors.Add(new FieldError("position_type", ApiFault.Validation, $"'{body.Venue}:{body.PositionType}:{body.Asset}' is not a position; /api/v1/positions/current names them."));
        if (body.Amount == 0)
            errors.Add(new FieldError("amount", ApiFault.Validation, "The amount is 0; a difference is not.", "0"));
        if (string.IsNullOrWhiteSpace(body.Reason))
            errors.Add(new FieldError("reason", ApiFault.Validation, "A reason is needed: it is kept in the journal."));
        if (errors.Count > 0)
            throw ApiFault.Invalid(errors.ToImmutable()).Exception();
        var record = runs.Adjust(body.RunId, position, body.Amount, LiveEndpoints.Text(body.Reason, "reason")!, Idempotency.IdOf(context));
        var what = string.Create(CultureInfo.InvariantCulture, $"adjust {body.RunId} {position} by {body.Amount}: {body.Reason}");
        audit.Write(context.User.Identity?.Name ?? "", context.Connection.RemoteIpAddress?.ToString(), what, StatusCodes.Status202Accepted, context.TraceIdentifier);
        return Answers.Accepted(context, RequestStatus.Of(body.RunId, record), $"{HostServer.Api}/v1/live/requests/{record.Request.Id}");
    }
}
