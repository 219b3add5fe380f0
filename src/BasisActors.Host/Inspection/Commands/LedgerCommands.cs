using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using BasisActors.Actors.Ledger;

namespace BasisActors.Host.Inspection.Commands;

/// <summary>One balance of a run's ledger.</summary>
/// <param name="Run">The run.</param>
/// <param name="Currency">Currency of the value.</param>
/// <param name="Balance">The balance.</param>
/// <param name="Difference">Venue less ledger where they differ; null where they agree.</param>
public sealed record BalanceEntry(string Run, string Currency, Balance Balance, decimal? Difference) : InspectionRecord
{
    public override IEnumerable<InspectionField> Fields =>
    [
        new("run", Run), new("position", Balance.Position.ToString()), new("quantity", Balance.Quantity), new("underlying", Balance.Underlying), new("entry_notional", Balance.EntryNotional),
        new("value", Balance.Value), new("currency", Currency), new("difference", Difference),
    ];
}

/// <summary><c>ledger balances</c>.</summary>
internal static class LedgerCommands
{
    public static readonly ImmutableArray<InspectionCommand> All =
        [new("ledger", "balances", "What a run holds, valued at its last tick, and where a venue says something else.") { Arguments = [StrategyCommands.Run], Handle = BalancesAsync }];

    private static async IAsyncEnumerable<InspectionRecord> BalancesAsync(InspectedHost host, InspectionCall call, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var run in host.RunsOf(call["run"]))
        {
            var actor = await ActorInquiry.ComponentAsync(run, "ledger", cancellation).ConfigureAwait(false);
            if (actor is null)
                continue;
            if (actor.Said?.Detail is not LedgerDetail detail)
                throw actor.Busy();
            foreach (var balance in detail.Balances)
                yield return new BalanceEntry(run.Id, detail.Currency, balance, detail.State.Differences.At(balance.Position) is var difference and not 0 ? difference : null);
        }
    }
}
