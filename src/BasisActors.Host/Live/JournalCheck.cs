using System.Collections.Immutable;
using BasisActors.Actors.Journal;

namespace BasisActors.Host.Live;

/// <summary>What a journal must be whatever the rules are: ticks without a gap, an intent before each outcome, no id twice, postings that balance.</summary>
public static class JournalCheck
{
    /// <returns>All that is wrong; empty when nothing is.</returns>
    public static ImmutableArray<string> Of(ImmutableArray<IJournalEvent> events)
    {
        var wrong = ImmutableArray.CreateBuilder<string>();
        var (intended, resolved) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        long opened = -1, closed = -1;
        if (events.IsEmpty || events[0] is not RunOpened)
            wrong.Add("It does not begin with the opening of a run.");
        for (var i = 0; i < events.Length; i++)
        {
            switch (events[i])
            {
                case RunOpened when i > 0:
                    wrong.Add($"Event {i + 1} opens the run again.");
                    break;
                case TickOpened tick:
                    if (tick.Sequence != opened + 1 || closed != opened)
                        wrong.Add($"Event {i + 1} opens tick {tick.Sequence} after {opened}, of which {closed} was the last to be closed.");
                    opened = tick.Sequence;
                    break;
                case TickClosed tick:
                    if (tick.Sequence != opened || closed == opened)
                        wrong.Add($"Event {i + 1} closes tick {tick.Sequence}; tick {opened} is open.");
                    closed = tick.Sequence;
                    wrong.AddRange(tick.Postings.Where(p => p.Legs.Length == 1).Select(p => $"A posting of tick {tick.Sequence} has one leg: {p.Cause} {p.Source}."));
                    break;
                case VenueCompared compared when compared.Tick != opened || closed == opened:
                    wrong.Add($"Event {i + 1} compares {compared.Venue} at tick {compared.Tick}, which is not open.");
                    break;
                case OrderIntended order when !intended.Add(order.Instruction.Id):
                    wrong.Add($"Event {i + 1} intends {order.Instruction.Id} again.");
                    break;
                case OrderResolved order when !intended.Contains(order.Report.Instruction.Id) || !resolved.Add(order.Report.Instruction.Id):
                    wrong.Add($"Event {i + 1} resolves {order.Report.Instruction.Id}, which was {(intended.Contains(order.Report.Instruction.Id) ? "resolved before" : "never intended")}.");
                    break;
            }
        }

        return wrong.ToImmutable();
    }
}
