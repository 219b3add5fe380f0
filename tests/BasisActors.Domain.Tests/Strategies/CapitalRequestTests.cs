using BasisActors.Domain.Instructions;
using BasisActors.Domain.Strategies;

namespace BasisActors.Domain.Tests.Strategies;

public class CapitalRequestTests
{
    private static readonly CapitalRequest Deposit = new(CapitalRequestKind.Deposit, 100m, DateTimeOffset.UnixEpoch);
    private static readonly CapitalRequest Withdrawal = Deposit with { Kind = CapitalRequestKind.Withdrawal };

    [Fact]
    public void A_deposit_for_which_coins_moved_is_done_and_a_withdrawal_is_not_unwound_again()
    {
        Assert.Null(Deposit.AfterMove());
        Assert.Equal(Withdrawal with { IsUnwound = true }, Withdrawal.AfterMove());
    }

    /// <summary>Money that only changes its place may be moved again; coins that were bought, sold, freed or sent into a queue may not, or each round's gas calls for the next.</summary>
    [Theory]
    [InlineData(Operation.CexSpotBuy, true)]
    [InlineData(Operation.CexSpotSell, true)]
    [InlineData(Operation.Swap, true)]
    [InlineData(Operation.AtomicDeleverageAave, true)]
    [InlineData(Operation.UnstakeRequest, true)]
    [InlineData(Operation.UnstakeClaim, false)]
    [InlineData(Operation.TransferToCex, false)]
    [InlineData(Operation.TransferFromCex, false)]
    [InlineData(Operation.AaveWithdraw, false)]
    [InlineData(Operation.PerpReduceShort, false)]
    public void What_moves_coins(Operation operation, bool moves) => Assert.Equal(moves, CapitalRequest.IsMovedBy(operation));
}
