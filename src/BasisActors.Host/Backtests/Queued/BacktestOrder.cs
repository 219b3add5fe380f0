using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using BasisActors.Actors.Events;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Strategies;
using BasisActors.Host.Scenarios;

namespace BasisActors.Host.Backtests.Queued;

/// <summary>A backtest that is asked for: all that its result depends on beside files and data.</summary>
public sealed record BacktestOrder
{
    public required string Mode { get; init; }

    /// <summary>First tick, on the full hour, UTC.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Last tick, inclusive.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Configuration overrides, <c>key=value</c>; share class and capital too.</summary>
    public ImmutableArray<string> Sets { get => field.IsDefault ? [] : field; init; }

    /// <summary>Deposits and withdrawals in order of time.</summary>
    public ImmutableArray<CapitalRequest> Flows { get => field.IsDefault ? [] : field; init; }

    /// <summary>What is done to the data and the venues, <c>NAME[:key=value,…]</c>, in this order.</summary>
    public ImmutableArray<string> Scenarios { get => field.IsDefault ? [] : field; init; }

    public EventDetail Events { get; init; } = EventDetail.Decisions;

    /// <summary>Ticks that it will have.</summary>
    public long Ticks => (long)(To - From).TotalHours + 1;

    /// <exception cref="BasisException">BTS-002 when a scenario does not exist.</exception>
    internal BacktestRequest ToRequest(string id, DataLocation data, string results) => new()
    {
        Mode = Mode,
        DataMode = data.Mode,
        DataDirectory = data.Place,
        From = From,
        To = To,
        Sets = Sets,
        Flows = Flows,
        Scenarios = [.. Scenarios.Select(s => ScenarioParsing.Parse(s, From, To))],
        ResultsDirectory = results,
        Id = id,
        Events = Events,
    };

    /// <summary>A name of the order and a number: the same for the same two.</summary>
    internal string Hash(long number)
    {
        var text = new StringBuilder().Append(System.Globalization.CultureInfo.InvariantCulture, $"{number}|{Mode}|{From:O}|{To:O}|{Events}");
        foreach (var part in Sets.Concat(Scenarios).Concat(Flows.Select(f => f.ToString())))
            text.Append('|').Append(part);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..32];
    }
}
