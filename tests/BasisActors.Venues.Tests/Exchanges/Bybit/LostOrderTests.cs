using BasisActors.Domain.Errors;
using BasisActors.Venues.Exchanges;
using BasisActors.Venues.Exchanges.Bybit;

namespace BasisActors.Venues.Tests.Exchanges.Bybit;

/// <summary>Orders of which something is lost: 0.2 BTC sold short, whatever happens at most once.</summary>
public class LostOrderTests
{
    /// <summary>Window of 5 s and read delay of 5 s: before that "not found" says nothing.</summary>
    private static readonly TimeSpan Certain = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(Fault.AnswerLost)]
    [InlineData(Fault.SilenceAfter)]
    [InlineData(Fault.Http502After)]
    [InlineData(Fault.GarbageAfter)]
    [InlineData(Fault.Code10000After)]
    [InlineData(Fault.Code10016After)]
    [InlineData(Fault.UnlistedAfter)]
    [InlineData(Fault.ArrivesLate)]
    [InlineData(Fault.ArrivesAtTheLastMoment)]
    public void An_order_whose_answer_is_lost_is_found_and_not_sent_again(Fault fault)
    {
        var desk = new BybitDesk().OrderFaults(fault);
        var outcome = desk.Accepted(BybitDesk.Short());

        Assert.Equal((0.2m, -5.5m, 1), (outcome.Filled, outcome.CashChange, desk.Exchange.Sendings));
        AssertExecutedOnce(desk);
    }

    [Theory]
    [InlineData(Fault.LostOnTheWay)]
    [InlineData(Fault.SilenceBefore)]
    [InlineData(Fault.Http502Before)]
    [InlineData(Fault.Code10000Before)]
    [InlineData(Fault.Code10016Before)]
    [InlineData(Fault.ArrivesTooLate)]
    public void An_order_that_is_lost_is_sent_again_under_its_id_when_it_can_no_longer_turn_up(Fault fault)
    {
        var desk = new BybitDesk().OrderFaults(fault);

        Assert.Equal(0.2m, desk.Accepted(BybitDesk.Short()).Filled);
        Assert.True(desk.Passed > Certain);
        Assert.Equal(2, desk.Exchange.Sendings);
        Assert.Equal(desk.Exchange.OrderBodies[0], desk.Exchange.OrderBodies[1]);
        AssertExecutedOnce(desk);
    }

    [Fact]
    public void Not_found_is_certain_only_after_two_reads_behind_window_and_read_delay()
    {
        var desk = new BybitDesk().OrderFaults(Fault.LostOnTheWay);
        var reads = new List<DateTimeOffset>();
        var sent = new List<DateTimeOffset>();
        desk.Exchange.OnRequest = _ => (desk.Exchange.Requests[^1].StartsWith("POST", StringComparison.Ordinal) ? sent : reads).Add(desk.Exchange.Now);

        desk.Accepted(BybitDesk.Short());

        var certain = reads.Where(r => r > sent[0] + Certain && r < sent[1]).Distinct().ToArray();
        Assert.True(certain[^1] - certain[0] >= TimeSpan.FromSeconds(1));
        Assert.Equal(2, certain.Length);
    }

    [Fact]
    public void The_window_is_counted_on_the_exchanges_clock()
    {
        var desk = new BybitDesk().OrderFaults(Fault.ArrivesAtTheLastMoment);
        desk.Exchange.Skew = TimeSpan.FromHours(-3);
        desk.Exchange.Account.VisibleAfter = TimeSpan.FromSeconds(4.9);

        Assert.Equal(0.2m, desk.Accepted(BybitDesk.Short()).Filled);
        Assert.Equal(1, desk.Exchange.Sendings);
    }

    [Theory]
    [InlineData(Product.Spot)] // 170141
    [InlineData(Product.Perpetual)] // 110072
    public void A_taken_id_means_that_the_order_is_there(Product product)
    {
        var desk = new BybitDesk().OrderFaults(Fault.AnswerLost);
        desk.Exchange.Account.VisibleAfter = TimeSpan.FromSeconds(60); // longer than anyone expects: it is sent again

        Assert.Equal(0.2m, desk.Accepted(BybitDesk.Order(product, isBuy: false, 0.2m)).Filled);
        Assert.Equal(2, desk.Exchange.Sendings);
        AssertExecutedOnce(desk);
    }

    [Theory]
    [InlineData(Fault.TooMany10006, 2)]
    [InlineData(Fault.TooMany429, 3)]
    public void A_rate_limit_is_waited_for_and_the_order_sent_again(Fault fault, int seconds)
    {
        var desk = new BybitDesk().OrderFaults(fault);
        desk.Accepted(BybitDesk.Short());

        Assert.InRange(desk.Passed, TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds + 1));
        Assert.Equal(2, desk.Exchange.Sendings);
    }

    [Fact]
    public void A_rate_limit_without_end_is_a_rejection()
    {
        var desk = new BybitDesk().OrderFaults([.. Enumerable.Repeat(Fault.TooMany10006, 1_000)]);

        Assert.Equal("EXI-003", Assert.IsType<OrderOutcome.Rejected>(desk.Place(BybitDesk.Short())).Error.Code);
        Assert.InRange(desk.Passed, TimeSpan.FromSeconds(110), TimeSpan.FromSeconds(121));
    }

    [Fact]
    public void A_barred_address_leaves_the_host_alone()
    {
        var desk = new BybitDesk().OrderFaults(Fault.Barred403);

        Assert.Equal("EXI-003", Assert.IsType<OrderOutcome.Rejected>(desk.Place(BybitDesk.Short())).Error.Code);
        var requests = desk.Exchange.Requests.Count;
        Assert.Equal("EXI-003", Assert.Throws<BasisException>(() => desk.Ask(c => c.TimeAsync(default))).Error.Code);
        Assert.Equal(requests, desk.Exchange.Requests.Count);

        desk.Time.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal(0.2m, desk.Accepted(BybitDesk.Short()).Filled);
    }

    [Fact]
    public void A_wrong_timestamp_is_measured_again_and_the_order_sent_again_once()
    {
        var desk = new BybitDesk();
        desk.Ask(c => c.HoldingsAsync(["USDT"], [], default));
        desk.Exchange.Skew = TimeSpan.FromSeconds(30); // the clocks part after the first measurement

        Assert.Equal(0.2m, desk.Accepted(BybitDesk.Short()).Filled);
        Assert.Equal(2, desk.Exchange.Sendings);
        Assert.Equal(2, desk.Exchange.Requests.Count(r => r == "GET /v5/market/time"));
    }

    [Fact]
    public void A_timestamp_that_stays_wrong_is_a_rejection()
    {
        var desk = new BybitDesk().OrderFaults(Fault.WrongClock, Fault.WrongClock);

        Assert.Equal("EXI-003", Assert.IsType<OrderOutcome.Rejected>(desk.Place(BybitDesk.Short())).Error.Code);
        Assert.Equal(2, desk.Exchange.Sendings);
    }

    [Fact]
    public void A_refused_key_stops_and_tells_nobody_the_key()
    {
        var desk = new BybitDesk().OrderFaults(Fault.WrongKey);
        var error = Assert.Throws<BasisException>(() => desk.Place(BybitDesk.Short()));

        Assert.Equal(("EXI-004", Severity.Critical), (error.Error.Code, error.Error.Severity));
        Assert.DoesNotContain("test-", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_that_nobody_knows_is_a_rejection_once_the_order_is_certain_not_to_be_there()
    {
        var desk = new BybitDesk().OrderFaults(Fault.UnlistedBefore);
        var error = Assert.IsType<OrderOutcome.Rejected>(desk.Place(BybitDesk.Short())).Error;

        Assert.Equal("EXI-001", error.Code);
        Assert.Contains("199999 Something new", error.Message, StringComparison.Ordinal);
        Assert.True(desk.Passed > Certain);
        Assert.Equal(1, desk.Exchange.Sendings);
    }

    [Fact]
    public void A_refusal_of_the_second_sending_counts_only_when_the_first_is_still_not_there()
    {
        var desk = new BybitDesk().OrderFaults(Fault.AnswerLost, Fault.Refused); // the second finds the margin used up by the first
        desk.Exchange.Account.VisibleAfter = TimeSpan.FromSeconds(60); // longer than anyone expects
        desk.Exchange.OnRequest = _ =>
        {
            if (desk.Exchange.Sendings == 2 && desk.Exchange.Account.VisibleAfter > desk.Passed + TimeSpan.FromSeconds(10))
                desk.Exchange.Account.VisibleAfter = desk.Passed + TimeSpan.FromSeconds(3); // between the two reads that follow
        };

        Assert.Equal(0.2m, desk.Accepted(BybitDesk.Short()).Filled);
        Assert.Equal(2, desk.Exchange.Sendings);
    }

    [Fact]
    public void A_refusal_of_the_second_sending_is_a_rejection_when_nothing_is_there()
    {
        var desk = new BybitDesk().OrderFaults(Fault.LostOnTheWay, Fault.Refused);

        Assert.Equal("EXEC-004", Assert.IsType<OrderOutcome.Rejected>(desk.Place(BybitDesk.Short())).Error.Code);
        Assert.Equal(0, desk.Exchange.Account.Count(BybitDesk.Id));
    }

    [Fact]
    public void An_exchange_that_answers_no_more_leaves_the_order_unresolved_and_it_is_found_later()
    {
        var desk = new BybitDesk().OrderFaults(Fault.AnswerLost);
        desk.Exchange.OnRequest = _ =>
        {
            if (desk.Exchange.Sendings > 0)
                desk.ReadFaults(Fault.LostOnTheWay);
        };

        Assert.IsType<OrderOutcome.Unresolved>(desk.Place(BybitDesk.Short()));
        Assert.InRange(desk.Passed, TimeSpan.FromSeconds(110), TimeSpan.FromSeconds(125));

        desk.Exchange.OnRequest = null;
        Assert.Equal(0.2m, desk.Accepted(BybitDesk.Short(), mayHaveBeenSent: true).Filled);
        AssertExecutedOnce(desk);
    }

    [Fact]
    public void How_long_is_tried_can_be_chosen()
    {
        var desk = new BybitDesk(new BybitOptions { Orders = new() { GiveUpAfter = TimeSpan.FromSeconds(20) } }).OrderFaults([.. Enumerable.Repeat(Fault.LostOnTheWay, 99)]);

        Assert.IsType<OrderOutcome.Unresolved>(desk.Place(BybitDesk.Short()));
        Assert.InRange(desk.Passed, TimeSpan.FromSeconds(17), TimeSpan.FromSeconds(21));
    }

    [Fact]
    public void After_a_restart_the_order_is_looked_for_before_anything_is_sent()
    {
        var desk = new BybitDesk();
        var first = desk.Accepted(BybitDesk.Short());
        desk.Restart();

        Assert.Equal(first, desk.Accepted(BybitDesk.Short(), mayHaveBeenSent: true));
        Assert.Equal(1, desk.Exchange.Sendings);
    }

    [Fact]
    public void After_a_restart_an_order_that_is_not_there_is_sent_when_it_can_no_longer_turn_up()
    {
        var desk = new BybitDesk();

        Assert.Equal(0.2m, desk.Accepted(BybitDesk.Short(), mayHaveBeenSent: true).Filled);
        Assert.True(desk.Passed > Certain);
        Assert.Equal(1, desk.Exchange.Sendings);
    }

    [Theory]
    [InlineData(40, true)] // certain after 12 s more
    [InlineData(55, false)]
    public void An_order_that_never_arrived_is_sent_late_only_within_a_minute(int seconds, bool isSent)
    {
        var desk = new BybitDesk();
        desk.Time.Pass(TimeSpan.FromSeconds(seconds));

        var outcome = desk.Place(BybitDesk.Short(), mayHaveBeenSent: true);

        Assert.Equal(isSent, outcome is OrderOutcome.Accepted { Filled: 0.2m });
        Assert.Equal(!isSent, outcome is OrderOutcome.Denied { Error.Code: "EXEC-004" });
        Assert.Equal(isSent ? 1 : 0, desk.Exchange.Sendings);
    }

    [Fact]
    public void A_request_that_was_sent_long_after_its_order_was_stored_is_waited_for_too()
    {
        var desk = new BybitDesk().OrderFaults(Fault.LostOnTheWay, Fault.ArrivesAtTheLastMoment);
        desk.Exchange.Account.IdsAreUnique = false; // nothing but the wait helps
        using var stop = new CancellationTokenSource();
        desk.Exchange.OnRequest = _ =>
        {
            if (desk.Exchange.Sendings == 2)
                stop.Cancel(); // the process dies when the second request has just left, twelve seconds after the order was stored
        };
        Assert.IsType<OrderOutcome.Unresolved>(desk.Place(BybitDesk.Short(), cancellation: stop.Token));
        desk.Restart();

        Assert.Equal(0.2m, desk.Accepted(BybitDesk.Short(), mayHaveBeenSent: true).Filled);
        AssertExecutedOnce(desk);
    }

    [Fact]
    public void An_order_so_old_that_the_exchange_may_have_forgotten_it_is_left_to_a_person()
    {
        var desk = new BybitDesk();
        desk.Time.Pass(TimeSpan.FromHours(25));

        Assert.IsType<OrderOutcome.Unresolved>(desk.Place(BybitDesk.Short(), mayHaveBeenSent: true));
        Assert.Equal(0, desk.Exchange.Sendings);
    }

    [Fact]
    public void Ending_the_wait_at_any_pause_or_request_and_asking_again_never_executes_twice()
    {
        for (var moment = 0; moment < 60; moment++)
        {
            var desk = new BybitDesk().OrderFaults(Fault.LostOnTheWay, Fault.AnswerLost);
            desk.Exchange.Account.IdsAreUnique = false;
            using var stop = new CancellationTokenSource();
            var at = moment / 2;
            if (moment % 2 == 0)
                desk.Exchange.OnRequest = n => CancelAt(n);
            var first = desk.Place(BybitDesk.Short(), cancellation: stop.Token, beforeStep: moment % 2 == 1 ? CancelAt : null);
            desk.Exchange.OnRequest = null;
            desk.Restart();

            var outcome = first is OrderOutcome.Unresolved ? desk.Place(BybitDesk.Short(), mayHaveBeenSent: true) : first;

            Assert.Equal(0.2m, Assert.IsType<OrderOutcome.Accepted>(outcome).Filled);
            AssertExecutedOnce(desk);

            void CancelAt(int n)
            {
                if (n == at)
                    stop.Cancel();
            }
        }
    }

    private static void AssertExecutedOnce(BybitDesk desk)
    {
        desk.Time.Pass(TimeSpan.FromMinutes(1));
        desk.Exchange.Settle(); // what is still under way arrives
        Assert.Equal(1, desk.Exchange.Account.Count(BybitDesk.Id));
        Assert.Equal(0.2m, desk.Exchange.Account.Filled(BybitDesk.Id));
    }
}
