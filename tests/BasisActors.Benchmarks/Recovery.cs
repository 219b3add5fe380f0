using System.Diagnostics;
using System.Globalization;
using BasisActors.Actors.Journal;
using BasisActors.Host.Configuration;
using BasisActors.Host.Live;
using BasisActors.Tests;

namespace BasisActors.Benchmarks;

/// <summary>
/// What a start takes that has a long journal behind it: a live run on the sample writes one in fast time, it is stored, read and replayed. Kept in a SQLite file,
/// or in the PostgreSQL that BASIS_JOURNAL names. The first of the rounds is the cold one, as at a start.
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
        for (var i = 0; i < Rounds; i++)
        {
            var watch = Stopwatch.StartNew();
            var read = await JournalReader.ReadAsync(database, Run, CancellationToken.None);
            var reading = watch.Elapsed.TotalSeconds;
            var replay = await JournalRehearsal.RunAsync(configuration.Run, configuration.Hash, read);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"all       {read.Length,7} events  read {reading:0.00} s, actors started and replayed {watch.Elapsed.TotalSeconds - reading:0.00} s ({replay.Elapsed.TotalSeconds:0.00} s the replay), together {watch.Elapsed.TotalSeconds:0.00} s  {replay.Ticks} ticks agree {replay.Difference}"));
        }

        return 0;
    }

    private static async Task WriteAsync(JournalDatabase database, EffectiveConfiguration configuration, string folder, int events)
    {
        foreach (var old in Directory.GetFiles(folder))
            File.Delete(old);
        var directory = SampleMarket.Directory(10);
        var market = SampleMarket.Load(directory, configuration.Run, 10).Table;
        var journal = await SimulatedLife.JournalAsync(Run, configuration.Run, configuration.Hash, market, events);
        journal = [(RunOpened)journal[0] with { Sets = [.. Sets] }, .. journal[1..]];
        Console.WriteLine($"{journal.Length} events: {journal.OfType<TickClosed>().Count()} ticks, {journal.OfType<OrderIntended>().Count()} orders, {journal.OfType<TickOpened>().Sum(t => t.Settlements.Length)} settlements");
        await BulkJournal.WriteAsync(database, Run, journal);
    }
}
