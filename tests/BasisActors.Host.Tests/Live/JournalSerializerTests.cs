using System.Collections.Immutable;
using System.Runtime.Serialization;
using System.Text;
using System.Text.Json;
using Akka.Actor;
using BasisActors.Actors.Journal;
using BasisActors.Actors.Live;
using BasisActors.Actors.MarketData;
using BasisActors.Actors.Strategies;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;
using BasisActors.Domain.Risk;
using BasisActors.Host.Live;
using BasisActors.Host.Tests.Configuration;

namespace BasisActors.Host.Tests.Live;

/// <summary>What is stored today can be read today, and what was stored with an earlier version for ever.</summary>
public sealed class JournalSerializerTests : IDisposable
{
    private static readonly string Samples = Path.Combine(ConfigFolder.Repository, "tests", "BasisActors.Host.Tests", "Live", "Samples");

    private readonly ActorSystem _system = ActorSystem.Create("serializer", "akka { loglevel = OFF, stdout-loglevel = OFF, coordinated-shutdown.run-by-clr-shutdown-hook = off }");
    private readonly JournalSerializer _serializer;

    public JournalSerializerTests() => _serializer = new JournalSerializer((ExtendedActorSystem)_system);

    public static TheoryData<string> Kinds => [.. JournalExamples.All.Select(e => e.GetType().Name)];

    public static TheoryData<string> StoredSamples => [.. Directory.EnumerateFiles(Samples, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    [Fact]
    public void There_is_an_example_of_every_kind_of_event()
    {
        var kinds = typeof(IJournalEvent).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(IJournalEvent)) && !t.IsAbstract).Select(t => t.Name);

        Assert.Equal(kinds.Order(StringComparer.Ordinal), JournalExamples.All.Select(e => e.GetType().Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_event_is_read_as_it_was_written(string kind)
    {
        var written = Example(kind);

        var bytes = _serializer.ToBinary(written);
        var read = _serializer.FromBinary(bytes, _serializer.Manifest(written));

        Assert.IsType(written.GetType(), read);
        Assert.Equivalent(written, read, strict: true);
        Assert.Equal(Encoding.UTF8.GetString(bytes), Encoding.UTF8.GetString(_serializer.ToBinary(read)));
    }

    [Theory]
    [MemberData(nameof(StoredSamples))]
    public void A_stored_sample_stays_readable(string manifest)
    {
        var read = _serializer.FromBinary(File.ReadAllBytes(Path.Combine(Samples, manifest + ".json")), manifest);

        Assert.Equivalent(Example(read.GetType().Name), read, strict: true);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_event_has_a_stored_sample_of_its_version(string kind)
    {
        // A field may be added; then the sample stays as it is. What changes its meaning gets another manifest and another sample beside the old one.
        var manifest = _serializer.Manifest(Example(kind));

        Assert.True(File.Exists(Path.Combine(Samples, manifest + ".json")), $"Live/Samples/{manifest}.json is missing. It is: {Encoding.UTF8.GetString(_serializer.ToBinary(Example(kind)))}");
    }

    [Fact]
    public void What_a_report_has_got_since_the_sample_was_stored_is_read_as_it_was_written()
    {
        var written = new OrderResolved(((OrderResolved)Example(nameof(OrderResolved))).Report with { FeeInCoin = 0.000125m, Fills = 3 });

        var read = (OrderResolved)_serializer.FromBinary(_serializer.ToBinary(written), _serializer.Manifest(written));

        Assert.Equal((0.000125m, 3), (read.Report.FeeInCoin, read.Report.Fills));
    }

    [Fact]
    public void Fields_that_came_later_are_read_as_they_were_written()
    {
        var perp = PositionKey.Parse("bybit:Perp:BTCUSDT");
        var at = new DateTimeOffset(2026, 3, 1, 8, 0, 30, TimeSpan.Zero);
        IJournalEvent[] written =
        [
            ((RunOpened)Example(nameof(RunOpened))) with { Limits = new LiveLimits { ReconciliationTolerance = 0.002m, HeartbeatSeconds = 90, SlippageTolerance = 0.001m } },
            ((TickOpened)Example(nameof(TickOpened))) with
            {
                Requests = [new OperatorRequest("1", OperatorRequestKind.Adjust, -1.25m) { Position = perp, Note = "a fee" }],
                Takeovers = [new VenueTakeover(perp, "bybit/7", TakeoverKind.AutoDeleveraging, 0.1m, 60_000m, -2.5m, at)],
                SilentSeconds = 31,
            },
            ((TickClosed)Example(nameof(TickClosed))) with { OnlyLogged = false },
        ];

        Assert.All(written, e => Assert.Equivalent(e, _serializer.FromBinary(_serializer.ToBinary(e), _serializer.Manifest(e)), strict: true));
    }

    [Fact]
    public void A_snapshot_holds_what_halts_a_run_and_what_venues_say()
    {
        var perp = PositionKey.Parse("bybit:Perp:BTCUSDT");
        var at = new DateTimeOffset(2026, 3, 1, 8, 0, 30, TimeSpan.Zero);
        var snapshot = new RunSnapshot
        {
            Opened = (RunOpened)Example(nameof(RunOpened)),
            Events = 7,
            Closed = (TickClosed)Example(nameof(TickClosed)),
            At = at,
            Requests = [],
            SettledUpTo = ImmutableSortedDictionary<string, DateTimeOffset>.Empty,
            FlowsTaken = 0,
            Market = new LiveMarketTable(at, 30, [], [], 1).Memory(),
            Balances = [],
            Receivables = [],
            Booked = 0,
            Equity = 1,
            PeakEquity = 1,
            StartEquity = 1,
            Strategy = new StrategyState { Guard = new TradingGuard(new TradingHold(TradingState.Halted, "ledger_differs", at, perp.ToString())), Asked = true },
            LoggedEvents = 0,
            Takeovers = new TakeoverCursor(at, ["bybit/1"]),
            Differences = OpenDifferences.None.With("bybit", [new PositionDifference(perp, -1, -0.5m)]),
            Liquidated = "bybit",
        };

        var read = JsonSerializer.Deserialize(JsonSerializer.Serialize(snapshot, JournalJson.Default.RunSnapshot), JournalJson.Default.RunSnapshot)!;

        Assert.Equal((snapshot.Strategy.Guard, true, "bybit"), (read.Strategy.Guard, read.Strategy.Asked, read.Liquidated));
        Assert.Equal((0.5m, 1, at, true), (read.Differences.At(perp), read.Differences.Seen, read.Takeovers!.Since, read.Takeovers.Known.Contains("bybit/1")));
    }

    [Fact]
    public void A_manifest_that_is_not_known_is_refused()
    {
        var refusal = Assert.Throws<SerializationException>(() => _serializer.FromBinary("{}"u8.ToArray(), "tick-opened-2"));

        Assert.Contains("'tick-opened-2'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Something_that_is_not_an_event_is_refused() => Assert.Throws<SerializationException>(() => _serializer.Manifest("text"));

    public void Dispose() => _system.Dispose();

    private static IJournalEvent Example(string kind) => JournalExamples.All.Single(e => e.GetType().Name == kind);
}
