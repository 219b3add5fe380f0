using BasisActors.Domain.Configuration;
using BasisActors.Domain.Market;
using CsCheck;
using static BasisActors.Data.Tests.Loading.DataFolder;

namespace BasisActors.Data.Tests.Loading;

/// <summary>A row depends on nothing that became known after it (S-063): whatever is done to the future, the past stays.</summary>
public sealed class LookAheadTests
{
    private const int Hours = 72;

    private static readonly DateTimeOffset First = At("2024-03-01 00");

    private static readonly SeriesKey Index = new(SeriesKind.LiquidityIndex, "aave_v3", "WETH");

    private static readonly SeriesKey Rate = new(SeriesKind.LstRate, "aave_v3", "weETH");

    private static readonly SeriesKey Market = new(SeriesKind.LstMarket, "curve", "weETH");

    private static readonly Gen<(PriceRule Price, GapRule Gap, MissingFunding Funding)> Settings = Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool).Select(
        (open, substitute, zero) => (
            open ? PriceRule.Open : PriceRule.PrevClose,
            substitute ? GapRule.Substitute : GapRule.Carry,
            zero ? MissingFunding.Zero : MissingFunding.OtherVenue));

    [Fact]
    public void Changing_the_future_changes_no_row_up_to_now() =>
        Gen.Select(Gen.Int[2, Hours - 8], Gen.UInt, Gen.UInt, Settings).Sample(
            (hour, seed, otherSeed, settings) =>
            {
                var now = First.AddHours(hour);
                using var one = Written(seed, seed, now);
                using var other = Written(seed, otherSeed, now);

                return Rows(one, now, settings).SequenceEqual(Rows(other, now, settings));
            },
            iter: 60,
            threads: 1);

    private static IEnumerable<(SeriesKey Key, int Row, Observation Seen)> Rows(DataFolder folder, DateTimeOffset now, (PriceRule, GapRule, MissingFunding) settings)
    {
        var (price, gap, funding) = settings;
        var request = folder.Request("2024-03-01 01", "2024-03-03 16", BinanceBtc, BybitBtc, BinanceRate, GasPrice, Index, Rate) with
        {
            Optional = [Market],
            Rules = new DataRules(price, gap, funding, "bybit", false),
        };
        var table = CsvMarketData.Load(request).Table;
        var rows = (int)((now - table.Start) / TimeSpan.FromHours(1));
        return
            from column in Enumerable.Range(0, table.Columns.Count)
            from row in Enumerable.Range(0, rows + 1)
            select (table.Describe(column), row, table.Read(column, row));
    }

    /// <summary>
    /// Files whose rows known up to <paramref name="now"/> follow one seed and whose later rows, holes among them, follow another.
    /// A bar that is open at that time is later in all of its values but its open.
    /// </summary>
    private static DataFolder Written(uint seed, uint laterSeed, DateTimeOffset now)
    {
        var folder = new DataFolder();
        var days = Enumerable.Range(0, Hours / 24).Select(d => First.AddDays(d)).ToArray();
        var hours = Enumerable.Range(0, Hours).Select(h => First.AddHours(h)).ToArray();
        foreach (var (path, salt) in new[] { (BinanceSpot, 1u), (BybitSpot, 2u) })
            folder.Write(path, hours.Where(h => h == First || h == hours[^1] || Draw(Of(h), h, salt + 10) % 4 != 0).Select(h => Candle(h, salt)).Prepend(CandleHeader));
        folder.Write(BinanceFunding, hours.Where(h => h.Hour % 8 == 0 && (h == First || h >= hours[^8] || Draw(Of(h), h, 20) % 3 != 0)).Select(h => Settlement(h, Draw(Of(h), h, 3) / 1e7m)).Prepend(FundingHeader));
        folder.Write(BybitFunding, hours.Where(h => h.Hour % 8 == 0).Select(h => Settlement(h, Draw(Of(h), h, 4) / 1e7m)).Prepend(FundingHeader));
        folder.Write(Gas, hours.Select(h => $"{Stamp(h)},{Draw(Of(h), h, 5)},{Draw(Of(h), h, 6) % 9}").Prepend(GasHeader));
        folder.Write(Reserve("WETH"), days.Select(d => Snapshot(d, Draw(Of(d), d, 7), 3000 + Draw(Of(d), d, 8) % 10)).Prepend(ReserveHeader));
        folder.Write(Reserve("weETH"), days.Select(d => Snapshot(d, Draw(Of(d), d, 7), 3120 + Draw(Of(d), d, 8) % 10)).Prepend(ReserveHeader));
        folder.Write(Peg("weETH"), hours.Select(h => $"{Stamp(h)},1.0{4 + Draw(Of(h.AddHours(1)), h, 9) % 2}").Prepend("timestamp,market_rate"));
        return folder;

        uint Of(DateTimeOffset knownAt) => knownAt <= now ? seed : laterSeed;

        string Candle(DateTimeOffset label, uint salt)
        {
            var open = Draw(Of(label), label, salt);
            var close = Draw(Of(label.AddHours(1)), label, salt + 30);
            return $"{Stamp(label)},{open},{Math.Max(open, close)},{Math.Min(open, close)},{close},1";
        }
    }

    /// <summary>1 to 1000, by a small mixing function of seed, hour and salt.</summary>
    private static uint Draw(uint seed, DateTimeOffset time, uint salt)
    {
        var x = seed ^ (uint)(time.ToUnixTimeSeconds() / 3600) * 0x9E3779B1u ^ salt * 0x85EBCA77u;
        x = (x ^ x >> 15) * 0x2C1B3C6Du;
        x = (x ^ x >> 12) * 0x297A2D39u;
        return (x ^ x >> 15) % 1000 + 1;
    }
}
