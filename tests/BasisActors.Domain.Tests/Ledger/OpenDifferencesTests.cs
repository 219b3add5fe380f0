using BasisActors.Domain.Ledger;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Ledger;

/// <summary>Differences stand until the venue says otherwise or they are booked.</summary>
public class OpenDifferencesTests
{
    private static readonly PositionKey Cash = PositionKey.Parse("binance:BaseToken:USDT"), Short = Keys.Perp("binance");

    [Fact]
    public void The_worst_difference_is_the_grade_and_each_new_one_is_counted()
    {
        var book = Book.Open(new ChartOfAccounts(Configurations.BtcBasis.PositionSubscriptions));
        var open = OpenDifferences.None.With("binance", [new(Cash, 0, 0.5m), new(Short, 0, -0.00002m)]);

        var check = open.Judge(book, 0.01m);

        Assert.Equal((DifferenceGrade.Above, (PositionKey?)Short, true, 1), (check.Grade, check.Worst, check.IsInDoubt, check.Open.Seen));
        Assert.True(open.IsSame("binance", [new(Cash, 7, 7.5m), new(Short, -1, -1.00002m)])); // the same differences, whatever the ledger has
        Assert.False(open.IsSame("binance", [new(Cash, 0, 0.5m)]));
        Assert.Equal(0.5m, open.At(Cash));
    }

    [Fact]
    public void A_refusal_counts_as_a_difference_above_tolerance_and_is_not_counted_as_one()
    {
        var book = Book.Open(new ChartOfAccounts(Configurations.BtcBasis.PositionSubscriptions));
        var open = OpenDifferences.None.With("binance", [], "No.");

        var check = open.Judge(book, 0.01m);

        Assert.Equal((DifferenceGrade.Above, (PositionKey?)null, "binance", true, 0), (check.Grade, check.Worst, check.Refusing, check.IsInDoubt, check.Open.Seen));
        Assert.Equal("No.", check.Open.Refusals["binance"]);
        Assert.True(open.IsSame("binance", [], refuses: true));
        Assert.False(open.IsSame("binance", []));
        Assert.Equal(DifferenceGrade.FarAbove, open.With("okx", [new(Cash, 0, 500m)]).Judge(book, 0.01m).Grade); // what is worse stays worse
        Assert.Equal(1, open.With("binance", [new(Cash, 0, 5m)], "No.").With("binance", [new(Cash, 0, 5m)]).Seen); // the same difference, and no refusal any more
        Assert.True(open.With("binance", []).IsEmpty);
    }

    [Fact]
    public void What_is_booked_or_gone_no_longer_counts_and_is_not_forgotten()
    {
        var book = Book.Open(new ChartOfAccounts(Configurations.BtcBasis.PositionSubscriptions));
        var open = OpenDifferences.None.With("binance", [new(Cash, 0, 5m), new(Short, 0, -1m)]);

        Assert.Equal([Short], open.Without(Cash).All.Select(d => d.Position));
        Assert.True(open.Without(Cash).Without(Short).IsEmpty);
        var agree = open.With("binance", []);
        Assert.True(agree.IsEmpty && agree.IsSame("binance", []));
        Assert.Equal((DifferenceGrade.None, 1), (agree.Judge(book, 0.01m).Grade, agree.Judge(book, 0.01m).Open.Seen));
    }
}
