namespace BasisActors.Domain.Attribution;

/// <summary>Where P&amp;L comes from (domain reference §5.8). The numbers index <see cref="TickPnl"/>.</summary>
public enum AttributionBucket
{
    SupplyYield,
    BorrowCosts,
    StakingYieldOracle,
    DeltaPnl,
    BasisPnl,
    FundingPnl,
    StakingYieldRewards,
    DustPnl,
    TransactionCosts,
    LiquidationLoss,
    Fx,
}

public static class AttributionBuckets
{
    public const int Count = 11;

    private static readonly string[] Names =
    [
        "supply_yield", "borrow_costs", "staking_yield_oracle", "delta_pnl", "basis_pnl", "funding_pnl", "staking_yield_rewards", "dust_pnl", "transaction_costs",
        "liquidation_loss", "fx",
    ];

    public static IReadOnlyList<string> All => Names;

    public static string Name(AttributionBucket bucket) => Names[(int)bucket];
}
