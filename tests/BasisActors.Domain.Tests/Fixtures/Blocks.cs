using System.Globalization;
using BasisActors.Domain.Instructions;

namespace BasisActors.Tests.Fixtures;

/// <summary>Writes blocks the way a person would say them, so that a test can state a whole plan on a few lines.</summary>
public static class Blocks
{
    /// <summary>One line per block: <c>TRANSFER_TO_CEX binance 70000 + TRANSFER_TO_CEX bybit 15000</c>.</summary>
    public static string[] Told(this Plan plan) => [.. plan.Blocks.Select(b => string.Join(" + ", b.Instructions.Select(Told)))];

    private static string Told(Instruction instruction) =>
        string.Create(CultureInfo.InvariantCulture, $"{instruction.Operation.Name()} {instruction.Venue} {instruction.Amount / 1.0000000000000000000000000000m}");
}
