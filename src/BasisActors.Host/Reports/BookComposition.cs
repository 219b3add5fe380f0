using System.Collections.Immutable;
using BasisActors.Domain.Exposure;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;
using BasisActors.Domain.Numerics;
using BasisActors.Host.Results;

namespace BasisActors.Host.Reports;

/// <summary>What equity is made of, by kind of position, in share-class currency. The values sum to equity; only debt and a loss on shorts are negative.</summary>
internal sealed class BookComposition
{
    private readonly UnitPricing _pricing;
    private readonly IMarketData _market;
    private readonly (int Account, int Unit, int Kind)[] _accounts;
    private readonly decimal[] _values = new decimal[Kinds.Length];

    public BookComposition(RecordedRun run)
    {
        (_pricing, _market) = (run.Pricing, run.Market);
        _accounts = [.. run.Chart.Accounts.Where(a => a.IsOwn && KindOf(a) >= 0).Select(a => (a.Index, a.Unit, KindOf(a)))];
    }

    /// <summary>Names of the kinds, in the order of the values.</summary>
    public static ImmutableArray<string> Kinds { get; } = ["wallet", "coins on exchanges", "margin", "staked tokens", "supplied", "debt", "claims and transfers"];

    /// <returns>The values by kind; valid until the next call.</returns>
    public ReadOnlySpan<decimal> Of(Book book, DateTimeOffset at)
    {
        var snapshot = _market.At(at);
        Array.Clear(_values);
        foreach (var (account, unit, kind) in _accounts)
        {
            var balance = book[account];
            if (balance != 0)
                _values[kind] += Amount.Value(balance, _pricing.At(snapshot, unit).Price);
        }

        return _values;
    }

    private static int KindOf(Account account) => account.Key.Type switch
    {
        PositionType.BaseToken when account.Key.Venue == "wallet" => 0,
        PositionType.BaseToken when account.Key.Symbol != "USDT" => 1,
        PositionType.BaseToken or PositionType.Perp => 2,
        PositionType.Lst => 3,
        PositionType.AToken => account.Role == AccountRole.Underlying ? 4 : -1,
        PositionType.DebtToken => account.Role == AccountRole.Underlying ? 5 : -1,
        _ => 6,
    };
}
