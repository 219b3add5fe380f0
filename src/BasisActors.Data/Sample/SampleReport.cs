namespace BasisActors.Data.Sample;

/// <summary>What a sample holds. The manifest itself is not counted.</summary>
/// <param name="Files">Number of data files.</param>
/// <param name="Rows">Data rows in all files, without headers and comments.</param>
/// <param name="Bytes">Size of all data files.</param>
public sealed record SampleReport(int Files, long Rows, long Bytes);
