using System.Globalization;
using System.Text.Json;
using BasisActors.Actors.Journal;
using BasisActors.Actors.Live;
using BasisActors.Domain.Instructions;
using BasisActors.Host.Configuration;
using BasisActors.Host.Live;

namespace BasisActors.Host.Tests.Live;

/// <summary>A live run of btc_basis on a paper exchange, as a process, and what must hold of the two when it is over.</summary>
internal static class PaperRun
{
    public const string Run = "run";
    private const string Usual = "bybit";

    /// <summary>Smallest quantity of a spot order: what a fee in coin leaves below it cannot be sold.</summary>
    private static decimal Step(string venue) => venue == "binance" ? 0.00001m : 0.000001m;

    /// <param name="http">The paper exchange.</param>
    /// <param name="folder">Folder of the run.</param>
    /// <param name="journal">PostgreSQL; null keeps the journal in a file.</param>
    /// <param name="venue">Where it trades.</param>
    /// <param name="sets">Further settings; those named last count.</param>
    public static BasisProcess Start(HttpClient http, string folder, string? journal, string venue = Usual, params string[] sets) => new(
        journal,
        [
            "live", "--mode", "btc_basis", "--id", Run, "--paper", http.BaseAddress!.ToString(), "--every", "1s", "--runs", folder, "--snapshot-every", "1",
            "--set", $"spot_venue={venue}", "--set", $"hedge_venues={venue}", "--set", $"hedge_allocation={venue}:1",
            "--set", "funding_entry_threshold=-1", "--set", "funding_exit_threshold=-1", .. sets.SelectMany(s => new[] { "--set", s }),
        ]);

    public static void Leave(string folder, string id, OperatorRequestKind kind, decimal amount) =>
        LiveInbox.Leave(LiveRequest.Inbox(folder, Run), new OperatorRequest(id, kind, amount));

    /// <summary>
    /// Requires that the orders at the exchange are those of the journal, each executed once, and that ledger and exchange hold the same: money, and of the coins
    /// less than can be sold.
    /// </summary>
    /// <returns>What was compared.</returns>
    public static async Task<string> RequireSameAsync(HttpClient http, string folder, string? journal, string venue = Usual)
    {
        var events = await JournalReader.ReadAsync(JournalDatabase.Of(journal, Path.Combine(folder, Run, "journal.db")), Run, CancellationToken.None);
        Assert.Empty(JournalCheck.Of(events));
        Assert.Empty(new JournalReplay(events).Unresolved);
        var loaded = Assert.IsType<ConfigurationResult.Valid>(ConfigurationSource.OfProcess().Load("btc_basis", ((RunOpened)events[0]).Sets)).Configuration;
        var replay = await JournalRehearsal.RunAsync(loaded.Run, loaded.Hash, events);
        Assert.Null(replay.Difference);
        Assert.Equal(events.Count(e => e is TickClosed), replay.Ticks);
        var trades = events.OfType<OrderResolved>().Select(o => o.Report).Where(r => r.Instruction.Type == InstructionType.CexTrade && r.IsConfirmed).ToArray();

        using var orders = JsonDocument.Parse(await http.GetStringAsync("/paper/orders"));
        var placed = orders.RootElement.GetProperty("orders").EnumerateArray()
            .Select(o => (Id: Text(o, "orderLinkId"), Times: o.GetProperty("executions").GetInt32(), Quantity: Number(o, "quantity"))).ToArray();
        Assert.Equal(trades.Select(t => (t.Instruction.Id, 1, t.FilledAmount)).Order(), placed.Select(p => (p.Id, p.Times, p.Quantity)).Order());

        using var state = JsonDocument.Parse(await http.GetStringAsync("/paper/state"));
        var account = state.RootElement.GetProperty("accounts").EnumerateArray().Single(a => Text(a, "venue") == venue);
        var held = LiveStatusFile.Read(Path.Combine(folder, Run, "status.json"))!.Positions;
        Assert.Equal(Number(account, "USDT"), held.GetValueOrDefault($"{venue}:BaseToken:USDT"));
        Assert.Equal(Number(account.GetProperty("wallet"), "USDT"), held.GetValueOrDefault("wallet:BaseToken:USDT"));
        var coins = account.GetProperty("coins").TryGetProperty("BTC", out _) ? Number(account.GetProperty("coins"), "BTC") : 0;
        Assert.Equal(coins, held.GetValueOrDefault($"{venue}:BaseToken:BTC"));
        Assert.InRange(coins, 0, Step(venue));
        Assert.Empty(account.GetProperty("positions").EnumerateArray());
        Assert.DoesNotContain(held, h => h.Key.Contains("Perp", StringComparison.Ordinal));
        return $"{events.OfType<TickOpened>().Count()} ticks, {trades.Length} orders, each executed once; {events.OfType<TickOpened>().Sum(t => t.Settlements.Length)} settlements";
    }

    /// <summary>How often a run did what.</summary>
    public static async Task<SortedDictionary<string, int>> FlowsAsync(string folder, string? journal)
    {
        var events = await JournalReader.ReadAsync(JournalDatabase.Of(journal, Path.Combine(folder, Run, "journal.db")), Run, CancellationToken.None);
        var acted = events.OfType<TickClosed>().Where(t => t.Blocks > 0).ToArray();
        return new SortedDictionary<string, int>(StringComparer.Ordinal)
        {
            ["entry"] = acted.Count(t => t.Action == StrategyAction.EntryFull),
            ["rebalance"] = acted.Count(t => t.Reason is "over_deployed" or "under_deployed"),
            ["margin support"] = acted.Count(t => t.Reason == "margin_critical"),
            ["exit"] = acted.Count(t => t.Action == StrategyAction.ExitFull),
        };
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static decimal Number(JsonElement element, string name) => decimal.Parse(Text(element, name), CultureInfo.InvariantCulture);
}
