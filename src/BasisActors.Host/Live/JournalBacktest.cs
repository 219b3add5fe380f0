using System.Collections.Immutable;
using System.Globalization;
using BasisActors.Actors.Events;
using BasisActors.Actors.Journal;
using BasisActors.Actors.Runs;
using BasisActors.Domain.Errors;
using BasisActors.Host.Backtests;
using BasisActors.Host.Configuration;

namespace BasisActors.Host.Live;

/// <summary>What a live run and a backtest of what it saw have come to.</summary>
/// <param name="Ticks">Ticks compared.</param>
/// <param name="Differences">Where they decided or sent something else, oldest first.</param>
/// <param name="EquityDifference">The largest difference of equity at a tick, live less backtest.</param>
/// <param name="EquityDifferenceAt">When it was.</param>
/// <param name="Missed">Ticks that the backtest has and the live run has not, since it was down or late.</param>
public sealed record Parity(int Ticks, ImmutableArray<string> Differences, decimal EquityDifference, DateTimeOffset EquityDifferenceAt, int Missed)
{
    /// <summary>Compares tick by tick, those that both have.</summary>
    public static Parity Of(IReadOnlyList<RecordedDecision> live, IReadOnlyList<RecordedDecision> backtest)
    {
        var simulated = backtest.ToDictionary(d => d.At);
        var differences = ImmutableArray.CreateBuilder<string>();
        var (largest, at) = (0m, DateTimeOffset.MinValue);
        foreach (var decision in live)
        {
            var other = simulated.GetValueOrDefault(decision.At);
            if (decision.Text != other?.Text)
                differences.Add($"live:     {decision.Text}\nbacktest: {other?.Text ?? "no such tick"}");
            if (other is not null && Math.Abs(decision.Equity - other.Equity) > Math.Abs(largest))
                (largest, at) = (decision.Equity - other.Equity, decision.At);
        }

        var ticked = live.Select(d => d.At).ToHashSet();
        return new Parity(live.Count, differences.ToImmutable(), largest, at, live.Count == 0 ? 0 : backtest.Count(d => d.At <= live[^1].At && !ticked.Contains(d.At)));
    }
}

/// <summary>
/// Runs the market that a live run has read through the backtest, with simulated venues and the same deposits and withdrawals, and says whether it would have
/// decided the same. What differs is what a backtest of the mode is wrong about: how orders fill, what they cost, what fails.
/// </summary>
public static class JournalBacktest
{
    /// <param name="configuration">The configuration it was begun with.</param>
    /// <param name="events">Its journal.</param>
    /// <exception cref="BasisException">LT-001: nothing is stored that could be compared. LTS-002: another configuration. Any error that the backtest fails with.</exception>
    public static async Task<Parity> RunAsync(EffectiveConfiguration configuration, ImmutableArray<IJournalEvent> events)
    {
        var opened = events.OfType<RunOpened>().FirstOrDefault();
        var live = RecordedDecision.Of(events);
        if (opened is null || live.IsEmpty)
            throw new BasisException("LT-001", "The journal has no tick that is done: there is nothing to compare.", opened?.RunId);
        if (opened.ConfigHash != configuration.Hash || opened.Mode != configuration.Run.Mode)
            throw LiveRunner.AnotherConfiguration(opened, configuration.Run.Mode, configuration.Hash);
        TickOpened[] ticks = [.. events.OfType<TickOpened>().TakeWhile(t => t.Timestamp <= live[^1].At)];
        var run = LiveComposition.Configuration(configuration.Run, opened);
        var market = RecordedMarket.Of(LiveComposition.Market(run, opened), opened, ticks, [.. LiveComposition.Series(run).Distinct()]);
        var request = new BacktestRequest
        {
            Mode = run.Mode,
            From = opened.From,
            To = ticks[^1].Timestamp,
            Flows = [.. ticks.SelectMany(t => t.Flows)],
            ResultsDirectory = "",
            Events = EventDetail.None,
        };
        var recorder = new RecordedDecision.Recorder();
        await using var host = await ActorHost.StartAsync(lanes: 1).ConfigureAwait(false);
        var outcome = await host.RunAsync(RunComposition.Compose(opened.RunId, request, run, configuration.Hash, market, recorder, events: null)).ConfigureAwait(false);
        if (outcome is { Status: RunStatus.Failed, Error: { } error })
            throw new BasisException(error);
        return Parity.Of(live, recorder.Decisions);
    }

    /// <summary>What a person reads: a line, and then the differences.</summary>
    public static string Text(Parity parity)
    {
        var largest = parity.EquityDifference == 0 ? "0" : string.Create(CultureInfo.InvariantCulture, $"{parity.EquityDifference:0.############} at {parity.EquityDifferenceAt:yyyy-MM-dd HH:mm:ss}");
        var missed = parity.Missed == 0 ? "" : $", {parity.Missed} ticks that the live run did not have";
        return $"{parity.Ticks} ticks, {parity.Differences.Length} decided or sent otherwise, largest difference of equity {largest}{missed}\n{string.Join("\n", parity.Differences)}".TrimEnd();
    }
}
