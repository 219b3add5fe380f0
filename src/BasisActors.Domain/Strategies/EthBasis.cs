using BasisActors.Domain.Instructions;
using BasisActors.Domain.Risk;

namespace BasisActors.Domain.Strategies;

/// <summary>The spot–perpetual basis of ETH (domain reference §2.6): as that of BTC, but a margin warning halves both legs and a critical margin closes them.</summary>
public sealed class EthBasis(StrategySetup setup) : SpotPerpBasis(setup)
{
    public const string Name = "eth_basis";

    protected override Decision? CriticalRisk(in StrategyInput input)
    {
        if (input.Risk.Has(RiskTrigger.MarginCritical))
            return IfPossible(new Decision(StrategyAction.ExitFull, ChangeType.Rebalance, HedgeReasons.MarginCritical), input);
        return input.Risk.Has(RiskTrigger.MarginWarning)
            ? IfPossible(new Decision(StrategyAction.ExitPartial, ChangeType.Rebalance, HedgeReasons.MarginWarning) { Keep = KeepAtLowMargin }, input)
            : null;
    }
}
