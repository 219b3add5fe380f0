using System.Diagnostics;
using BasisActors.Actors.Events;
using BasisActors.Actors.Results;
using BasisActors.Actors.Runs;
using BasisActors.Data;
using BasisActors.Domain.Strategies;
using BasisActors.Host.Backtests;
using BasisActors.Host.Configuration;
using BasisActors.Venues.Simulated;

var dir = args[0]; var mode = args[1]; var from = DateTimeOffset.Parse(args[2] + "Z"); var to = DateTimeOffset.Parse(args[3] + "Z");
var detail = Enum.Parse<EventDetail>(args[4]); var reps = int.Parse(args[5]);
var cfg = ConfigurationSource.OfProcess().Load(mode, args[6..]);
if (cfg is ConfigurationResult.Invalid bad) { foreach (var e in bad.Errors) Console.WriteLine(e); return; }
var eff = ((ConfigurationResult.Valid)cfg).Configuration;
var notes = new List<string>();
var run = HedgeWeights.WithData(eff.Run, k => CsvMarketData.Has(dir, k), notes);
var req = StrategyFactory.Requirements(run);
var sw = Stopwatch.StartNew();
var loaded = CsvMarketData.Load(new MarketDataRequest(dir, from, to, req.Required, [], eff.Run.Data));
Console.WriteLine($"load {sw.ElapsedMilliseconds} ms {string.Join(" | ", loaded.Report.Notes)} absent {string.Join(",", loaded.Report.Absent)}");
await using var host = await ActorHost.StartAsync(2);
for (var i = 0; i < reps; i++)
{
    var rec = new Rec();
    var world = new SimulatedWorld(run, loaded.Table, [new WalletDeposit(from, run.InitialCapital)]);
    var ctx = new RunContext("r" + i, run, loaded.Table) { Key = "k", From = from, To = to, Venues = world.Venues, EventDetail = detail, Events = new NullSink(), Recorder = rec };
    var alloc = GC.GetTotalAllocatedBytes();
    sw.Restart();
    var outcome = await host.RunAsync(ctx);
    var t = sw.Elapsed.TotalSeconds;
    Console.WriteLine($"{outcome} ticks {rec.N} {rec.N / t:0} ticks/s equity {rec.Last?.Pnl.EquityAfter} blocks {rec.Blocks} stale {rec.Stale} alloc/tick {(GC.GetTotalAllocatedBytes() - alloc) / Math.Max(1, rec.N)}");
    if (i == 0) { Console.WriteLine(string.Join(" ", Enumerable.Range(0, 11).Select(b => BasisActors.Domain.Attribution.AttributionBuckets.All[b] + "=" + rec.Sum[b]))); foreach (var l in rec.Log.Take(60)) Console.WriteLine(l); }
}

internal sealed class NullSink : IEventSink { public long N; public void Write(in OrderedEvent entry) => N++; }
internal sealed class Rec : IRunRecorder
{
    public long N; public int Blocks, Stale; public TickCompleted? Last; public decimal[] Sum = new decimal[11]; public List<string> Log = [];
    public void Tick(TickCompleted c) { N++; Last = c; if (c.IsStale) Stale++; for (var i = 0; i < 11; i++) Sum[i] += c.Pnl.Buckets[i]; if (!c.Plan.Blocks.IsEmpty) Log.Add($"{c.Tick.Timestamp:u} {c.Plan.Action} {c.Plan.Reason} eq {c.Pnl.EquityAfter:0.00} mr {c.Assessed.Risk.MinMarginRatio:0.000} blocks {c.Plan.Blocks.Length} : {string.Join("; ", c.Plan.Blocks.SelectMany(b => b.Instructions).Select(i => $"{i.Operation} {i.Venue} {i.Amount:0.####}"))}"); }
    public void Block(DateTimeOffset t, BlockOutcome o) => Blocks++;
}
