namespace BasisActors.Venues.Exchanges;

/// <summary>What a key may do with its account, by the exchange's own word.</summary>
/// <param name="TradesSpot">It places spot orders.</param>
/// <param name="TradesPerpetuals">It places orders of USDT-margined perpetuals.</param>
/// <param name="MovesMargin">It moves USDT between the account's own wallets; true where there is one balance and nothing to move.</param>
/// <param name="Withdraws">It takes money out of the account. A run never needs that, and who steals such a key has the money.</param>
/// <param name="IsBoundToAddresses">It is taken from listed addresses only.</param>
public sealed record KeyPermissions(bool TradesSpot, bool TradesPerpetuals, bool MovesMargin, bool Withdraws, bool IsBoundToAddresses);
