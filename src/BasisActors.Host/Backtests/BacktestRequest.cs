using System.Collections.Immutable;
using BasisActors.Actors.Events;
using BasisActors.Domain.Strategies;
using BasisActors.Host.Scenarios;

namespace BasisActors.Host.Backtests;

/// <summary>What a user asks for.</summary>
public sealed record BacktestRequest
{
    public required string Mode { get; init; }

    /// <summary>What kind of place <see cref="DataDirectory"/> names.</summary>
    public DataMode DataMode { get; init; } = DataMode.Csv;

    /// <summary>Folder of the data set, or the connection to a database; null takes the generated sample.</summary>
    public string? DataDirectory { get; init; }

    public required DateTimeOffset From { get; init; }

    /// <summary>Inclusive.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Configuration overrides, <c>key=value</c>.</summary>
    public ImmutableArray<string> Sets { get; init; } = [];

    /// <summary>Deposits and withdrawals in order of time.</summary>
    public ImmutableArray<CapitalRequest> Flows { get; init; } = [];

    /// <summary>What is done to the data and the venues, in this order.</summary>
    public ImmutableArray<Scenario> Scenarios { get; init; } = [];

    public required string ResultsDirectory { get; init; }

    /// <summary>Name of the results; null derives one from mode, period and inputs.</summary>
    public string? Id { get; init; }

    public EventDetail Events { get; init; } = EventDetail.All;

    public bool Report { get; init; } = true;
}
