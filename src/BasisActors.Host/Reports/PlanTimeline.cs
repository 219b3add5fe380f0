using BasisActors.Domain.Instructions;

namespace BasisActors.Host.Reports;

/// <summary>Executed plans of one kind and reason over time.</summary>
/// <param name="Kind">entry, exit or rebalance.</param>
/// <param name="Reason">As the plan states it.</param>
/// <param name="Marks">When.</param>
public sealed record PlanLane(string Kind, string Reason, MarkSeries Marks);

/// <summary>One executed plan.</summary>
/// <param name="At">The tick.</param>
/// <param name="Kind">entry, exit or rebalance.</param>
/// <param name="Reason">As the plan states it.</param>
/// <param name="Blocks">Blocks it had.</param>
public readonly record struct ExecutedPlan(DateTimeOffset At, string Kind, string Reason, int Blocks);

/// <summary>When which plans were executed and why: all of them as marks by reason, the first ones as a list.</summary>
public sealed class PlanTimeline
{
    private const int Listed = 200;
    private readonly List<PlanLane> _lanes = [];
    private readonly List<ExecutedPlan> _first = [];

    /// <summary>One lane per kind and reason, in the order in which they first came.</summary>
    public IReadOnlyList<PlanLane> Lanes => _lanes;

    /// <summary>The first plans, at most 200.</summary>
    public IReadOnlyList<ExecutedPlan> First => _first;

    public long Total { get; private set; }

    public void Add(DateTimeOffset at, Plan plan)
    {
        Total++;
        var kind = KindOf(plan);
        var lane = _lanes.Find(l => l.Kind == kind && l.Reason == plan.Reason);
        if (lane is null)
            _lanes.Add(lane = new PlanLane(kind, plan.Reason, new MarkSeries()));
        lane.Marks.Add(at);
        if (_first.Count < Listed)
            _first.Add(new ExecutedPlan(at, kind, plan.Reason, plan.Blocks.Length));
    }

    private static string KindOf(Plan plan) => plan switch
    {
        { Change: ChangeType.Rebalance, Action: not StrategyAction.ExitFull } => "rebalance",
        { Action: StrategyAction.ExitFull or StrategyAction.ExitPartial } => "exit",
        _ => "entry",
    };
}
