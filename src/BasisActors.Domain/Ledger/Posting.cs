using System.Collections.Immutable;

namespace BasisActors.Domain.Ledger;

/// <summary>A change of one account, in its unit; positive adds.</summary>
public readonly record struct Leg(int Account, decimal Amount);

/// <summary>A balanced change of the book with one cause: in every unit the legs sum to zero.</summary>
/// <param name="Cause">Why.</param>
/// <param name="Source">What it came from: an instruction id, a settlement, a flow.</param>
/// <param name="Legs">Our own legs first, then the counter-legs.</param>
public sealed record Posting(Cause Cause, string Source, ImmutableArray<Leg> Legs)
{
    /// <summary>What arrives later because of this posting; null when all of it is here.</summary>
    public Receivable? Opens { get; init; }

    /// <summary>Id of the receivable that this posting brings in; null otherwise.</summary>
    public string? Settles { get; init; }

    /// <summary>Balances our own legs with the counter-accounts of the cause; zero legs are left out.</summary>
    public static Posting Balanced(ChartOfAccounts chart, Cause cause, string source, params ReadOnlySpan<Leg> own)
    {
        var legs = ImmutableArray.CreateBuilder<Leg>(own.Length + 2);
        foreach (var leg in own)
        {
            if (leg.Amount != 0)
                legs.Add(leg);
        }

        var count = legs.Count;
        for (var i = 0; i < count; i++)
        {
            var unit = chart.Accounts[legs[i].Account].Unit;
            var seen = false;
            for (var j = 0; j < i; j++)
                seen |= chart.Accounts[legs[j].Account].Unit == unit;
            if (seen)
                continue;
            decimal sum = 0;
            for (var j = i; j < count; j++)
            {
                if (chart.Accounts[legs[j].Account].Unit == unit)
                    sum += legs[j].Amount;
            }

            if (sum != 0)
                legs.Add(new Leg(chart.World(cause, unit), -sum));
        }

        return new Posting(cause, source, legs.ToImmutable());
    }
}
