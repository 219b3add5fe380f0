namespace BasisActors.Data.Sample;

/// <summary>
/// Random numbers of one series: xoshiro256** (Blackman and Vigna, 2018), seeded by SplitMix64 from the seed and the name of the series.
/// Each series has its own stream, so a new series changes none of the others.
/// </summary>
internal sealed class RandomStream
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;
    private double _spare;
    private bool _hasSpare;

    public RandomStream(ulong seed, string series)
    {
        var state = seed;
        state = SplitMix(ref state) ^ Fnv1A(series);
        _s0 = SplitMix(ref state);
        _s1 = SplitMix(ref state);
        _s2 = SplitMix(ref state);
        _s3 = SplitMix(ref state);
    }

    public ulong NextBits()
    {
        var result = ulong.RotateLeft(_s1 * 5, 7) * 9;
        var t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = ulong.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1), a multiple of 2^-53.</summary>
    public double Uniform() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    public double Uniform(double low, double high) => low + ((high - low) * Uniform());

    public bool Chance(double probability) => Uniform() < probability;

    /// <summary>Standard normal by Marsaglia's polar method.</summary>
    public double Normal()
    {
        if (_hasSpare)
        {
            _hasSpare = false;
            return _spare;
        }

        double u, v, s;
        do
        {
            u = (2 * Uniform()) - 1;
            v = (2 * Uniform()) - 1;
            s = (u * u) + (v * v);
        }
        while (s >= 1 || s == 0);

        var scale = Math.Sqrt(-2 * PortableMath.Ln(s) / s);
        _spare = v * scale;
        _hasSpare = true;
        return u * scale;
    }

    /// <summary>Exponential of mean 1.</summary>
    public double Exponential() => -PortableMath.Ln(1 - Uniform());

    /// <summary>Student t of five degrees of freedom, scaled to unit variance and clipped at eight: the tails of hourly returns.</summary>
    public double FatTailed()
    {
        const int Freedom = 5;
        var z = Normal();
        var chiSquared = 0.0;
        for (var i = 0; i < Freedom; i++)
        {
            var n = Normal();
            chiSquared += n * n;
        }

        var t = z / Math.Sqrt(chiSquared / Freedom);
        return Math.Clamp(t * Math.Sqrt((Freedom - 2.0) / Freedom), -8, 8);
    }

    private static ulong SplitMix(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    private static ulong Fnv1A(string text)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var c in text)
            hash = (hash ^ c) * 0x100000001B3;
        return hash;
    }
}
