using System.Diagnostics;
using System.Globalization;
using BasisActors.Actors.Journal;
using BasisActors.Host.Configuration;
using BasisActors.Host.Live;
using BasisActors.Tests;

namespace BasisActors.Benchmarks;

/// <summary>
/// What a start takes that has a long journal behind it: a live run on the sample writes one in fast time, it is stored, read and replayed. Kept in a SQLite file,
/// or in the PostgreSQL that BASIS_JOURNAL names; then its database must be empty. The first round is the cold one, as at a start.
/// </summary>
internal static class Recovery
{
    private const string Run = "long";
    private const int Rounds = 3;
    private static readonly string[] Sets = ["costs.gas=false"];

    public static async Task<int> RunAsync(int events)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "basis-benchmark-live", Run)).FullName;
        var connection = Environment.GetEnvironmentVariable(JournalDatabase.Variable);
        var database = JournalDatabase.Of(connection, Path.Combine(folder, "journal.db"));
        var configuration = ((ConfigurationResult.Valid)ConfigurationSource.OfProcess().Load("btc_basis", Sets)).Configuration;
        if ((await JournalReader.ReadAsync(database, Run, CancellationToken.None)).Length < events)
            await WriteAsync(database, configuration, folder, events);
        foreach (var file in new[] { Snapshot(folder), new SnapshotFile(Path.Combine(folder, "none")) })
        {
            for (var i = 0; i < Rounds; i++)
                await RecoverAsync(database, configuration, file);
        }

        return 0;
    }

    private static async Task RecoverAsync(JournalDatabase database, EffectiveConfiguration configuration, SnapshotFile file)
    {
        var (watch, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        var stored = await JournalRecovery.ReadAsync(database, Run, file, Console.WriteLine, CancellationToken.None);
        var reading = watch.Elapsed.TotalSeconds;
        var replay = await JournalRehearsal.RunAsync(configuration.Run, configuration.Hash, stored.Events, stored.Snapshot);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{(stored.Snapshot is null ? "whole journal" : "from snapshot")}  {stored.Events.Length,6} of {stored.Stored} events  read {reading:0.00} s  actors started {watch.Elapsed.TotalSeconds - reading - replay.Elapsed.TotalSeconds:0.00} s  replayed {replay.Elapsed.TotalSeconds:0.00} s  together {watch.Elapsed.TotalSeconds:0.00} s, CPU {(Environment.CpuUsage.TotalTime - cpu).TotalSeconds:0.00} s  {replay.Ticks} ticks agree {replay.Difference}"));
    }

    private static SnapshotFile Snapshot(string folder) => new(Path.Combine(folder, "snapshot"));

    private static async Task WriteAsync(JournalDatabase database, EffectiveConfiguration configuration, string folder, int events)
    {
        foreach (var old in Directory.GetFiles(folder))
            File.Delete(old);
        var directory = SampleMarket.Directory(10);
        var market = SampleMarket.Load(directory, configuration.Run, 10).Table;
        RunSnapshot? last = null;
        void Keep(RunSnapshot taken) => last = (taken.Closed.Sequence + 1) % 1_000 == 0 ? taken : last; // as often as a run keeps one
        var journal = await SimulatedLife.JournalAsync(Run, configuration.Run, configuration.Hash, market, events, keep: Keep);
        journal = [(RunOpened)journal[0] with { Sets = [.. Sets] }, .. journal[1..]];
        Console.WriteLine($"{journal.Length} events: {journal.OfType<TickClosed>().Count()} ticks, {journal.OfType<OrderIntended>().Count()} orders, {journal.OfType<TickOpened>().Sum(t => t.Settlements.Length)} settlements");
        await BulkJournal.WriteAsync(database, Run, journal);
        Snapshot(folder).Keep(last! with { Opened = (RunOpened)journal[0] });
    }
}
