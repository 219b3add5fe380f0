namespace BasisActors.Host.Http;

/// <summary>The part of a list that a call asks for.</summary>
/// <param name="Limit">Most items.</param>
/// <param name="Offset">Items before the first.</param>
public readonly record struct Page(int Limit, int Offset)
{
    public const int Usual = 100;

    /// <param name="limit">1 to <paramref name="most"/>; null is the usual number.</param>
    /// <param name="offset">From 0; null is 0.</param>
    /// <param name="most">Most items that one answer has.</param>
    /// <exception cref="ApiFaultException">400 when either is out of range.</exception>
    public static Page Of(int? limit, int? offset, int most = 1000)
    {
        if (limit < 1 || limit > most)
            throw ApiFault.Invalid("limit", $"limit is {limit}; it must be 1 to {most}.").Exception();
        if (offset < 0)
            throw ApiFault.Invalid("offset", $"offset is {offset}; it must be 0 or more.").Exception();
        return new Page(limit ?? Math.Min(Usual, most), offset ?? 0);
    }
}
