namespace BasisActors.Domain.Market;

/// <summary>The last value of a series known at a timestamp.</summary>
/// <param name="Value">The value; meaningless when <see cref="IsKnown"/> is false.</param>
/// <param name="AgeSeconds">Seconds since it became known; −1 when the series has no value yet.</param>
public readonly record struct Observation(decimal Value, int AgeSeconds)
{
    public static readonly Observation Unknown = new(0m, -1);

    public bool IsKnown => AgeSeconds >= 0;

    /// <summary>True when the value became known exactly at the timestamp asked for: for funding, a settlement is due.</summary>
    public bool IsNew => AgeSeconds == 0;
}
