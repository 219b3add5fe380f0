using BasisActors.Domain.Errors;
using BasisActors.Venues.Exchanges;
using BasisActors.Venues.Exchanges.Bybit;
using BasisActors.Venues.Exchanges.Okx;
using BasisActors.Venues.Exchanges.Requests;

namespace BasisActors.Host.Live;

/// <summary>Clients of real accounts, each at the address that the environment names, with the waits that suit a real exchange.</summary>
public sealed class RealAccounts(IReadOnlyList<ExchangeAccess> access, SharedLimits limits, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly List<HttpClient> _lines = [];

    public IExchangeClient Connect(string venue)
    {
        var account = access.Single(a => a.Venue == venue);
        var hosts = new MarketHosts([account.Address, .. account.MarketAddresses], time, new SocketsHttpHandler());
        var http = new HttpClient(hosts) { BaseAddress = account.Address, Timeout = Patience };
        _lines.Add(http);
        return venue switch
        {
            "bybit" => new BybitClient(http, account.Credentials, time, limits: limits.Bybit(account.Address)),
            "okx" => new OkxClient(http, account.Credentials, time, limits: limits.Okx(account.Address)),
            _ => throw new BasisException("VIF-002", $"Live has no client for the accounts of {venue}.", "--set", "Name bybit or okx as spot_venue and in hedge_venues."),
        };
    }

    public void Dispose() => _lines.ForEach(l => l.Dispose());
}
