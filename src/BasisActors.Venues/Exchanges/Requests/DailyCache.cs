using System.Collections.Concurrent;

namespace BasisActors.Venues.Exchanges.Requests;

/// <summary>What changes seldom: it is asked for once a day, and again after it was forgotten.</summary>
internal sealed class DailyCache<T>(TimeProvider time)
{
    private readonly ConcurrentDictionary<(Product, string), (DateOnly Day, T Value)> _known = new();

    public async Task<T> GetAsync(Product product, string symbol, Func<Task<T>> read)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (_known.TryGetValue((product, symbol), out var known) && known.Day == today)
            return known.Value;
        var value = await read();
        _known[(product, symbol)] = (today, value);
        return value;
    }

    public void Forget(Product product, string symbol) => _known.TryRemove((product, symbol), out _);
}
