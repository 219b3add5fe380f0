using BasisActors.Domain.Configuration;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Risk;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Risk;

/// <summary>What holds a live run back, and what lets it go (domain reference §11.4).</summary>
public class TradingGuardTests
{
    private static readonly DateTimeOffset Now = MarketBuilder.Start;
    private static readonly LiveLimits Limits = new();
    private static readonly PositionKey Place = Keys.Perp("binance");

    public static TheoryData<bool?, DifferenceGrade, string?, int, TradingState, string?> Signs => new()
    {
        { null, DifferenceGrade.None, null, 0, TradingState.Running, null },
        { false, DifferenceGrade.None, null, 300, TradingState.Running, null },
        { null, DifferenceGrade.Within, null, 0, TradingState.Running, null },
        { null, DifferenceGrade.Above, null, 0, TradingState.Reducing, "ledger_differs" },
        { null, DifferenceGrade.FarAbove, null, 0, TradingState.Halted, "ledger_differs" },
        { true, DifferenceGrade.None, null, 0, TradingState.Halted, "halted_by_operator" },
        { true, DifferenceGrade.FarAbove, "price_jump", 999, TradingState.Halted, "halted_by_operator" },
        { null, DifferenceGrade.None, "price_jump", 0, TradingState.Halted, "price_jump" },
        { null, DifferenceGrade.Above, "failed_plans", 0, TradingState.Halted, "failed_plans" },
        { null, DifferenceGrade.None, null, 301, TradingState.Halted, "heartbeat_lost" },
    };

    [Theory]
    [MemberData(nameof(Signs))]
    public void Each_sign_has_its_state_and_its_reason(bool? asked, DifferenceGrade grade, string? breaker, int silence, TradingState state, string? reason)
    {
        var guard = TradingGuard.Free.Observe(Of(asked, grade, breaker, silence), Limits);

        Assert.Equal((state, reason), (guard.State, guard.Hold?.Reason));
    }

    [Fact]
    public void A_venue_that_refuses_to_move_money_is_a_reason_of_its_own()
    {
        var signs = Of(null, DifferenceGrade.Above);
        var guard = TradingGuard.Free.Observe(signs with { Books = signs.Books with { Worst = null, Refusing = "binance" } }, Limits);

        Assert.Equal((TradingState.Reducing, "transfer_refused", "binance"), (guard.State, guard.Hold?.Reason, guard.Hold?.Where));
        Assert.Equal("ledger_differs", guard.Observe(Of(null, DifferenceGrade.FarAbove), Limits).Hold?.Reason);
    }

    [Fact]
    public void Reducing_ends_by_itself_and_a_halt_does_not()
    {
        var reducing = TradingGuard.Free.Observe(Of(null, DifferenceGrade.Above), Limits);
        var halted = TradingGuard.Free.Observe(Of(null, DifferenceGrade.FarAbove), Limits);

        Assert.Equal(TradingState.Running, reducing.Observe(Of(null, DifferenceGrade.Within), Limits).State);
        Assert.Equal(halted, halted.Observe(Of(null, DifferenceGrade.None), Limits));
        Assert.Equal(TradingState.Running, halted.Observe(Of(false, DifferenceGrade.None), Limits).State);
    }

    [Theory]
    [InlineData(DifferenceGrade.FarAbove, null, TradingState.Halted, "ledger_differs")]
    [InlineData(DifferenceGrade.Above, null, TradingState.Reducing, "ledger_differs")]
    [InlineData(DifferenceGrade.None, "peg_discount", TradingState.Halted, "peg_discount")]
    public void Resuming_judges_everything_again(DifferenceGrade grade, string? breaker, TradingState state, string reason)
    {
        var halted = TradingGuard.Free.Observe(Of(true, DifferenceGrade.None), Limits);

        var resumed = halted.Observe(Of(false, grade, breaker), Limits);

        Assert.Equal((state, reason), (resumed.State, resumed.Hold?.Reason));
    }

    [Fact]
    public void A_reason_that_goes_on_keeps_the_time_at_which_it_began()
    {
        var first = TradingGuard.Free.Observe(Of(null, DifferenceGrade.Above), Limits);
        var later = first.Observe(Of(null, DifferenceGrade.Above) with { Now = Now.AddHours(1) }, Limits);

        Assert.Equal(first, later);
        Assert.Equal((Now, Place.ToString()), (later.Hold!.Since, later.Hold.Where));
    }

    [Fact]
    public void Ticks_that_are_far_apart_are_not_taken_for_silence() =>
        Assert.Equal(TradingState.Running, TradingGuard.Free.Observe(Of(null, DifferenceGrade.None, silence: 3600) with { Interval = TimeSpan.FromHours(1) }, Limits).State);

    private static GuardSigns Of(bool? asked, DifferenceGrade grade, string? breaker = null, int silence = 0) => new(
        Now, asked, grade == DifferenceGrade.None ? BooksCheck.Agree : new BooksCheck(OpenDifferences.None, grade, Place), breaker, TimeSpan.FromSeconds(silence), TimeSpan.FromSeconds(30));
}
