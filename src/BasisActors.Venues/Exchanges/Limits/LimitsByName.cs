namespace BasisActors.Venues.Exchanges.Limits;

/// <summary>Limits of a kind, each made when it is first needed. Guarded by its host's lock.</summary>
/// <param name="window">Of each of them.</param>
internal sealed class LimitsByName(TimeSpan window)
{
    private readonly Dictionary<string, RollingLimit> _limits = new(StringComparer.Ordinal);

    public RollingLimit Of(string name, int permits)
    {
        if (!_limits.TryGetValue(name, out var limit))
            _limits.Add(name, limit = new RollingLimit(permits, window));
        return limit;
    }
}
