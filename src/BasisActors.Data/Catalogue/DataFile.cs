namespace BasisActors.Data.Catalogue;

/// <summary>Where a file is found.</summary>
/// <param name="Folder">Folder relative to the root of the data set, with forward slashes.</param>
/// <param name="Pattern">File name; <c>*</c> stands for the dated span, which says when it was downloaded and not what it covers.</param>
/// <param name="Kind">How it is read.</param>
internal sealed record DataFile(string Folder, string Pattern, FileKind Kind)
{
    public override string ToString() => $"{Folder}/{Pattern}";
}
