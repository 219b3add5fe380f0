using BasisActors.Domain.Ledger;
using BasisActors.Domain.Numerics;

namespace BasisActors.Host.Results;

/// <summary>The parts of fees and slippage that arise on the chain, in share-class currency, from the postings of a run.</summary>
internal sealed class ChainCosts(RecordedRun run)
{
    /// <summary>Fees of flash loans: the fees that are paid in ETH.</summary>
    public decimal FlashFees { get; private set; }

    /// <summary>Lost in sales of staked tokens against their oracle rate: the discount of the market and the swap.</summary>
    public decimal SaleLoss { get; private set; }

    public void Add(Posting posting, DateTimeOffset at)
    {
        if (posting.Cause == Cause.Fee && Unit(posting.Legs[0]).Name is "ETH" or "WETH")
            FlashFees -= Change(posting, at);
        else if (posting.Cause == Cause.Trade && SellsStaked(posting))
            SaleLoss -= Change(posting, at);
    }

    private bool SellsStaked(Posting posting)
    {
        foreach (var leg in posting.Legs)
        {
            if (run.Pricing.IsStaked(run.Chart.Accounts[leg.Account].Unit))
                return true;
        }

        return false;
    }

    /// <summary>What a posting did to the value of our own accounts.</summary>
    private decimal Change(Posting posting, DateTimeOffset at)
    {
        var snapshot = run.Market.At(at);
        decimal change = 0;
        foreach (var leg in posting.Legs)
        {
            var account = run.Chart.Accounts[leg.Account];
            if (account.IsOwn)
                change += Amount.Value(leg.Amount, run.Pricing.At(snapshot, account.Unit).Price);
        }

        return change;
    }

    private Unit Unit(Leg leg) => run.Chart.Units[run.Chart.Accounts[leg.Account].Unit];
}
