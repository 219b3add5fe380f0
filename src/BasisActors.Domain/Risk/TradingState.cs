namespace BasisActors.Domain.Risk;

/// <summary>What a live run may do (domain reference §11.4). What reduces risk goes on in each.</summary>
public enum TradingState
{
    Running,

    /// <summary>Nothing is entered until the reason is gone.</summary>
    Reducing,

    /// <summary>Nothing is entered until an operator resumes, and the reason is gone.</summary>
    Halted,
}
