namespace BasisActors.Domain.Ledger;

/// <summary>Why an exchange closed a perpetual by itself.</summary>
public enum TakeoverKind
{
    /// <summary>The account's margin had fallen to maintenance.</summary>
    Liquidation,

    /// <summary>Somebody else was liquidated and nobody else would take the other side: a profitable position is closed at his price.</summary>
    AutoDeleveraging,
}
