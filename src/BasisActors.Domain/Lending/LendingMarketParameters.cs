using System.Collections.Immutable;
using BasisActors.Domain.Errors;

namespace BasisActors.Domain.Lending;

/// <summary>Risk parameters of a lending market (domain reference §1, §5.1, §5.5).</summary>
/// <param name="Reserves">One row for each asset outside of eMode, by symbol.</param>
/// <param name="EMode">The row of the correlated category.</param>
/// <param name="EModeCategory">Assets of the category, by symbol.</param>
public sealed record LendingMarketParameters(
    ImmutableSortedDictionary<string, ReserveParameters> Reserves, ReserveParameters EMode, ImmutableSortedSet<string> EModeCategory)
{
    /// <summary>
    /// Parameters of a collateral against a debt: those of eMode when both are in the category, otherwise the collateral's own.
    /// An account with several debts is in eMode only if each of them is; its caller asks with one that is not.
    /// </summary>
    /// <param name="collateral">Symbol of the collateral.</param>
    /// <param name="debt">Symbol of the borrowed asset; null while nothing is borrowed, which does not stand against eMode.</param>
    /// <exception cref="BasisException">
    /// EXP-004 when the market does not know one of the two: a wrong symbol must not pass for an asset outside of eMode.
    /// </exception>
    public ReserveParameters For(string collateral, string? debt)
    {
        var own = Known(collateral);
        if (debt is not null)
            Known(debt);
        if (EModeCategory.Contains(collateral) && (debt is null || EModeCategory.Contains(debt)))
            return EMode;
        return own ?? throw Unknown(collateral);
    }

    private ReserveParameters? Known(string asset)
    {
        if (!Reserves.TryGetValue(asset, out var own) && !EModeCategory.Contains(asset))
            throw Unknown(asset);
        return own;
    }

    private BasisException Unknown(string asset) =>
        new("EXP-004", $"The lending market has no parameters for {asset}; it has {string.Join(", ", Reserves.Keys)}.", asset);
}
