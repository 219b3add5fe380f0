using BasisActors.Actors.Journal;

namespace BasisActors.Actors.Tests.Live.Fixtures;

/// <summary>What is stored of a run. It outlives the actor systems that write to it.</summary>
internal sealed class Tape(Signal signal)
{
    private readonly List<IJournalEvent> _events = [];

    public IReadOnlyList<IJournalEvent> Events => signal.Read(() => _events.ToArray());

    public int Count => signal.Read(() => _events.Count);

    public long Opened => signal.Read(() => _events.OfType<TickOpened>().LastOrDefault()?.Sequence ?? -1);

    public long Closed => signal.Read(() => _events.OfType<TickClosed>().LastOrDefault()?.Sequence ?? -1);

    public IEnumerable<T> Of<T>()
        where T : IJournalEvent => Events.OfType<T>();

    public bool HasIntent(string instruction) => signal.Read(() => _events.OfType<OrderIntended>().Any(i => i.Instruction.Id == instruction));

    public bool HasOutcome(string instruction) => signal.Read(() => _events.OfType<OrderResolved>().Any(r => r.Report.Instruction.Id == instruction));

    public void Add(IJournalEvent stored) => signal.Change(() => _events.Add(stored));
}

/// <summary>When a journal dies.</summary>
/// <param name="AfterEvent">Number of events stored by then.</param>
/// <param name="Answers">True when the last one is still answered.</param>
internal sealed record Death(int AfterEvent, bool Answers);

/// <summary>Stands in for the journal of a run: writes to a tape, and can die, wait, or leave something out.</summary>
internal sealed class FakeJournal : ReceiveActor
{
    private readonly Queue<StoreEvent> _held = new();

    public FakeJournal(Signal signal, Tape tape, FakeJournalState state)
    {
        void Store(StoreEvent store) => signal.Change(() =>
        {
            if (state.IsDead)
            {
                state.Refused++;
                return;
            }

            tape.Add(store.Event);
            state.IsDead = state.Death?.AfterEvent == tape.Count;
            if (!state.IsDead || state.Death!.Answers)
                store.ReplyTo.Tell(new EventStored(store.Event, tape.Count));
        });

        Receive<StoreEvent>(store =>
        {
            if (state.Holds(store.Event))
                signal.Change(() =>
                {
                    _held.Enqueue(store);
                    state.Held++;
                });
            else
                Store(store);
        });
        Receive<Release>(_ =>
        {
            while (_held.TryDequeue(out var held))
                Store(held);
        });
    }

    /// <summary>Stores and answers what was held back.</summary>
    public sealed class Release;
}

internal sealed class FakeJournalState
{
    public Death? Death { get; init; }

    /// <summary>Events that are neither stored nor answered until released.</summary>
    public Func<IJournalEvent, bool> Holds { get; set; } = _ => false;

    public bool IsDead { get; set; }

    public int Held { get; set; }

    /// <summary>Events that came after its death.</summary>
    public int Refused { get; set; }
}
