using System.Collections.Immutable;
using BasisActors.Domain.Errors;

namespace BasisActors.Domain.Ledger;

/// <summary>
/// All accounts of a run, made from its declared positions (S: position_subscriptions) and one counter-account per cause and unit.
/// A position that is not declared does not exist: any delta on it is POS-001.
/// </summary>
public sealed class ChartOfAccounts
{
    /// <summary>Tokens an Aave position pays out, by symbol: aUSDT → USDT, debtWETH → WETH.</summary>
    private const string ATokenPrefix = "a", DebtPrefix = "debt";

    private readonly Dictionary<(PositionKey Key, AccountRole Role), int> _own = [];
    private readonly int[] _world;

    /// <exception cref="BasisException">POS-004 when the declared positions are empty or repeat.</exception>
    public ChartOfAccounts(IEnumerable<PositionKey> declared)
    {
        var accounts = ImmutableArray.CreateBuilder<Account>();
        var units = new List<Unit>();
        var positions = declared.ToArray();
        var margined = positions.Where(p => p.Type == PositionType.Perp).Select(p => new PositionKey(p.Venue, PositionType.BaseToken, Quote(p.Symbol))).ToHashSet();

        void Open(PositionKey key, AccountRole role, Unit unit)
        {
            var suffix = role == AccountRole.Quantity ? "" : $"/{role}";
            if (!_own.TryAdd((key, role), accounts.Count))
                throw new BasisException("POS-004", $"Position {key} is declared twice.", key.ToString());
            var mayBeNegative = role != AccountRole.Quantity || key.Type == PositionType.Perp || margined.Contains(key);
            accounts.Add(new Account(accounts.Count, key + suffix, role, key, UnitIndex(unit), mayBeNegative));
        }

        int UnitIndex(Unit unit)
        {
            var index = units.IndexOf(unit);
            if (index >= 0)
                return index;
            units.Add(unit);
            return units.Count - 1;
        }

        foreach (var key in positions)
        {
            switch (key.Type)
            {
                case PositionType.BaseToken or PositionType.Lst or PositionType.Claim or PositionType.Transit:
                    Open(key, AccountRole.Quantity, new Unit(key.Symbol, UnitKind.Token));
                    break;
                case PositionType.AToken or PositionType.DebtToken:
                    Open(key, AccountRole.Quantity, new Unit(key.Symbol, UnitKind.Scaled));
                    Open(key, AccountRole.Underlying, new Unit(Underlying(key), UnitKind.Token));
                    break;
                case PositionType.Perp:
                    Open(key, AccountRole.Quantity, new Unit(key.Symbol, UnitKind.Contract, key.Venue));
                    Open(key, AccountRole.EntryNotional, new Unit(Quote(key.Symbol), UnitKind.Token));
                    break;
            }
        }

        if (accounts.Count == 0)
            throw new BasisException("POS-004", "No position is declared; position_subscriptions must not be empty.");
        OwnCount = accounts.Count;
        var causes = Enum.GetValues<Cause>();
        _world = new int[causes.Length * units.Count];
        foreach (var cause in causes)
        {
            for (var unit = 0; unit < units.Count; unit++)
            {
                _world[(int)cause * units.Count + unit] = accounts.Count;
                accounts.Add(new Account(accounts.Count, $"world:{cause}:{units[unit].Name}{(units[unit].Venue.Length > 0 ? "@" + units[unit].Venue : "")}", AccountRole.World, default, unit, true));
            }
        }

        Accounts = accounts.ToImmutable();
        Units = [.. units];
    }

    /// <summary>Our own accounts first, then the counter-accounts.</summary>
    public ImmutableArray<Account> Accounts { get; }

    public ImmutableArray<Unit> Units { get; }

    /// <summary>Number of our own accounts.</summary>
    public int OwnCount { get; }

    public IEnumerable<PositionKey> Positions => Accounts.Where(a => a.Role == AccountRole.Quantity).Select(a => a.Key);

    public bool IsDeclared(PositionKey key) => _own.ContainsKey((key, AccountRole.Quantity));

    /// <summary>The account of a position.</summary>
    /// <exception cref="BasisException">POS-001 when the position is not declared.</exception>
    public int Own(PositionKey key, AccountRole role = AccountRole.Quantity) => _own.TryGetValue((key, role), out var index)
        ? index
        : throw new BasisException("POS-001", $"Position {key} is not declared.", key.ToString());

    /// <summary>The counter-account of a cause in a unit.</summary>
    public int World(Cause cause, int unit) => _world[(int)cause * Units.Length + unit];

    /// <summary>The token behind an Aave position: aUSDT and debtUSDT stand for USDT.</summary>
    public static string Underlying(PositionKey key)
    {
        var prefix = key.Type == PositionType.AToken ? ATokenPrefix : DebtPrefix;
        return key.Symbol.StartsWith(prefix, StringComparison.Ordinal) && key.Symbol.Length > prefix.Length
            ? key.Symbol[prefix.Length..]
            : throw new BasisException("POS-004", $"'{key.Symbol}' is not the symbol of an {key.Type}; it must begin with '{prefix}'.", key.ToString());
    }

    /// <summary>Base of a pair quoted in USDT: BTCUSDT → BTC.</summary>
    public static string Base(string pair) => Quote(pair) is { } quote ? pair[..^quote.Length] : "";

    private static string Quote(string pair) => pair.EndsWith("USDT", StringComparison.Ordinal) && pair.Length > 4
        ? "USDT"
        : throw new BasisException("POS-004", $"'{pair}' is not a pair quoted in USDT.", pair);
}
