namespace BasisActors.Venues.Simulated.Faults;

/// <summary>
/// A number drawn from an instruction's id and a seed: the same id always draws the same, in whatever order instructions come and however often they are sent.
/// FNV-1a of the text, mixed with the seed by the finaliser of SplitMix64 (Steele, Lea and Flood, 2014).
/// </summary>
internal static class FaultDraw
{
    /// <summary>Uniform in [0, 1), a multiple of 2^-53.</summary>
    /// <param name="seed">Seed of the fault.</param>
    /// <param name="purpose">What is drawn: two draws on one id are independent.</param>
    /// <param name="id">Id of the instruction.</param>
    public static decimal Of(int seed, string purpose, string id)
    {
        var hash = Mix(Fnv1A(purpose, 0xCBF29CE484222325) + (ulong)seed * 0x9E3779B97F4A7C15);
        return (Mix(Fnv1A(id, hash)) >> 11) / (decimal)(1UL << 53);
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    private static ulong Fnv1A(string text, ulong hash)
    {
        foreach (var c in text)
            hash = (hash ^ c) * 0x100000001B3;
        return hash;
    }
}
