namespace BasisActors.Venues.Exchanges.Binance;

/// <summary>
/// What the positions should be by our orders and by what the exchange has told to have closed. As long as they are that, nothing can have been closed that is not
/// known, and its log, which is dear, need not be asked.
/// </summary>
internal sealed class ExplainedPositions
{
    private readonly Dictionary<string, decimal> _size = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _seen = new(StringComparer.Ordinal);

    /// <summary>False until positions were read together with the log, and after an order whose part in them is not known.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>They are not known for now.</summary>
    public void Forget() => IsKnown = false;

    /// <summary>They are known again as they were, with what is added.</summary>
    public void Recall() => IsKnown = true;

    /// <summary>Takes the positions as they are.</summary>
    public void Begin(IReadOnlyDictionary<string, decimal> positions)
    {
        _size.Clear();
        _seen.Clear();
        foreach (var (symbol, size) in positions)
            _size[symbol] = size;
        IsKnown = true;
    }

    /// <summary>A position has changed for a reason that is known.</summary>
    /// <param name="symbol">The perpetual.</param>
    /// <param name="change">Base units, above 0 for what was bought.</param>
    public void Add(string symbol, decimal change) => _size[symbol] = _size.GetValueOrDefault(symbol) + change;

    /// <summary>Perpetuals that are not what they should be.</summary>
    /// <param name="positions">As read; one that is not among them is flat.</param>
    public IReadOnlyList<string> Unexplained(IReadOnlyDictionary<string, decimal> positions) =>
        [.. _size.Keys.Union(positions.Keys).Where(s => _size.GetValueOrDefault(s) != positions.GetValueOrDefault(s)).Order(StringComparer.Ordinal)];

    /// <summary>After the log was asked. What it does not explain is taken as it is after a time: an entry may come late, but not for ever.</summary>
    /// <param name="symbol">The perpetual.</param>
    /// <param name="size">As read before.</param>
    /// <param name="now">When.</param>
    /// <param name="delay">How late an entry may come.</param>
    public void Asked(string symbol, decimal size, DateTimeOffset now, TimeSpan delay)
    {
        if (_size.GetValueOrDefault(symbol) != size && (_seen.TryAdd(symbol, now) || now - _seen[symbol] < delay))
            return;
        _size[symbol] = size;
        _seen.Remove(symbol);
    }
}
