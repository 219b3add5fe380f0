namespace BasisActors.Domain.Risk;

/// <summary>Why nothing is entered.</summary>
/// <param name="State">Reducing ends by itself, halted by an operator.</param>
/// <param name="Reason">Short and stable; the reason of the plans that it holds back.</param>
/// <param name="Since">Tick at which it began.</param>
/// <param name="Where">The position concerned; null when none is.</param>
public sealed record TradingHold(TradingState State, string Reason, DateTimeOffset Since, string? Where = null);
