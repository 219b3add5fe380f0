using System.Collections.Immutable;

namespace BasisActors.Data.Databases;

/// <summary>What an import did with a file.</summary>
public enum ImportOutcome
{
    /// <summary>The database did not have it.</summary>
    Written,

    /// <summary>The database had other rows of it.</summary>
    Replaced,

    /// <summary>The database had the same bytes under the same name; nothing was written.</summary>
    Unchanged,

    /// <summary>The database has it and the folder does not; it is left as it is.</summary>
    Kept,
}

/// <summary>One file of an import.</summary>
/// <param name="Path">Folder and name, relative to the data set.</param>
/// <param name="Outcome">What was done with it.</param>
/// <param name="Rows">Rows the database has of it now.</param>
/// <param name="First">Timestamp of its first row.</param>
/// <param name="Last">Timestamp of its last row.</param>
public sealed record ImportedFile(string Path, ImportOutcome Outcome, long Rows, DateTimeOffset First, DateTimeOffset Last);

/// <summary>What an import did.</summary>
/// <param name="Database">What was written to; holds no password.</param>
/// <param name="Files">One for each file of the folder, then those only the database has.</param>
public sealed record ImportReport(string Database, ImmutableArray<ImportedFile> Files)
{
    /// <summary>True when the database is what it was before.</summary>
    public bool ChangedNothing => Files.All(f => f.Outcome is ImportOutcome.Unchanged or ImportOutcome.Kept);
}
