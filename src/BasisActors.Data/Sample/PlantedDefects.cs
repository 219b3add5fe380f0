namespace BasisActors.Data.Sample;

/// <summary>
/// Faults a real download has, on fixed days, so that whatever reads the sample is tested on them. Funding of Binance and Bybit has none,
/// and no two rows of one key differ.
/// </summary>
internal static class PlantedDefects
{
    /// <summary>Days of which the Binance files have a single bar, and the hour of that bar.</summary>
    private static readonly Dictionary<DateOnly, int> BinanceHoles = new()
    {
        [new DateOnly(2024, 2, 10)] = 0,
        [new DateOnly(2024, 6, 12)] = 23,
        [new DateOnly(2024, 11, 23)] = 0,
        [new DateOnly(2025, 3, 26)] = 0,
    };

    /// <summary>Midnights of which the Bybit files have the bar twice, with equal values.</summary>
    private static readonly HashSet<DateTime> BybitRepeats =
    [
        new(2024, 2, 10), new(2024, 4, 30), new(2024, 7, 19), new(2024, 10, 7), new(2024, 12, 26), new(2025, 3, 16),
    ];

    /// <summary>Settlements the OKX file of ETH lacks.</summary>
    private static readonly HashSet<DateTime> OkxEthGaps =
    [
        new(2024, 11, 8, 16, 0, 0), new(2024, 11, 9, 0, 0, 0), new(2024, 11, 9, 8, 0, 0),
    ];

    /// <summary>How often the bar of a label is written: 0, 1 or 2.</summary>
    public static int Copies(string venue, DateTime label) => venue switch
    {
        "binance" when BinanceHoles.TryGetValue(DateOnly.FromDateTime(label), out var kept) && label.Hour != kept => 0,
        "bybit" when BybitRepeats.Contains(label) => 2,
        _ => 1,
    };

    public static bool IsMissingSettlement(string venue, string coin, DateTime instant) =>
        venue == "okx" && coin == "ETH" && OkxEthGaps.Contains(instant);
}
