using BasisActors.Tests.Fixtures;
using CsCheck;

namespace BasisActors.Venues.Tests.Runs;

/// <summary>One hour of a random run.</summary>
/// <param name="Step">Growth of the price.</param>
/// <param name="Premiums">Mark over spot by venue, fraction.</param>
/// <param name="Funding">Rate, settled every second hour.</param>
/// <param name="SupplyGrowth">Growth of the liquidity indexes.</param>
/// <param name="BorrowGrowth">Growth of the borrow index.</param>
/// <param name="OracleStep">Growth of the staked token's rate.</param>
/// <param name="Discount">Market rate below the oracle's, fraction.</param>
/// <param name="Gas">Gwei.</param>
/// <param name="Flow">What an investor does, as a share of equity: positive deposits, negative withdraws, 0 nothing.</param>
internal readonly record struct Hour(
    decimal Step, decimal[] Premiums, decimal Funding, decimal SupplyGrowth, decimal BorrowGrowth, decimal OracleStep, decimal Discount, decimal Gas, decimal Flow)
{
    /// <summary>Nothing moves and nobody comes or goes.</summary>
    public static readonly Hour Calm = new(1m, [0m, 0m, 0m], 0m, 0m, 0m, 1m, 0.001m, 20m, 0m);

    private static readonly Gen<decimal> AnyStep = Draw.Decimal(9_200, 10_800, 0.0001m);

    private static readonly Gen<decimal[]> AnyPremiums = Draw.Decimal(-500, 500, 0.00001m).Array[3];

    private static readonly Gen<decimal> AnyFunding = Draw.Decimal(-20, 60, 0.00001m);

    private static readonly Gen<decimal> AnySupplyGrowth = Draw.Decimal(0, 1_000_000_000, 0.0000000000001m);

    /// <summary>Up to 100 % a year; once in ten hours a spike of up to 1 %.</summary>
    private static readonly Gen<decimal> AnyBorrowGrowth = Rarely(10, Draw.Decimal(0, 1_000_000_000, 0.0000000000001m), Draw.Decimal(0, 1_000_000, 0.00000001m));

    /// <summary>About 3 % a year; once in twelve hours a fall of 0.1 to 3 %.</summary>
    private static readonly Gen<decimal> AnyOracleStep = Rarely(12, Gen.Const(1.0000035m), Draw.Decimal(9_700, 9_990, 0.0001m));

    /// <summary>A premium of 0.1 % to a discount of 0.8 %; once in eight hours a discount of up to 3 %.</summary>
    private static readonly Gen<decimal> AnyDiscount = Rarely(8, Draw.Decimal(-10, 80, 0.0001m), Draw.Decimal(80, 300, 0.0001m));

    /// <summary>5 to 60 gwei; once in eight hours up to 800.</summary>
    private static readonly Gen<decimal> AnyGas = Rarely(8, Draw.Decimal(5, 60, 1m), Draw.Decimal(60, 800, 1m));

    /// <summary>A sixth of the hours brings a deposit, a sixth a withdrawal, of 1 to 110 %.</summary>
    private static readonly Gen<decimal> AnyFlow = Gen.Select(Gen.Int[0, 5], Draw.Decimal(1, 110, 0.01m)).Select(t => t.Item1 switch { 0 => t.Item2, 1 => -t.Item2, _ => 0m });

    public static readonly Gen<Hour> Any = Gen.Select(
        Gen.Select(AnyStep, AnyPremiums, AnyFunding), Gen.Select(AnySupplyGrowth, AnyBorrowGrowth, AnyOracleStep), Gen.Select(AnyDiscount, AnyGas, AnyFlow))
        .Select(t => new Hour(t.Item1.Item1, t.Item1.Item2, t.Item1.Item3, t.Item2.Item1, t.Item2.Item2, t.Item2.Item3, t.Item3.Item1, t.Item3.Item2, t.Item3.Item3));

    private static Gen<decimal> Rarely(int onceIn, Gen<decimal> usual, Gen<decimal> rare) =>
        Gen.Select(Gen.Int[1, onceIn], usual, rare).Select(t => t.Item1 == 1 ? t.Item3 : t.Item2);

    public override string ToString() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"step {Step}, premiums {string.Join('/', Premiums)}, funding {Funding}, supply +{SupplyGrowth}, borrow +{BorrowGrowth}, oracle {OracleStep}, discount {Discount}, gas {Gas}, flow {Flow}");
}
