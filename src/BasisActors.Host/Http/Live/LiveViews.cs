using BasisActors.Domain.Instructions;
using BasisActors.Host.Live;

namespace BasisActors.Host.Http.Live;

/// <summary>What a run's files say, as the API gives it.</summary>
internal static class LiveViews
{
    private const string Ok = "ok", Differs = "differs", Refuses = "refuses";

    public static LiveRunStatus Status(LiveRun run, DateTimeOffset? nextTick)
    {
        var status = run.Status;
        return new LiveRunStatus
        {
            RequestId = run.Id,
            StrategyName = run.Mode,
            Status = run.State,
            TradingState = status?.Trading,
            HeldFor = status?.HeldFor,
            HeldSince = status?.HeldSince,
            Currency = status?.Currency,
            Equity = status?.Equity,
            Pnl = status?.Pnl,
            NetCapital = status?.NetCapital,
            TotalTrades = status?.Trades,
            LastTradeAt = status?.LastTradeAt,
            LastHeartbeat = status?.HeartbeatAt,
            NextTickAt = nextTick,
            LastPlan = Plan(status),
            VenueStatus = status is null ? new Dictionary<string, VenueStatus>() : Venues(status),
            RiskMetrics = status is null ? null : Risk(status),
            CurrentDrawdown = status?.Drawdown,
            RiskBreaches = status?.Breaches ?? [],
            WaitsFor = status?.Waiting,
            Error = run.WhyNot ?? status?.Error,
        };
    }

    public static PlanSummary? Plan(LiveStatus? status) =>
        status is null ? null : new PlanSummary(status.Tick, status.At, status.Trigger, Enum.TryParse<StrategyAction>(status.Action, out var action) ? action.Name() : status.Action, status.Reason, status.Blocks, status.Stale);

    public static LivePerformance Performance(LiveRun run, DateTimeOffset now)
    {
        var status = run.Status;
        decimal? uptime = run.State == LiveRun.Running && status?.UpSince is { } since ? Math.Round((decimal)(now - since).TotalHours, 4) : null;
        return new LivePerformance(
            run.Id, status?.Currency, status?.InitialCapital, status?.Equity, status?.Pnl, status?.Return * 100, status?.Trades, status?.Drawdown, uptime, run.State, status?.HeartbeatAt);
    }

    private static RiskMetrics Risk(LiveStatus status) => new(
        status.HealthFactor, status.LoanToValue, status.MarginRatios.Values.Min(), status.MarginRatios, status.Delta, status.DeltaDrift, status.GrossPerpNotional, status.DifferencesSeen);

    private static SortedDictionary<string, VenueStatus> Venues(LiveStatus status)
    {
        var differences = status.Differences.ToLookup(d => VenueOf(d.Key));
        var names = status.Positions.Keys.Select(VenueOf).Concat(differences.Select(d => d.Key)).Concat(status.MarginRatios.Keys).Concat(status.NextFunding.Keys).Concat(status.Refusals.Keys);
        var venues = new SortedDictionary<string, VenueStatus>(StringComparer.Ordinal);
        foreach (var name in names.Distinct(StringComparer.Ordinal))
        {
            var refusal = status.Refusals.GetValueOrDefault(name);
            venues[name] = new VenueStatus(
                refusal is not null ? Refuses : differences.Contains(name) ? Differs : Ok,
                status.Margins.FirstOrDefault(m => m.Venue == name),
                differences[name].ToDictionary(),
                refusal,
                status.NextFunding.TryGetValue(name, out var at) ? at : null);
        }

        return venues;
    }

    private static string VenueOf(string position) => position.Split(':', 2)[0];
}
