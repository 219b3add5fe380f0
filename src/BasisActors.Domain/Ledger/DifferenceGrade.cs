namespace BasisActors.Domain.Ledger;

/// <summary>How far a venue is from the ledger (domain reference §11.3).</summary>
public enum DifferenceGrade
{
    /// <summary>They hold the same, to the last digit.</summary>
    None,

    /// <summary>Not the same, and within tolerance: told, and nothing more.</summary>
    Within,

    /// <summary>Above tolerance: no new risk.</summary>
    Above,

    /// <summary>Above twice the tolerance: no new risk until somebody has looked.</summary>
    FarAbove,
}
