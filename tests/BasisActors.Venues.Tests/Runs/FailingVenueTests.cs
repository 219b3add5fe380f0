using BasisActors.Domain.Configuration;

namespace BasisActors.Venues.Tests.Runs;

/// <summary>
/// A venue fails the nth instruction of a run, for every n that there is, in the middle of whatever plan it belongs to. The rest of the plan is cancelled; the ticks that follow
/// bring the position back in order, answer what waits, and come to rest (<see cref="Scenario.Play"/>).
/// </summary>
public class FailingVenueTests
{
    /// <summary>An entry, a rise that costs margin, a fall of the staked token that costs loan-to-value, a deposit, a part withdrawn, all withdrawn.</summary>
    private static readonly Hour[] Hours =
    [
        Hour.Calm, Hour.Calm with { Step = 1.08m }, Hour.Calm with { Step = 1.08m }, Hour.Calm with { Step = 1.08m }, Hour.Calm with { Step = 1.08m },
        Hour.Calm with { OracleStep = 0.974m }, Hour.Calm with { Flow = 0.5m }, Hour.Calm, Hour.Calm with { Flow = -0.3m }, Hour.Calm with { Step = 0.92m, Discount = 0.01m },
        Hour.Calm with { OracleStep = 1.004m }, Hour.Calm, Hour.Calm with { Flow = -1m },
    ];

    public static TheoryData<string> Modes => [.. All.Select(Named)];

    private static readonly RunConfiguration[] All =
    [
        Runs.Modes.PureLendingEth, Runs.Modes.EthStakingOnly, Runs.Modes.EthLeveragedInEther, Runs.Modes.EthLeveragedInDollars, Runs.Modes.UsdtMarketNeutral, Runs.Modes.UsdtHedgedSimple,
    ];

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_run_gets_over_any_one_instruction_that_fails(string mode) => EveryFailure(mode, UnwindMode.Fast);

    [Theory]
    [MemberData(nameof(Modes))]
    public void It_does_so_when_it_leaves_by_the_queue(string mode) => EveryFailure(mode, UnwindMode.Slow);

    private static void EveryFailure(string mode, UnwindMode unwind)
    {
        var configuration = All.Single(c => Named(c) == mode);
        configuration = configuration with { Costs = BasisActors.Tests.Fixtures.Configurations.FullCosts, Risk = configuration.Risk with { StopLoss = 0.9m } };
        if (configuration.Staking is { } staking)
            configuration = configuration with { Staking = staking with { Unwind = unwind } };
        var n = 0;
        PaperRun run;
        do
        {
            run = new Scenario(configuration, Hours, [], ++n).Play();
            Assert.Equal(run.Equity, run.Explained);
        }
        while (run.Failed > 0);

        Assert.True(n > 5, $"{n - 1} instructions failed.");
    }

    private static string Named(RunConfiguration configuration) => $"{configuration.Mode} in {configuration.Currency}";
}
