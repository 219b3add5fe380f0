using System.Collections.Immutable;
using BasisActors.Domain.Errors;
using BasisActors.Host.Configuration;
using BasisActors.Host.Live;
using BasisActors.Venues.Exchanges;
using BasisActors.Venues.Exchanges.Binance;

namespace BasisActors.Host.Doctor;

/// <summary>All checks, in the order in which a run would need what they look at. Nothing is left behind, and nothing is sent but questions.</summary>
/// <param name="configuration">Of this process.</param>
/// <param name="environment">Variables.</param>
/// <param name="time">The machine's clock.</param>
internal sealed class Examination(ConfigurationSource configuration, IReadOnlyDictionary<string, string> environment, TimeProvider time)
{
    private static readonly ImmutableArray<string> Exchanges = ["binance", "bybit", "okx"];

    private readonly SharedLimits _limits = new(time);

    /// <param name="folders">What runs and results are written to, the one of the runs first.</param>
    /// <param name="paper">The paper exchange; null when none is to be looked at.</param>
    /// <param name="account">Key of its account.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<ImmutableArray<Finding>> RunAsync(IReadOnlyList<string> folders, Uri? paper, ApiCredentials account, CancellationToken cancellation)
    {
        List<Finding> found = [.. ConfigurationCheck.Of(configuration), .. folders.Select(FolderCheck.Of)];
        found.Add(await DatabaseCheck.OfAsync(folders[0], environment, cancellation).ConfigureAwait(false));
        found.AddRange(await ExchangesAsync(paper, account, cancellation).ConfigureAwait(false));
        found.Add(ApiKeyCheck.Of(environment));
        found.Add(AlertCheck.Of(environment));
        return [.. found];
    }

    private async Task<ImmutableArray<Finding>> ExchangesAsync(Uri? paper, ApiCredentials account, CancellationToken cancellation)
    {
        var live = new LiveEnvironment(environment);
        List<Task<ImmutableArray<Finding>>> asked = [];
        using var http = paper is null ? null : new HttpClient { BaseAddress = paper, Timeout = TimeSpan.FromSeconds(30) };
        if (paper is not null)
            asked.AddRange(Exchanges.Select(v => new ExchangeCheck(time).OfAsync(LiveLaunch.OnPaper(v, http!, account, _limits), paper, readOnly: false, cancellation)));
        try
        {
            asked.AddRange(Exchanges.Where(live.Mentions).Select(v => RealAsync(live, v, cancellation)).ToList());
        }
        catch (BasisException e)
        {
            asked.Add(Task.FromResult<ImmutableArray<Finding>>([Finding.Failed("exchange", e.Error.Where ?? "environment", e.Error)]));
        }

        if (asked.Count == 0)
            return [Finding.NotApplicable("exchange", "", "none is named", "Name the paper exchange with --paper, or the accounts by BASIS_{ENV}__CEX__{VENUE}_URL, _API_KEY and _API_SECRET.")];
        return [.. (await Task.WhenAll(asked).ConfigureAwait(false)).SelectMany(f => f)];
    }

    /// <summary>The host of spot and wallets is the one that knows the keys.</summary>
    private async Task<ImmutableArray<Finding>> BinanceAsync(ExchangeAccess access, CancellationToken cancellation)
    {
        using var http = new HttpClient { BaseAddress = access.Address, Timeout = TimeSpan.FromSeconds(30) };
        var client = new BinanceClient(
            new BinanceHost(http, _limits.Binance(access.Address, Product.Spot)), new BinanceHost(http, _limits.Binance(access.Address, Product.Perpetual)), access.Credentials, time);
        return await new ExchangeCheck(time).OfKeyAsync(client, access.Address, cancellation).ConfigureAwait(false);
    }

    private async Task<ImmutableArray<Finding>> RealAsync(LiveEnvironment live, string venue, CancellationToken cancellation)
    {
        try
        {
            var access = live.Access([venue], capital: 0, readOnly: true);
            if (venue == "binance")
                return await BinanceAsync(access[0], cancellation).ConfigureAwait(false);
            using var accounts = new RealAccounts(access, _limits, time);
            return await new ExchangeCheck(time).OfAsync(accounts.Connect(venue), access[0].Address, live.ReadOnly ?? true, cancellation).ConfigureAwait(false);
        }
        catch (BasisException e)
        {
            return [Finding.Failed("exchange", venue, e.Error)];
        }
    }
}
