namespace BasisActors.Domain.Ledger;

/// <summary>What an account of a position counts.</summary>
public enum AccountRole
{
    /// <summary>The position's quantity: tokens, scaled balance or contracts.</summary>
    Quantity,

    /// <summary>The underlying tokens that an aToken or debt token stands for; negative for debt.</summary>
    Underlying,

    /// <summary>Quote currency at which a perpetual was opened: +size × entry for a short. With the contracts at mark it makes the unrealised P&amp;L.</summary>
    EntryNotional,

    /// <summary>The other side of a posting, outside our books.</summary>
    World,
}

/// <summary>One line of the chart of accounts: a balance of one unit.</summary>
/// <param name="Index">Place in the book.</param>
/// <param name="Name">Name for people, unique.</param>
/// <param name="Role">What is counted.</param>
/// <param name="Key">The position; default for <see cref="AccountRole.World"/>.</param>
/// <param name="Unit">Index of the unit in <see cref="ChartOfAccounts.Units"/>.</param>
/// <param name="MayBeNegative">True for contracts, for debts, and for cash that margins perpetuals: losses and funding may exceed it, which is a matter of risk.</param>
public sealed record Account(int Index, string Name, AccountRole Role, PositionKey Key, int Unit, bool MayBeNegative)
{
    public bool IsOwn => Role != AccountRole.World;
}

/// <summary>What a unit is and therefore how it is priced.</summary>
public enum UnitKind
{
    Token,

    /// <summary>Scaled balance of an aToken or debt token: worth nothing by itself, the underlying carries the value.</summary>
    Scaled,

    /// <summary>Perpetual contract, one base unit each.</summary>
    Contract,
}

/// <summary>A thing that is counted: a token, a scaled balance, a contract of one venue.</summary>
/// <param name="Name">USDT, BTC, aUSDT.</param>
/// <param name="Kind">How it is priced.</param>
/// <param name="Venue">The venue of a contract; empty otherwise, since a token is the same everywhere.</param>
public sealed record Unit(string Name, UnitKind Kind, string Venue = "");
