using System.Collections.Immutable;
using BasisActors.Actors.Live;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Instructions;

namespace BasisActors.Actors.Journal;

/// <summary>
/// What a journal has already settled, handed out again in order: ticks to the clock, outcomes to the executors. Once everything is handed out the run is
/// where it was, and goes on with the outside world. What has been handed out is forgotten with its tick. Used by one run, on its lane.
/// </summary>
public sealed class JournalReplay
{
    private readonly Queue<TickOpened> _ticks = new();
    private readonly Dictionary<long, TickClosed> _closed = [];
    private readonly Dictionary<string, OrderIntended> _intended = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ExecutionReport> _resolved = new(StringComparer.Ordinal);
    private readonly HashSet<string> _requests = new(StringComparer.Ordinal);
    private readonly HashSet<string> _settled = new(StringComparer.Ordinal);
    private readonly Dictionary<(long Tick, string? Block, string Venue), VenueCompared> _compared = [];

    /// <param name="events">A whole journal.</param>
    public JournalReplay(ImmutableArray<IJournalEvent> events)
        : this(null, events)
    {
    }

    /// <param name="snapshot">Where the replay begins; null for the beginning of the run.</param>
    /// <param name="events">What was stored after it, oldest first.</param>
    public JournalReplay(RunSnapshot? snapshot, ImmutableArray<IJournalEvent> events)
    {
        Opened = snapshot?.Opened;
        NextTick = snapshot is null ? 0 : snapshot.Closed.Sequence + 1;
        _requests.UnionWith(snapshot?.Requests ?? []);
        foreach (var stored in events)
        {
            switch (stored)
            {
                case RunOpened opened:
                    Opened = opened;
                    break;
                case TickOpened tick:
                    _ticks.Enqueue(tick);
                    _requests.UnionWith(tick.Requests.Select(r => r.Id));
                    NextTick = tick.Sequence + 1;
                    break;
                case KillPressed:
                    KilledBefore ??= NextTick;
                    break;
                case TickClosed closed:
                    _closed.Add(closed.Sequence, closed);
                    break;
                case VenueCompared compared:
                    _compared[(compared.Tick, compared.Block, compared.Venue)] = compared;
                    break;
                case OrderIntended intended:
                    _intended.Add(intended.Instruction.Id, intended);
                    break;
                case OrderResolved resolved:
                    _resolved.Add(resolved.Report.Instruction.Id, resolved.Report);
                    break;
            }
        }
    }

    /// <summary>How the run began; null for a journal that is empty.</summary>
    public RunOpened? Opened { get; }

    /// <summary>Sequence of the first tick that the journal does not hold.</summary>
    public long NextTick { get; }

    /// <summary>Sequence of the tick that takes the kill switch, stored or still to come; null when it was not pressed.</summary>
    public long? KilledBefore { get; }

    /// <summary>Ticks that are done since the run was started.</summary>
    public long Done { get; private set; }

    /// <summary>Ids of the requests that the journal has.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    /// <summary>Instructions sent and without an outcome: each may have been executed.</summary>
    public IEnumerable<Instruction> Unresolved => _intended.Values.Where(i => !_resolved.ContainsKey(i.Instruction.Id)).Select(i => i.Instruction);

    /// <summary>True while something that is stored has not been handed out: what venues hold now is then ahead of the book.</summary>
    public bool IsBehind => _ticks.Count > 0 || _settled.Count < _intended.Count;

    /// <summary>True the first time that a request is seen.</summary>
    public bool IsNew(OperatorRequest request) => _requests.Add(request.Id);

    /// <summary>Ids of instructions that the journal has and the replay has not come to.</summary>
    public IEnumerable<string> Unsettled => _intended.Keys.Where(id => !_settled.Contains(id));

    public bool TryNextTick(out TickOpened tick) => _ticks.TryDequeue(out tick!);

    /// <summary>What the journal says of a tick that is done; null when it was not.</summary>
    public TickClosed? ClosingOf(long sequence) => _closed.GetValueOrDefault(sequence);

    /// <summary>What was stored of a comparison; null when the venue said nothing new.</summary>
    public VenueCompared? Comparison(long tick, string? block, string venue) => _compared.GetValueOrDefault((tick, block, venue));

    /// <summary>A tick is done once more: nobody asks for it again, nor for its orders.</summary>
    public void Forget(long sequence)
    {
        _closed.Remove(sequence);
        Done++;
        foreach (var id in _settled)
        {
            _intended.Remove(id);
            _resolved.Remove(id);
        }

        _settled.Clear();
        foreach (var key in _compared.Keys.Where(k => k.Tick == sequence).ToArray())
            _compared.Remove(key);
    }

    /// <summary>When an instruction was stored before it was sent; null when it never was.</summary>
    /// <exception cref="BasisException">LTS-001 when the journal has another instruction under this id.</exception>
    public DateTimeOffset? IntendedAt(Instruction instruction)
    {
        if (!_intended.TryGetValue(instruction.Id, out var intended))
            return null;
        var stored = intended.Instruction;
        if ((stored.Operation, stored.Venue, stored.Symbol, stored.Amount) != (instruction.Operation, instruction.Venue, instruction.Symbol, instruction.Amount))
        {
            throw new BasisException(
                "LTS-001", $"The journal has {stored.Operation.Name()} of {stored.Amount} {stored.Symbol} under this id; the replay gives {instruction.Operation.Name()} of {instruction.Amount} {instruction.Symbol}.",
                instruction.Id, "The rules have changed since the journal was written: go on with the version that wrote it, close the run, and begin a new one.");
        }

        return intended.At;
    }

    /// <summary>The outcome that is stored; null when there is none yet.</summary>
    public ExecutionReport? Outcome(Instruction instruction)
    {
        if (!_resolved.TryGetValue(instruction.Id, out var report))
            return null;
        _settled.Add(instruction.Id);
        return report;
    }

    /// <summary>An instruction that the journal left open has got its outcome.</summary>
    public void Settled(Instruction instruction)
    {
        if (_intended.ContainsKey(instruction.Id))
            _settled.Add(instruction.Id);
    }
}
