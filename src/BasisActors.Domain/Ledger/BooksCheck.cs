namespace BasisActors.Domain.Ledger;

/// <summary>What came of the last comparison of the ledger with all venues.</summary>
/// <param name="Open">The differences that stand.</param>
/// <param name="Grade">Of the worst of them.</param>
/// <param name="Worst">Its position; null when there is none.</param>
public sealed record BooksCheck(OpenDifferences Open, DifferenceGrade Grade, PositionKey? Worst)
{
    public static readonly BooksCheck Agree = new(OpenDifferences.None, DifferenceGrade.None, null);

    /// <summary>A venue that refuses to put what it holds where the ledger takes it to be, so that it counts as a difference above tolerance; null when none does.</summary>
    public string? Refusing { get; init; }

    /// <summary>True when the books are too far off to take risk, or an investor's money, by them.</summary>
    public bool IsInDoubt => Grade >= DifferenceGrade.Above;
}
