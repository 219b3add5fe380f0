using System.Collections.Immutable;
using BasisActors.Actors.Events;
using BasisActors.Host.Backtests;
using BasisActors.Host.Commands;
using BasisActors.Host.Configuration;
using BasisActors.Host.Scenarios;
using BasisActors.Host.Tests.Configuration;

namespace BasisActors.Host.Tests.Golden;

/// <summary>One backtest of the golden set, as the command line names it: what a test runs here anybody can run there.</summary>
/// <param name="Mode">Mode.</param>
/// <param name="From">First tick.</param>
/// <param name="To">Last tick.</param>
public sealed record Case(string Mode, string From, string To)
{
    /// <summary>Configuration overrides, <c>key=value</c>.</summary>
    public ImmutableArray<string> Sets { get; init; } = [];

    /// <summary>Deposits and withdrawals, <c>time:kind:amount</c>.</summary>
    public ImmutableArray<string> Flows { get; init; } = [];

    public ImmutableArray<string> Scenarios { get; init; } = [];

    /// <summary>Folder of the real data set; null is the generated sample.</summary>
    public string? RealData { get; init; }

    /// <summary>What to type to see it.</summary>
    public string CommandLine =>
        $"basis backtest --mode {Mode} --from {From} --to {To}"
        + string.Concat(Sets.Select(s => $" --set {s}")) + string.Concat(Flows.Select(f => $" --flow {f}")) + string.Concat(Scenarios.Select(s => $" --scenario {s}"));

    public Case With(params string[] scenarios) => this with { Scenarios = [.. scenarios] };

    public EffectiveConfiguration Configuration() =>
        new ConfigurationSource(ConfigFolder.Shipped, new Dictionary<string, string>()).Load(Mode, Sets) switch
        {
            ConfigurationResult.Valid valid => valid.Configuration,
            ConfigurationResult.Invalid invalid => throw new InvalidOperationException($"{CommandLine}: {string.Join("; ", invalid.Errors)}"),
            var other => throw new InvalidOperationException(other.ToString()),
        };

    public BacktestRequest Request(string data, string results)
    {
        var (from, to) = ArgumentParsing.Period(From, To);
        return new BacktestRequest
        {
            Mode = Mode,
            DataDirectory = RealData ?? data,
            From = from,
            To = to,
            Sets = Sets,
            Flows = [.. Flows.Select(f => ArgumentParsing.Flow(f, from, to)).OrderBy(f => f.EffectiveAt)],
            Scenarios = [.. Scenarios.Select(s => ScenarioParsing.Parse(s, from, to))],
            ResultsDirectory = results,
            Events = EventDetail.None,
            Report = false,
        };
    }

    public override string ToString() => CommandLine;
}
