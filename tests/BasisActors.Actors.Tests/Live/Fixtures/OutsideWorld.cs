using System.Collections.Immutable;
using BasisActors.Actors.Execution;
using BasisActors.Actors.Live;
using BasisActors.Actors.MarketData;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;
using BasisActors.Domain.Strategies;
using BasisActors.Venues.Simulated;

namespace BasisActors.Actors.Tests.Live.Fixtures;

/// <summary>What becomes of one attempt to have an instruction executed.</summary>
internal enum Fate
{
    /// <summary>Executed and answered.</summary>
    Answered,

    /// <summary>Executed; the answer is lost.</summary>
    AnswerLost,

    /// <summary>Executed; it is not known yet.</summary>
    Unknown,

    /// <summary>The message did not get there.</summary>
    NotSent,

    /// <summary>The venue says no; nothing is executed, now or later.</summary>
    Refused,
}

/// <summary>One attempt.</summary>
internal sealed record Attempt(string Id, bool MayHaveBeenSent, DateTimeOffset IntendedAt, Fate Fate);

/// <summary>
/// The simulated venues as the outside world of a live run: they go on whatever happens to the actors. Their market is read at the time it is; funding is what
/// the cash of an exchange changes by when its time comes.
/// </summary>
internal sealed class OutsideWorld : ILiveFeed
{
    private readonly Signal _signal;
    private readonly MarketTable _market;
    private readonly TimeProvider _time;
    private readonly Tape _tape;
    private readonly List<VenueSettlement> _settled = [];
    private readonly List<VenueTakeover> _takeovers = [];
    private readonly List<(DateTimeOffset From, OperatorRequest Request)> _requests = [];
    private readonly Dictionary<string, ExecutionReport> _executed = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<IExecutionVenue> _simulated;
    private DateTimeOffset _now;
    private ImmutableArray<OperatorRequest> _left = [];

    public OutsideWorld(Signal signal, RunConfiguration configuration, MarketTable market, ImmutableArray<CapitalRequest> flows, TimeProvider time, Tape tape)
    {
        (_signal, _market, _time, _tape, _now) = (signal, market, time, tape, market.Start.AddTicks(-1));
        var deposits = flows.Where(f => f.Kind == CapitalRequestKind.Deposit).Select(f => new WalletDeposit(f.EffectiveAt, f.Amount));
        _simulated = new SimulatedWorld(configuration, market, [new WalletDeposit(market.Start, configuration.InitialCapital), .. deposits]).Venues;
        Venues = [.. _simulated.Select(v => new Venue(this, v))];
    }

    public IReadOnlyList<ILiveVenue> Venues { get; }

    /// <summary>Decides on an attempt; called with the instruction and the number of attempts before.</summary>
    public Func<Instruction, int, Fate> Fate { get; set; } = (_, _) => Fixtures.Fate.Answered;

    /// <summary>An error in place of an answer; nothing is executed.</summary>
    public Func<Instruction, Exception?> Failure { get; set; } = _ => null;

    /// <summary>Called before the market is read; one that throws is a source that does not answer.</summary>
    public Func<Task> OnRead { get; set; } = () => Task.CompletedTask;

    /// <summary>What each read has to say.</summary>
    public ImmutableArray<BasisError> Notes { get; set; } = [];

    /// <summary>Times at which nobody says a price.</summary>
    public Func<DateTimeOffset, bool> Silent { get; set; } = _ => false;

    /// <summary>Alters what a venue says that it holds.</summary>
    public Func<Delta, Delta> Held { get; set; } = held => held;

    /// <summary>What a venue refuses, by its name.</summary>
    public Func<string, BasisError?> Refusal { get; set; } = _ => null;

    public List<Attempt> Attempts { get; } = [];

    /// <summary>Ids in the order in which they were executed.</summary>
    public List<string> Executed { get; } = [];

    /// <summary>What a correct run never does: an order without a stored intent, or one sent anew although it may have been sent.</summary>
    public List<string> Wrongs { get; } = [];

    public List<(string Venue, DateTimeOffset SettledUpTo)> Statements { get; } = [];

    public int Reads { get; private set; }

    /// <summary>An exchange closes a part of a perpetual by itself, at a time to come. The simulated venue itself keeps it: nothing may be traded there afterwards.</summary>
    public void TakeOver(VenueTakeover takeover) => _takeovers.Add(takeover);

    /// <summary>From where the logs were read last.</summary>
    public ImmutableSortedDictionary<string, DateTimeOffset> LastRead { get; private set; } = ImmutableSortedDictionary<string, DateTimeOffset>.Empty;

    /// <summary>Requests that are not in the journal yet; they outlive a crash as files do.</summary>
    public ImmutableArray<OperatorRequest> Left => _signal.Read(() => _left);

    public void Taken(ImmutableArray<OperatorRequest> requests) => _signal.Change(() => (_left, _) = (_left.RemoveAll(l => requests.Any(r => r.Id == l.Id)), _requests.RemoveAll(r => requests.Any(t => t.Id == r.Request.Id))));

    public void Leave(OperatorRequest request) => _signal.Change(() => _left = _left.Add(request));

    /// <summary>Leaves a request of an operator, to be taken at the next read.</summary>
    public void Ask(string id, OperatorRequestKind kind, decimal amount = 0, PositionKey? position = null, string? note = null) =>
        AskAt(DateTimeOffset.MinValue, new OperatorRequest(id, kind, amount) { Position = position, Note = note });

    /// <summary>Leaves a request that nobody sees before a time.</summary>
    public void AskAt(DateTimeOffset from, OperatorRequest request) => _signal.Change(() => _requests.Add((from, request)));

