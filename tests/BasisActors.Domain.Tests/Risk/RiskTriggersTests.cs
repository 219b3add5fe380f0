using BasisActors.Domain.Risk;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Risk;

/// <summary>Order and thresholds of the triggers (S-140…S-145, C-01).</summary>
public class RiskTriggersTests
{
    private static readonly RiskAssessor Assessor = new(
        Configurations.BtcBasis, new BasisActors.Domain.Ledger.ChartOfAccounts(Configurations.BtcBasis.PositionSubscriptions), Markets.Basis().Build());

    // min margin ratio, delta drift, LTV → labels, most urgent first; limits 0.20/0.30, 0.03/0.06, 0.90
    public static TheoryData<decimal?, decimal?, decimal, string> Rows => new()
    {
        { null, null, 0m, "" },
        { 1m, 0m, 0m, "" },
        { 0.30m, 0m, 0m, "" }, // at the threshold is not below it (S-142)
        { 0.2999m, 0m, 0m, "MARGIN_WARNING" },
        { 0.20m, 0m, 0m, "MARGIN_WARNING" },
        { 0.1999m, 0m, 0m, "MARGIN_CRITICAL" }, // S-141
        { null, 0.03m, 0m, "" },
        { null, 0.0301m, 0m, "DELTA_DRIFT_WARNING" }, // S-116, S-143
        { null, 0.06m, 0m, "DELTA_DRIFT_WARNING" },
        { null, 0.0601m, 0m, "DELTA_DRIFT_CRITICAL" },
        { null, null, 0.90m, "" },
        { null, null, 0.9001m, "AAVE_LTV_CRITICAL" }, // S-144
        { 0.1m, 0.1m, 0.95m, "MARGIN_CRITICAL DELTA_DRIFT_CRITICAL AAVE_LTV_CRITICAL" }, // S-145
        { 0.25m, 0.1m, 0.95m, "MARGIN_WARNING DELTA_DRIFT_CRITICAL AAVE_LTV_CRITICAL" },
        { 0.25m, 0.04m, 0m, "MARGIN_WARNING DELTA_DRIFT_WARNING" },
        { -0.5m, 0m, 0m, "MARGIN_CRITICAL" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Triggers_hold_beyond_their_threshold_in_the_order_margin_delta_LTV(decimal? margin, decimal? drift, decimal ltv, string labels) =>
        Assert.Equal(labels, string.Join(' ', Assessor.Triggers(margin, drift, ltv).Select(t => t.Label())));

    [Fact]
    public void Every_trigger_has_its_label() => Assert.Equal(
        ["MARGIN_CRITICAL", "MARGIN_WARNING", "DELTA_DRIFT_CRITICAL", "DELTA_DRIFT_WARNING", "AAVE_LTV_CRITICAL", "AAVE_LTV_WARNING"],
        Enum.GetValues<RiskTrigger>().Select(t => t.Label()));
}
