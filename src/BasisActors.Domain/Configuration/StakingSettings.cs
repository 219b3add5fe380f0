using BasisActors.Domain.Staking;

namespace BasisActors.Domain.Configuration;

/// <summary>How a mode stakes its ETH.</summary>
public sealed record StakingSettings
{
    public required LiquidStakingToken Token { get; init; }

    /// <summary>Share of equity that is staked, 0 to 1; in a hedged mode the rest is margin.</summary>
    public required decimal Allocation { get; init; }

    /// <summary>True when the staked tokens are supplied to Aave as collateral, levered or not.</summary>
    public required bool Supplied { get; init; }

    /// <summary>Debt / collateral of the loop; 0 supplies without borrowing.</summary>
    public required decimal TargetLtv { get; init; }

    /// <summary>A bundle reverts when it would leave less.</summary>
    public decimal MinHealthFactor { get; init; } = 1.02m;

    /// <summary>How a payout's ETH leaves the staked token; a risk always takes the fast way.</summary>
    public UnwindMode Unwind { get; init; } = UnwindMode.Fast;

    /// <summary>When leverage is given up because borrowing costs more than staking earns; null never.</summary>
    public CarryGuard? Carry { get; init; }

    /// <summary>True when reward tokens are received: only weETH has any.</summary>
    public bool SeasonalRewards { get; init; }

    /// <summary>Share of equity that reward tokens must be worth to be sold at once.</summary>
    public decimal DustShare { get; init; } = 0.002m;
}

public enum UnwindMode
{
    /// <summary>Sell on the market, at once.</summary>
    Fast,

    /// <summary>The protocol's withdrawal queue.</summary>
    Slow,

    /// <summary>The one that costs less.</summary>
    Cheapest,
}

/// <summary>Hysteresis of the net-carry guard (domain reference §6): yearly fractions of the equity in the loop.</summary>
/// <param name="WindowDays">Days over which growth of the rates is measured.</param>
/// <param name="Exit">Levered carry below which the loop may be repaid; not positive.</param>
/// <param name="Entry">Yield of staking and supply less borrowing, of one unit of collateral, above which it is levered again.</param>
/// <param name="HorizonDays">Days that the present carry is taken to last: the loop is repaid only when it would lose more in them than repaying costs.</param>
public sealed record CarryGuard(int WindowDays, decimal Exit, decimal Entry, int HorizonDays);
