using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BasisActors.Actors.Live;
using BasisActors.Host.Http.Live;
using BasisActors.Host.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;

namespace BasisActors.Host.Http.Capital;

/// <param name="RunId">Name of the live run.</param>
/// <param name="Amount">Above 0, at most 8 digits behind the point.</param>
/// <param name="Currency">Must be the run's.</param>
/// <param name="ShareClass">Must be the run's.</param>
public sealed record DepositRequest(string RunId, decimal Amount, string Currency, string ShareClass)
{
    /// <summary>Where it comes from, for people; kept in the journal.</summary>
    public string? Source { get; init; }
}

public enum WithdrawalType
{
    /// <summary>Through what can be sold now.</summary>
    Fast,

    /// <summary>Through the queues of a mode that stakes. The modes that run live have none: it is the same as fast.</summary>
    Slow,
}

/// <param name="RunId">Name of the live run.</param>
/// <param name="Amount">Above 0, at most the equity, at most 8 digits behind the point.</param>
/// <param name="Currency">Must be the run's.</param>
/// <param name="ShareClass">Must be the run's.</param>
public sealed record WithdrawalRequest(string RunId, decimal Amount, string Currency, string ShareClass)
{
    public WithdrawalType WithdrawalType { get; init; }
}

/// <param name="DepositId">See /api/v1/capital/{id}.</param>
/// <param name="RunId">Name of the run.</param>
/// <param name="Status">queued, then completed.</param>
/// <param name="NewTotalEquity">Null until it is booked.</param>
/// <param name="Eta">Tick that will take it in; null while the run is not up.</param>
public sealed record DepositTaken(string DepositId, string RunId, RequestState Status, decimal? NewTotalEquity, DateTimeOffset? Eta);

/// <param name="WithdrawalId">See /api/v1/capital/{id}.</param>
/// <param name="RunId">Name of the run.</param>
/// <param name="Status">queued, taken, then completed.</param>
/// <param name="NewTotalEquity">Null until it is paid.</param>
/// <param name="Eta">Tick that will take it in and begins to unwind; it is paid at that one, or, when orders fail or money is under way, at a later one. Null while the run is not up.</param>
public sealed record WithdrawalTaken(string WithdrawalId, string RunId, RequestState Status, decimal? NewTotalEquity, DateTimeOffset? Eta);

/// <summary>What has become of a deposit or withdrawal.</summary>
public sealed record CapitalStatus(
    string Id, string RunId, [property: JsonPropertyName("kind")] OperatorRequestKind Kind, RequestState Status, decimal Amount, decimal? Paid, DateTimeOffset? AskedAt, DateTimeOffset? TakenAt,
    DateTimeOffset? CompletedAt, DateTimeOffset? Eta, decimal? NewTotalEquity, string? Outcome);

/// <summary>Investors' money into live runs and out of them.</summary>
public static class CapitalEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var capital = api.MapGroup("/capital").WithTags("capital");
        capital.MapGet("/{id}", Find).WithSummary("What has become of a deposit or withdrawal.").ProducesProblem(404);
        var changes = api.MapGroup("/capital").WithTags("capital").RequireAuthorization(ApiRoles.Operate).WithMetadata(new EnableRateLimitingAttribute(CallLimits.Capital));
        changes.MapPost("/deposit", Deposit).WithSummary("Brings capital into a live run at its next tick.").ProducesProblem(404).ProducesProblem(409);
        changes.MapPost("/withdraw", Withdraw).WithSummary("Takes capital out of a live run, beginning at its next tick.").ProducesProblem(404).ProducesProblem(409);
    }

    private static Accepted<Answer<DepositTaken>> Deposit(DepositRequest body, HttpContext context, LiveOperations runs)
    {
        var run = Check(runs, body.RunId, body.Amount, body.Currency, body.ShareClass);
        var record = runs.Deposit(run.Id, body.Amount, Idempotency.IdOf(context), LiveEndpoints.Text(body.Source, "source"));
        return Answers.Accepted(context, new DepositTaken(record.Request.Id, run.Id, record.State, record.Equity, runs.NextTick(run)), Location(record));
    }

    private static Accepted<Answer<WithdrawalTaken>> Withdraw(WithdrawalRequest body, HttpContext context, LiveOperations runs)
    {
        var run = Check(runs, body.RunId, body.Amount, body.Currency, body.ShareClass);
        var record = runs.Withdraw(run.Id, body.Amount, Idempotency.IdOf(context), body.WithdrawalType == WithdrawalType.Slow ? "slow" : "fast");
        return Answers.Accepted(context, new WithdrawalTaken(record.Request.Id, run.Id, record.State, record.Equity, runs.NextTick(run)), Location(record));
    }

    private static Ok<Answer<CapitalStatus>> Find(string id, HttpContext context, LiveOperations runs)
    {
        if (runs.Request(id) is not var (run, record) || record.Request.Kind is not (OperatorRequestKind.Deposit or OperatorRequestKind.Withdraw))
            throw ApiFault.NotFound(ApiFault.NotFoundCode, "There is no such deposit or withdrawal.").Exception();
        var isOpen = record.State is RequestState.Queued or RequestState.Taken;
        return Answers.Ok(context, new CapitalStatus(
            record.Request.Id, run.Id, record.Request.Kind, record.State, record.Request.Amount, record.Paid, record.Request.LeftAt, record.TakenAt, record.DoneAt, isOpen ? runs.NextTick(run) : null,
            record.Equity, record.Outcome));
    }

    private static LiveRun Check(LiveOperations runs, string id, decimal amount, string currency, string shareClass)
    {
        var errors = ImmutableArray.CreateBuilder<FieldError>();
        if (LiveOperations.Wrong(amount) is { } wrong)
            errors.Add(new FieldError("amount", ApiFault.Validation, wrong, amount.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        var run = runs.Find(id);
        foreach (var (field, value) in new[] { ("currency", currency), ("share_class", shareClass) })
        {
            if (run.Status?.Currency is { } its && !string.Equals(value, its, StringComparison.OrdinalIgnoreCase))
                errors.Add(new FieldError(field, ApiFault.Validation, $"{run.Id} is in {its}.", value, [its]));
        }

        return errors.Count == 0 ? run : throw ApiFault.Invalid(errors.ToImmutable()).Exception();
    }

    private static string Location(RequestRecord record) => $"{HostServer.Api}/v1/capital/{record.Request.Id}";
}
