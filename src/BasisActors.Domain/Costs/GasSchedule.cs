namespace BasisActors.Domain.Costs;

/// <summary>Gas units of on-chain operations (domain reference §5.9).</summary>
public static class GasSchedule
{
    public const decimal VenueTransfer = 100_000;
    public const decimal CollateralSupplied = 250_000;
    public const decimal CollateralWithdrawn = 220_000;
    public const decimal LstCreated = 150_000;
    public const decimal LstRedeemed = 200_000;
    public const decimal TokenSwap = 180_000;
    public const decimal TokenWrap = 45_000;
    public const decimal AtomicEntry = 1_250_000;
    public const decimal AtomicDeleverageOneSwap = 850_000;

    private const decimal EthPerGwei = 0.000000001m;

    /// <summary>Cost in ETH: gas × gwei × 1e-9.</summary>
    public static decimal CostEth(decimal gasUnits, decimal gwei) => gasUnits * gwei * EthPerGwei;
}
