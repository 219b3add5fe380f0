namespace BasisActors.Venues.Exchanges.Binance;

/// <summary>One of Binance's hosts: spot and wallets have one, perpetuals another, each with limits of its own.</summary>
/// <param name="Http">With the host as base address. It must not repeat requests by itself; its timeout is above that of the options.</param>
/// <param name="Limits">Shared by all clients of the host.</param>
public sealed record BinanceHost(HttpClient Http, BinanceLimits Limits);
