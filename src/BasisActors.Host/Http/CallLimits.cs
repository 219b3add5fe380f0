using System.Globalization;
using System.Threading.RateLimiting;
using BasisActors.Domain.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;

namespace BasisActors.Host.Http;

/// <summary>
/// Calls a minute that one caller may make, by kind of call (domain reference §10). A caller is a key or session, and an address where none is shown. Each kind can be
/// set by <c>BASIS_API__LIMIT_{KIND}</c>.
/// </summary>
public static class CallLimits
{
    /// <summary>Names of the kinds, for <c>RequireRateLimiting</c>.</summary>
    public const string Health = "health", Backtest = "backtest", Live = "live", Capital = "capital", Read = "read", Login = "login";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly (string Kind, int Calls)[] Usual = [(Health, 100), (Backtest, 10), (Live, 5), (Capital, 20), (Read, 600), (Login, 10)];

    /// <exception cref="BasisException">API-001 when a limit is not a whole number above 0.</exception>
    public static void Configure(RateLimiterOptions options, IReadOnlyDictionary<string, string> environment)
    {
        foreach (var (kind, calls) in Usual)
        {
            var limit = Limit(environment, $"BASIS_API__LIMIT_{kind.ToUpperInvariant()}", calls);
            options.AddPolicy(kind, context => RateLimitPartition.GetFixedWindowLimiter(Caller(context), _ => new FixedWindowRateLimiterOptions { PermitLimit = limit, Window = Window }));
        }

        options.OnRejected = (rejected, _) =>
        {
            var after = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? (int)Math.Ceiling(wait.TotalSeconds) : (int)Window.TotalSeconds;
            rejected.HttpContext.Response.Headers.RetryAfter = after.ToString(CultureInfo.InvariantCulture);
            return new ValueTask(Problems.WriteAsync(rejected.HttpContext, new ApiFault(429, ApiFault.RateLimit, $"Too many calls of this kind. Try again in {after} s.")));
        };
    }

    private static string Caller(HttpContext context) => $"{context.User.Identity?.Name}@{context.Connection.RemoteIpAddress}";

    private static int Limit(IReadOnlyDictionary<string, string> environment, string name, int usual)
    {
        if (!environment.TryGetValue(name, out var text) || text.Length == 0)
            return usual;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit > 0
            ? limit
            : throw new BasisException("API-001", $"{name} is '{text}'; it must be a whole number above 0.", name);
    }
}
