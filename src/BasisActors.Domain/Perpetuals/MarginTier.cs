namespace BasisActors.Domain.Perpetuals;

/// <summary>One step of an exchange's margin ladder (domain reference §5.6).</summary>
/// <param name="NotionalFrom">Notional from which the step holds, quote currency.</param>
/// <param name="InitialRate">Initial margin, a fraction of the whole notional.</param>
/// <param name="MaintenanceRate">Maintenance margin, a fraction of the whole notional, before the deduction.</param>
/// <param name="Deduction">Quote currency taken off the maintenance margin, so that only the notional above the step pays its higher rate.</param>
public readonly record struct MarginTier(decimal NotionalFrom, decimal InitialRate, decimal MaintenanceRate, decimal Deduction);