    public async Task<MarketReading> ReadAsync(ImmutableSortedDictionary<string, DateTimeOffset> settledUpTo, TakeoverCursor takeovers, CancellationToken cancellation)
    {
        _signal.Change(() => (Reads, LastRead) = (Reads + 1, settledUpTo));
        await OnRead();
        var now = _time.GetUtcNow();
        Advance(now);
        var snapshot = _market.At(now);
        var readings = ImmutableArray.CreateBuilder<SeriesReading>();
        for (var series = 0; series < _market.Columns.Count; series++)
        {
            if (!Silent(now) && snapshot[series] is { IsKnown: true } known)
                readings.Add(new SeriesReading(_market.Describe(series), known.Value, RowTime(now).AddSeconds(-known.AgeSeconds)));
        }

        return new MarketReading(readings.ToImmutable(), [.. _settled.Where(s => s.At > settledUpTo[s.Position.Venue])])
        {
            Notes = Notes,
            Takeovers = [.. _takeovers.Where(t => t.At <= now && t.At > takeovers.Since && !takeovers.Known.Contains(t.Id))],
            Requests = _signal.Read(() => Left.AddRange(_requests.Where(r => r.From <= now).Select(r => r.Request))),
        };
    }

    /// <summary>Lets the venues see all rows of the market up to a time.</summary>
    private void Advance(DateTimeOffset now)
    {
        for (var row = RowTime(_now) < _market.Start ? _market.Start : RowTime(_now).AddSeconds(_market.StepSeconds); row <= now; row = row.AddSeconds(_market.StepSeconds))
        {
            foreach (var venue in _simulated)
            {
                var cash = new PositionKey(venue.Name, PositionType.BaseToken, "USDT");
                var perp = venue.Statement().FirstOrDefault(d => d.Key.Type == PositionType.Perp);
                var before = Amount(venue, cash);
                venue.Advance(row);
                if (perp.Amount != 0 && Amount(venue, cash) != before)
                    _settled.Add(new VenueSettlement(perp.Key, $"{venue.Name}-{row:HHmmss}", Amount(venue, cash) - before, row));
            }

            _now = row;
        }
    }

    private DateTimeOffset RowTime(DateTimeOffset now) => _market.Start.AddSeconds((long)Math.Floor((now - _market.Start).TotalSeconds / _market.StepSeconds) * _market.StepSeconds);

    private static decimal Amount(IExecutionVenue venue, PositionKey key) => venue.Statement().FirstOrDefault(d => d.Key == key).Amount;

    private sealed class Venue(OutsideWorld world, IExecutionVenue venue) : ILiveVenue
    {
        public string Name => venue.Name;

        public BasisError? Refusal => world.Refusal(Name);

        public Task<ExecutionReport?> ExecuteAsync(Instruction instruction, DateTimeOffset intendedAt, bool mayHaveBeenSent, CancellationToken cancellation)
        {
            var fate = world.Fate(instruction, world.Attempts.Count(a => a.Id == instruction.Id));
            world._signal.Change(() => world.Attempts.Add(new Attempt(instruction.Id, mayHaveBeenSent, intendedAt, fate)));
            if (world.Failure(instruction) is { } failure)
                return Task.FromException<ExecutionReport?>(failure);
            if (!world._tape.HasIntent(instruction.Id))
                world.Wrongs.Add($"{instruction.Id} has no intent");
            if (fate == Fixtures.Fate.NotSent)
                return Task.FromException<ExecutionReport?>(new HttpRequestException("not sent"));
            if (!world._executed.TryGetValue(instruction.Id, out var report))
            {
                report = fate == Fixtures.Fate.Refused
                    ? new ExecutionReport { Instruction = instruction, Status = ExecutionStatus.Failed, ExecutedAt = world._now, Error = new BasisError("EXI-001", "Refused.", instruction.Id) }
                    : venue.Execute(instruction, world._now);
                world._executed.Add(instruction.Id, report);
                if (fate != Fixtures.Fate.Refused)
                    world.Executed.Add(instruction.Id);
            }
            else if (!mayHaveBeenSent)
            {
                world.Wrongs.Add($"{instruction.Id} is sent twice"); // an exchange without idempotency would have executed it twice
            }

            return fate switch
            {
                Fixtures.Fate.Unknown => Task.FromResult<ExecutionReport?>(null),
                Fixtures.Fate.AnswerLost => Task.FromException<ExecutionReport?>(new IOException("The connection was closed.")),
                _ => Task.FromResult<ExecutionReport?>(report),
            };
        }

        public async Task<ImmutableArray<Delta>> HoldingsAsync(DateTimeOffset settledUpTo, TakeoverCursor takeovers, CancellationToken cancellation)
        {
            await Task.CompletedTask; // what goes wrong is in the task
            world.Statements.Add((Name, settledUpTo));
            var unbooked = world._settled.Where(s => s.Position.Venue == Name && s.At > settledUpTo).Sum(s => s.Amount);
            var taken = world._takeovers.Where(t => t.Position.Venue == Name && t.At <= world._time.GetUtcNow() && takeovers.Known.Contains(t.Id)).ToArray();
            return [.. venue.Statement().Select(d => world.Held(d.Key.Type == PositionType.BaseToken && d.Key.Symbol == "USDT" && Name != "on-chain" ? d with { Amount = d.Amount - unbooked + taken.Sum(t => t.Cash) } : d.Key.Type == PositionType.Perp ? d with { Amount = d.Amount + taken.Sum(t => t.Quantity) } : d))];
        }
    }
}
