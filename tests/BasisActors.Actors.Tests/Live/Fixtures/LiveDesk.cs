using System.Collections.Immutable;
using BasisActors.Actors.Journal;
using BasisActors.Actors.Tests.Fixtures;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Market;
using BasisActors.Domain.Strategies;

namespace BasisActors.Actors.Tests.Live.Fixtures;

/// <summary>All that is there while actor systems of one live run come and go: time, the journal, the outside world.</summary>
internal sealed class LiveDesk
{
    public LiveDesk(RunConfiguration configuration, MarketTable market, params ImmutableArray<CapitalRequest> flows)
        : this(configuration, market, TimeSpan.Zero, flows)
    {
    }

    public LiveDesk(RunConfiguration configuration, MarketTable market, TimeSpan early, ImmutableArray<CapitalRequest> flows)
    {
        (Configuration, Market, Flows) = (configuration, market, flows);
        Time = new VirtualTime(Signal, market.Start.AddSeconds(-10)) { Early = early };
        Tape = new Tape(Signal);
        World = new OutsideWorld(Signal, configuration, market, flows, Time, Tape);
        Tape.Add(new RunOpened("run", configuration.Mode, "hash", market.Start, market.StepSeconds, [], []));
    }

    public RunConfiguration Configuration { get; }

    public MarketTable Market { get; }

    public ImmutableArray<CapitalRequest> Flows { get; }

    public Signal Signal { get; } = new();

    public VirtualTime Time { get; }

    public Tape Tape { get; }

    public OutsideWorld World { get; }

    /// <summary>Snapshots kept so far; null when none are, and every start replays the whole journal.</summary>
    public List<RunSnapshot>? Snapshots { get; init; }

    /// <summary>Called with each snapshot, before it is kept.</summary>
    public Action<RunSnapshot> OnKeep { get; set; } = _ => { };

    /// <summary>Starts the run, or takes it up again.</summary>
    public LiveStart Start(FakeJournalState? journal = null, bool readOnly = false) => new(this, journal ?? new FakeJournalState(), readOnly);

    /// <summary>Starts the run, goes on to the end of a tick, ends it, and returns what was recorded.</summary>
    public async Task<Recording> CompleteAsync(long lastTick)
    {
        await using var start = Start();
        start.ToEndOf(lastTick);
        await start.CancelAsync();
        return start.Recording;
    }
}
