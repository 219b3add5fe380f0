using System.Diagnostics.Metrics;
using BasisActors.Domain.Risk;
using static BasisActors.Actors.Telemetry.Instrumentation;

namespace BasisActors.Actors.Telemetry;

/// <summary>
/// What the live runs of this process are worth and where they stand, read when somebody collects. A run that has ended is no longer told, so that no collector
/// takes its last values for present ones.
/// </summary>
internal static class RunGauges
{
    private static readonly Lock Gate = new();
    private static readonly List<RunValues> Open = [];

    static RunGauges()
    {
        LiveMeter.CreateObservableGauge("basis.tick.completed.timestamp", () => Observe(CompletedAt), "s", "Unix time of the last tick that is done and stored.");
        LiveMeter.CreateObservableGauge("basis.equity", () => Observe(Equity), description: "Equity after the last tick, share-class currency.");
        LiveMeter.CreateObservableGauge("basis.net_delta", () => Observe(Deltas), description: "Net units of an asset after the last tick.");
        LiveMeter.CreateObservableGauge("basis.health_factor", () => Observe(HealthFactor), description: "Health factor of the loan; absent without debt.");
        LiveMeter.CreateObservableGauge("basis.margin_ratio", () => Observe(Margins), description: "Margin balance over notional of the positions at an exchange; absent without a position.");
        LiveMeter.CreateObservableGauge("basis.orders.unresolved", () => Observe(Unresolved), "{order}", "Orders whose outcome is not known: nothing else happens at their venue meanwhile.");
        LiveMeter.CreateObservableGauge("basis.trading_state", () => Observe(Trading), description: "1 for what the run may do now: running, reducing or halted.");
        LiveMeter.CreateObservableGauge("basis.journal.waits", () => Observe(JournalWaits), description: "1 while the run waits for its journal, and sends nothing.");
    }

    public static void Add(RunValues run)
    {
        lock (Gate)
            Open.Add(run);
    }

    public static void Remove(RunValues run)
    {
        lock (Gate)
            Open.Remove(run);
    }

    private static IEnumerable<Measurement<double>> Observe(Func<RunValues, IEnumerable<Measurement<double>>> values)
    {
        RunValues[] open;
        lock (Gate)
            open = [.. Open];
        return open.SelectMany(values);
    }

    private static IEnumerable<Measurement<double>> CompletedAt(RunValues run) =>
        run.Last is { StoredAt: var at } ? [new(at.ToUnixTimeMilliseconds() / 1000.0, Tag("run", run.Run))] : [];

    private static IEnumerable<Measurement<double>> Equity(RunValues run) =>
        run.Last is { Tick: var last } ? [new((double)last.Computed.Exposure.Equity, Tag("run", run.Run), Tag("currency", run.Currency))] : [];

    private static IEnumerable<Measurement<double>> Deltas(RunValues run) =>
        run.Last is { Tick: var last } ? last.Computed.Exposure.Assets.Select(a => new Measurement<double>((double)a.Delta, Tag("run", run.Run), Tag("asset", a.Asset))) : [];

    private static IEnumerable<Measurement<double>> HealthFactor(RunValues run) =>
        run.Last?.Tick.Assessed.Risk.HealthFactor is { } factor ? [new((double)factor, Tag("run", run.Run))] : [];

    private static IEnumerable<Measurement<double>> Margins(RunValues run) =>
        run.Last is { Tick: var last }
            ? last.Assessed.Risk.Margins.Where(m => m.Ratio is not null).Select(m => new Measurement<double>((double)m.Ratio!.Value, Tag("run", run.Run), Tag("venue", m.Venue)))
            : [];

    private static IEnumerable<Measurement<double>> Unresolved(RunValues run) => [new(run.Unresolved, Tag("run", run.Run))];

    private static IEnumerable<Measurement<double>> JournalWaits(RunValues run) => [new(run.JournalWaits ? 1 : 0, Tag("run", run.Run))];

    private static IEnumerable<Measurement<double>> Trading(RunValues run)
    {
        if (run.Last is not { Tick: var last })
            return [];
        var now = last.Plan.HeldBy?.State ?? TradingState.Running;
        return Enum.GetValues<TradingState>().Select(s => new Measurement<double>(s == now ? 1 : 0, Tag("run", run.Run), Tag("state", NameOf(s))));
    }

    private static string NameOf(TradingState state) => state switch
    {
        TradingState.Reducing => "reducing",
        TradingState.Halted => "halted",
        _ => "running",
    };
}
