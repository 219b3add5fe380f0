namespace BasisActors.Venues.Tests.Exchanges.Bybit;

/// <summary>BTCUSDT at 50 000 on both markets; DOGEUSDT has no perpetual. Funding of 0.0001 × n at hour 8 n, n = 1 … 500.</summary>
internal static class FakeMarket
{
    public static readonly DateTimeOffset FundingStart = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static object Instrument(string category, string symbol) => new
    {
        list = new object[]
        {
            category == "spot"
                ? new { symbol, lotSizeFilter = new { basePrecision = "0.000001", minOrderQty = "0.000048", minOrderAmt = "5" } }
                : new { symbol, lotSizeFilter = new { minOrderQty = "0.001", qtyStep = "0.001", minNotionalValue = "60" } },
        },
    };

    public static object? Ticker(string category, string symbol, DateTimeOffset now) => (category, symbol) switch
    {
        ("spot", "BTCUSDT") => new { list = new[] { new { symbol, lastPrice = "50000" } } },
        ("spot", "DOGEUSDT") => new { list = new[] { new { symbol, lastPrice = "0.1" } } },
        ("linear", "BTCUSDT") => new
        {
            list = new[] { new { symbol, markPrice = "50010.5", fundingRate = "-0.00012", nextFundingTime = $"{now.AddHours(1).ToUnixTimeMilliseconds()}" } },
        },
        _ => null,
    };

    public static object FundingHistory(int limit, string? end)
    {
        var until = end is null ? DateTimeOffset.MaxValue : DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(end));
        var newestFirst = Enumerable.Range(1, 500).Reverse().Select(n => (n, At: FundingStart.AddHours(8 * n))).Where(r => r.At <= until).Take(limit);
        return new { list = newestFirst.Select(r => new { fundingRate = $"{r.n * 0.0001m}", fundingRateTimestamp = $"{r.At.ToUnixTimeMilliseconds()}" }).ToArray() };
    }
}
