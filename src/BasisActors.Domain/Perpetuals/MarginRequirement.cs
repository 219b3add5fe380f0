using System.Collections.Immutable;
using BasisActors.Domain.Errors;

namespace BasisActors.Domain.Perpetuals;

/// <summary>Margin that an exchange asks for a position by its notional (domain reference §5.6). Quote currency, not rounded.</summary>
public static class MarginRequirement
{
    /// <summary>A ladder with the deductions that make the maintenance margin continuous: dᵢ = dᵢ₋₁ + fromᵢ·(mmrᵢ − mmrᵢ₋₁), the first is 0.</summary>
    /// <param name="steps">Notional, initial and maintenance rate of each step: from notional 0 on, rising notional, maintenance rates that do not fall and
    /// stay within the initial rates.</param>
    /// <exception cref="BasisException">MTH-003 when there is no step or the steps are not such a ladder.</exception>
    public static ImmutableArray<MarginTier> Tiers(params (decimal From, decimal InitialRate, decimal MaintenanceRate)[] steps)
    {
        var tiers = ImmutableArray.CreateBuilder<MarginTier>(steps.Length);
        var below = new MarginTier(0, 0, 0, 0);
        foreach (var (from, initial, maintenance) in steps)
        {
            var follows = tiers.Count == 0 ? from == 0 : from > below.NotionalFrom;
            if (!follows || maintenance < below.MaintenanceRate || maintenance > initial)
                throw new BasisException(
                    "MTH-003", $"The margin step from {from} with rates {initial} and {maintenance} does not continue the ladder after {below.NotionalFrom}.");
            below = new MarginTier(from, initial, maintenance, below.Deduction + from * (maintenance - below.MaintenanceRate));
            tiers.Add(below);
        }

        return tiers.Count > 0 ? tiers.MoveToImmutable() : throw NoTier(0);
    }

    /// <summary>Notional × maintenance rate − deduction. A balance at or below it is liquidated.</summary>
    /// <param name="tiers">The ladder, rising; see <see cref="Tiers"/>.</param>
    /// <param name="notional">|size| × mark, 0 or above.</param>
    /// <exception cref="BasisException">MTH-003 when no step holds for the notional.</exception>
    public static decimal Maintenance(ImmutableArray<MarginTier> tiers, decimal notional)
    {
        var tier = At(tiers, notional);
        return notional * tier.MaintenanceRate - tier.Deduction;
    }

    /// <summary>Notional × initial rate. It jumps where a step begins: exchanges ask the higher rate for the whole position.</summary>
    /// <param name="tiers">The ladder, rising; see <see cref="Tiers"/>.</param>
    /// <param name="notional">|size| × mark, 0 or above.</param>
    /// <exception cref="BasisException">MTH-003 when no step holds for the notional.</exception>
    public static decimal Initial(ImmutableArray<MarginTier> tiers, decimal notional) => notional * At(tiers, notional).InitialRate;

    private static MarginTier At(ImmutableArray<MarginTier> tiers, decimal notional)
    {
        if (!tiers.IsDefault)
            for (var i = tiers.Length - 1; i >= 0; i--)
                if (tiers[i].NotionalFrom <= notional)
                    return tiers[i];
        throw NoTier(notional);
    }

    private static BasisException NoTier(decimal notional) => new("MTH-003", $"No margin step holds for a notional of {notional}.");
}
