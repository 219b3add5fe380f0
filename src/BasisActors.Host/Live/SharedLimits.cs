using System.Collections.Concurrent;
using BasisActors.Venues.Exchanges;
using BasisActors.Venues.Exchanges.Binance;
using BasisActors.Venues.Exchanges.Bybit;
using BasisActors.Venues.Exchanges.Okx;

namespace BasisActors.Host.Live;

/// <summary>
/// The rate limits of the hosts that a process speaks to, one object for each host: an exchange counts what comes from an address, whichever run sends it. What it
/// counts for an account is counted together too, which errs to the safe side.
/// </summary>
public sealed class SharedLimits(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, BybitLimits> _bybit = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, OkxLimits> _okx = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<(string Host, Product Product), BinanceLimits> _binance = new();

    public BybitLimits Bybit(Uri host) => _bybit.GetOrAdd(host.Authority, _ => new BybitLimits(time));

    public OkxLimits Okx(Uri host) => _okx.GetOrAdd(host.Authority, _ => new OkxLimits(time));

    /// <summary>Spot and perpetuals are two hosts with limits of their own, also where one address serves both.</summary>
    public BinanceLimits Binance(Uri host, Product product) => _binance.GetOrAdd((host.Authority.ToLowerInvariant(), product), key => new BinanceLimits(time, key.Product));
}
