namespace BasisActors.Data.Sample;

/// <summary>One hour's prices in ticks; low ≤ open, close ≤ high.</summary>
internal readonly record struct Bar(long Open, long High, long Low, long Close)
{
    /// <summary>A bar with shadows given as fractions of the body's ends, at least as wide as the body.</summary>
    public static Bar Around(long open, long close, double upper, double lower)
    {
        var top = Math.Max(open, close);
        var bottom = Math.Min(open, close);
        return new Bar(open, top + (long)Math.Floor(top * upper), bottom - (long)Math.Floor(bottom * Math.Min(lower, 0.9)), close);
    }

    /// <summary>Mean of the four prices, ticks.</summary>
    public double Typical => (Open + High + Low + Close) / 4.0;
}
