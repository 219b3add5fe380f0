namespace BasisActors.Domain.Risk;

/// <summary>Which side of a hedged and leveraged book would fail first.</summary>
public enum NearestFailure
{
    /// <summary>Neither side can fail: no short and no debt.</summary>
    None,

    /// <summary>The margin of the shorts.</summary>
    Margin,

    /// <summary>The collateral of the debt.</summary>
    Lending,
}
