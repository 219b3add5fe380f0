using System.Collections.Immutable;
using BasisActors.Domain.Errors;

namespace BasisActors.Host.Http;

/// <summary>What is wrong with one field of a request.</summary>
/// <param name="Field">Name in the body or the query, or a configuration key.</param>
/// <param name="Code">A registered code such as CFG-003, or VALIDATION_ERROR.</param>
/// <param name="Message">What was seen and what is allowed.</param>
/// <param name="Value">What was seen; null where it was missing or must not be shown.</param>
/// <param name="Allowed">What is allowed; empty where the message says it.</param>
public sealed record FieldError(string Field, string Code, string Message, string? Value = null, ImmutableArray<string>? Allowed = null);

/// <summary>Why a call is refused.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">One of the names of domain reference §9.2, HTTP.</param>
/// <param name="Message">What was seen and what is allowed.</param>
public sealed record ApiFault(int Status, string Code, string Message)
{
    public const string Validation = "VALIDATION_ERROR", StrategyNotFound = "STRATEGY_NOT_FOUND", BacktestNotFound = "BACKTEST_NOT_FOUND", LiveNotFound = "LIVE_TRADING_NOT_FOUND",
        NotFoundCode = "NOT_FOUND", ConflictCode = "CONFLICT", InsufficientCapital = "INSUFFICIENT_CAPITAL", VenueUnavailable = "VENUE_UNAVAILABLE", RateLimit = "RATE_LIMIT_EXCEEDED";

    public static readonly ApiFault Unauthenticated = new(401, "UNAUTHENTICATED", "This needs a key.")
    {
        Resolution = "Send `Authorization: Bearer KEY` or `X-API-Key: KEY`; the operator of the host has the keys.",
    };

    public static readonly ApiFault Forbidden = new(403, "FORBIDDEN", "The key's role may not do this.") { Resolution = "Use the key of a higher role: read, operate, admin." };

    /// <summary>The component's code; null where no component had a say.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Field, file, run: what a person must look at.</summary>
    public string? Where { get; init; }

    public string? Resolution { get; init; }

    /// <summary>When to come again; null where that is of no use.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public ImmutableArray<FieldError> Errors { get; init; } = [];

    public static ApiFault Invalid(string field, string message, params ImmutableArray<string> allowed) =>
        new(400, Validation, message) { Where = field, Errors = [new FieldError(field, Validation, message, Allowed: allowed)] };

    public static ApiFault Invalid(ImmutableArray<FieldError> errors) =>
        new(400, Validation, errors.Length == 1 ? errors[0].Message : $"{errors.Length} values are wrong.") { Where = errors[0].Field, Errors = errors };

    public static ApiFault NotFound(string code, string message, string? resolution = null) => new(404, code, message) { Resolution = resolution };

    public static ApiFault Conflict(string message, string? resolution = null) => new(409, ConflictCode, message) { Resolution = resolution };

    /// <summary>What a component's error is to a caller.</summary>
    public static ApiFault Of(BasisError error)
    {
        var (status, code) = error.Code switch
        {
            "STRAT-003" => (404, StrategyNotFound),
            "LT-001" => (404, LiveNotFound),
            "INS-003" => (404, NotFoundCode),
            "INS-004" => (503, "BUSY"),
            "LT-010" or "LT-013" => (400, InsufficientCapital),
            "EXEC-002" or "EXI-003" or "VIM-004" => (503, VenueUnavailable),
            "LT-008" or "LT-012" or "LTS-002" or "RST-001" => (409, ConflictCode),
            "EDS-003" or "API-002" => (500, "SYSTEM_ERROR"),
            _ => (400, Validation),
        };
        return new ApiFault(status, code, error.Message) { ErrorCode = error.Code, Where = error.Where, Resolution = error.Remedy };
    }

    public ApiFaultException Exception() => new(this);
}

/// <summary>Ends the handling of a call with a problem.</summary>
public sealed class ApiFaultException(ApiFault fault) : Exception(fault.Message)
{
    public ApiFault Fault { get; } = fault;
}
