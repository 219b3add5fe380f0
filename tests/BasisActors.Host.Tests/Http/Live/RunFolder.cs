using System.Collections.Immutable;
using BasisActors.Host.Live;

namespace BasisActors.Host.Tests.Http.Live;

/// <summary>What a run has left in its folder, without the run.</summary>
internal static class RunFolder
{
    public static readonly DateTimeOffset At = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A run of btc_basis as of a tick.</summary>
    public static LiveStatus Status(string run = "run", string state = "running", long tick = 7) => new()
    {
        Run = run,
        Mode = "btc_basis",
        State = state,
        Tick = tick,
        At = At,
        Equity = 100_500.25m,
        Delta = 0.001m,
        DeltaDrift = 0.0006m,
        Action = "SellDust",
        Reason = "hold",
        Stale = false,
        Orders = 3,
        Positions = ImmutableSortedDictionary<string, decimal>.Empty.Add("bybit:BaseToken:BTC", 1).Add("bybit:Perp:BTCUSDT", -0.999m).Add("wallet:BaseToken:USDT", 5),
        MarginRatios = ImmutableSortedDictionary<string, decimal?>.Empty.Add("bybit", 0.25m),
        NextFunding = ImmutableSortedDictionary<string, DateTimeOffset>.Empty.Add("bybit", At.AddHours(8)),
        Differences = ImmutableSortedDictionary<string, decimal>.Empty.Add("bybit:BaseToken:USDT", -1.25m),
        DifferencesSeen = 1,
        Currency = "USDT",
        InitialCapital = 100_000,
        NetCapital = 100_000,
        Pnl = 500.25m,
        Return = 0.0050025m,
        Drawdown = 0.01m,
        Margins = [new MarginStatus("bybit", 0.25m, 12_500, 50_000, 0.30m, 0.20m, 0.10m)],
        Breaches = [new RiskBreach("MARGIN_WARNING", 0.25m, 0.30m, "bybit")],
        Assets = [new AssetStatus("BTC", 1, -0.999m, 0.001m, 60_000)],
        Trades = 2,
        LastTradeAt = At,
        HeartbeatAt = At,
        BeganAt = At.AddMinutes(-3),
        UpSince = At.AddMinutes(-4),
        IntervalSeconds = 30,
        Trigger = "full_loop",
        Blocks = 0,
    };

    public static void Write(string runs, LiveStatus status)
    {
        Directory.CreateDirectory(Path.Combine(runs, status.Run));
        File.WriteAllBytes(Path.Combine(runs, status.Run, "lock"), []);
        new LiveStatusFile(LiveRequest.Status(runs, status.Run)).Write(status);
    }

    /// <summary>As the process that carries it holds it.</summary>
    public static Task<FileStream> HoldAsync(string runs, string run = "run") => RunLock.TakeAsync(Path.Combine(runs, run), TimeProvider.System, CancellationToken.None);

    /// <summary>What waits for the run.</summary>
    public static async Task<IReadOnlyList<Actors.Live.OperatorRequest>> InboxAsync(string runs, string run = "run") =>
        await new LiveInbox(LiveRequest.Inbox(runs, run)).ReadAsync(CancellationToken.None);
}
