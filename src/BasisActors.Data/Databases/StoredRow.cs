namespace BasisActors.Data.Databases;

/// <summary>One row of a file on its way into a database.</summary>
/// <param name="Time">Its timestamp, epoch seconds.</param>
/// <param name="Values">Its values as text.</param>
internal readonly record struct StoredRow(long Time, string[] Values);
