using CsCheck;

namespace BasisActors.Tests.Fixtures;

/// <summary>Random numbers as the trade has them. A failing property prints its seed; run it again with CsCheck_Seed.</summary>
public static class Draw
{
    /// <summary>USDT, 0.001 to 1 million.</summary>
    public static readonly Gen<decimal> Money = Decimal(1, 1_000_000_000, 0.001m);

    /// <summary>BTC price, 1000.00 to 200 000.00.</summary>
    public static readonly Gen<decimal> Price = Decimal(100_000, 20_000_000, 0.01m);

    /// <summary>Coins, 0.00001 to 20.</summary>
    public static readonly Gen<decimal> Quantity = Decimal(1, 2_000_000, 0.00001m);

    /// <summary>Funding rate, −0.3 % to 0.3 %.</summary>
    public static readonly Gen<decimal> FundingRate = Decimal(-300_000, 300_000, 0.00000001m);

    /// <summary>Aave index, 1 to 3, with all the digits an index has.</summary>
    public static readonly Gen<decimal> Index = Gen.Select(Gen.Long[0, 2_000_000_000], Gen.Long[0, 999_999_999]).Select(t => 1m + t.Item1 * 0.000000001m + t.Item2 * 0.000000000000000001m);

    /// <summary>Growth of a price over one step, −5 % to +5 %.</summary>
    public static readonly Gen<decimal> Step = Decimal(9_500, 10_500, 0.0001m);

    public static Gen<decimal> Decimal(long from, long to, decimal unit) => Gen.Long[from, to].Select(n => n * unit);
}
