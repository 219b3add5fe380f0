using BasisActors.Actors.Results;
using BasisActors.Domain.Ledger;

namespace BasisActors.Actors.Journal;

/// <summary>What a tick came to, worked out again and compared with what is stored of it.</summary>
public static class ClosedTick
{
    /// <summary>What the journal keeps of a tick that is done.</summary>
    public static TickClosed Of(ChartOfAccounts chart, TickCompleted completed) => new(
        completed.Tick.Sequence, completed.Plan.Action, completed.Plan.Reason, completed.Plan.Blocks.Length, completed.Pnl.EquityAfter,
        [.. completed.Postings.Select(p => StoredPosting.Of(chart, p))]);

    /// <summary>The first thing in which a tick differs from what is stored of it; null when there is none.</summary>
    public static string? Difference(ChartOfAccounts chart, TickClosed stored, TickCompleted completed)
    {
        var plan = completed.Plan;
        if ((stored.Action, stored.Reason, stored.Blocks) != (plan.Action, plan.Reason, plan.Blocks.Length))
            return $"{stored.Action} for {stored.Reason} in {stored.Blocks} blocks, the replay gives {plan.Action} for {plan.Reason} in {plan.Blocks.Length}";
        for (var i = 0; i < Math.Max(stored.Postings.Length, completed.Postings.Length); i++)
        {
            var (was, isNow) = (i < stored.Postings.Length ? stored.Postings[i] : null, i < completed.Postings.Length ? completed.Postings[i] : null);
            if (was is null || isNow is null || !IsSame(chart, was, isNow))
                return $"{Text(was)} as posting {i + 1}, the replay gives {Text(isNow is null ? null : StoredPosting.Of(chart, isNow))}";
        }

        return stored.Equity == completed.Pnl.EquityAfter ? null : $"equity {stored.Equity}, the replay gives {completed.Pnl.EquityAfter}";
    }

    private static bool IsSame(ChartOfAccounts chart, StoredPosting stored, Posting posting)
    {
        if (stored.Cause != posting.Cause || stored.Source != posting.Source || stored.Legs.Length != posting.Legs.Length)
            return false;
        for (var i = 0; i < stored.Legs.Length; i++)
        {
            if (stored.Legs[i].Amount != posting.Legs[i].Amount || stored.Legs[i].Account != chart.Accounts[posting.Legs[i].Account].Name)
                return false;
        }

        return true;
    }

    private static string Text(StoredPosting? posting) =>
        posting is null ? "nothing" : $"{posting.Cause} {posting.Source} ({string.Join(", ", posting.Legs.Select(l => $"{l.Account} {l.Amount}"))})";
}
