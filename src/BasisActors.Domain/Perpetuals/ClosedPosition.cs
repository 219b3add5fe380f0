namespace BasisActors.Domain.Perpetuals;

/// <summary>What closing a position did to the cash of its account. Quote currency.</summary>
/// <param name="Realised">Profit credited, negative is a loss; before the fee.</param>
/// <param name="Fee">Fee charged, 0 or above.</param>
public readonly record struct ClosedPosition(decimal Realised, decimal Fee);
