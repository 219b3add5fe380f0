using BasisActors.Domain.Errors;
using BasisActors.Domain.Staking;
using BasisActors.Tests.Fixtures;
using CsCheck;

namespace BasisActors.Domain.Tests.Staking;

/// <summary>Withdrawal queue and the choice of the way out (domain reference §5.10).</summary>
public class UnwindTests
{
    private static readonly DateTimeOffset Monday = new(2025, 3, 3, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_claim_is_fixed_when_it_is_requested() // 100 × 1.05, seven days later
        => Assert.Equal(
            new WithdrawalClaim("w-1", 105m, new DateTimeOffset(2025, 3, 10, 0, 0, 0, TimeSpan.Zero)),
            WithdrawalQueue.Request("w-1", 100m, 1.05m, Monday, TimeSpan.FromDays(7)));

    [Fact]
    public void A_request_needs_an_amount_a_rate_and_a_queue()
    {
        Action[] calls =
        [
            () => WithdrawalQueue.Request("w", 0m, 1m, Monday, TimeSpan.Zero), () => WithdrawalQueue.Request("w", 1m, 0m, Monday, TimeSpan.Zero),
            () => WithdrawalQueue.Request("w", 1m, 1m, Monday, TimeSpan.FromTicks(-1)), () => UnwindRoute.SlowCost(1m, 0m, TimeSpan.FromTicks(-1), 0m),
        ];

        Assert.All(calls, call => Assert.Equal("MTH-003", Assert.Throws<BasisException>(call).Error.Code));
    }

    [Fact]
    public void The_fast_way_costs_peg_discount_sale_and_gas() // 100 × 1.05 − 100 × 1.04 × 0.9976 + 0.01 = 105 − 103.7504 + 0.01
        => Assert.Equal(1.2596m, UnwindRoute.FastCost(100m, 1.04m, 1.05m, 0.0024m, 0.01m));

    [Fact]
    public void The_slow_way_costs_the_carry_of_the_queue_and_gas() // 105 × 3.65 % × 7 / 365 + 0.02 = 0.0735 + 0.02
        => Assert.Equal(0.0935m, UnwindRoute.SlowCost(105m, 0.0365m, TimeSpan.FromDays(7), 0.02m));

    [Theory]
    [InlineData(1.0, 2.0, false, UnwindSpeed.Fast)]
    [InlineData(2.0, 1.0, false, UnwindSpeed.Slow)]
    [InlineData(1.0, 1.0, false, UnwindSpeed.Slow)]
    [InlineData(2.0, 1.0, true, UnwindSpeed.Fast)]
    public void The_cheaper_way_is_taken_unless_risk_cannot_wait(double fast, double slow, bool riskCannotWait, UnwindSpeed speed) =>
        Assert.Equal(speed, UnwindRoute.Choose((decimal)fast, (decimal)slow, riskCannotWait));

    [Fact]
    public void A_lower_market_rate_never_makes_the_fast_way_cheaper() =>
        Gen.Select(Draw.Quantity, Draw.Decimal(9_000, 10_500, 0.0001m), Draw.Decimal(9_000, 10_500, 0.0001m)).Sample((lst, a, b) =>
            Assert.True(UnwindRoute.FastCost(lst, Math.Min(a, b), 1.02m, 0.001m, 0m) >= UnwindRoute.FastCost(lst, Math.Max(a, b), 1.02m, 0.001m, 0m)));
}
