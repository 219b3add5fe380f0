using BasisActors.Venues.Exchanges;
using CsCheck;

namespace BasisActors.Venues.Tests.Exchanges.Bybit;

/// <summary>Whatever is lost, whenever the process dies: one execution and its account of it, or none and a "no".</summary>
public class OrderProperties
{
    private const int Cases = 10_000;
    private const int Lives = 12;

    private static readonly Fault[] OrderFaults = [.. Enum.GetValues<Fault>().Where(f => f is not (Fault.WrongKey or Fault.Barred403))];

    private static readonly Fault[] ReadFaults =
    [
        Fault.None, Fault.None, Fault.None, Fault.LostOnTheWay, Fault.SilenceBefore, Fault.Http502Before, Fault.GarbageAfter, Fault.Code10016Before,
        Fault.UnlistedBefore, Fault.TooMany10006, Fault.TooMany429, Fault.WrongClock,
    ];

    private sealed record Misfortune(
        Fault[] Orders, Fault[] Reads, int VisibleAfter, int ExecutionsAfter, int LogAfter, int FilledTenths, bool IdsAreUnique, Product Product, bool IsBuy,
        int SkewMinutes, int[] Deaths);

    private static readonly Gen<Misfortune> Misfortunes =
        from orders in Gen.Int[0, OrderFaults.Length - 1].Select(i => OrderFaults[i]).Array[0, 6]
        from reads in Gen.Int[0, ReadFaults.Length - 1].Select(i => ReadFaults[i]).Array[0, 24]
        from delays in Gen.Int[0, 4_900].Array[3]
        from tenths in Gen.Int[0, 10]
        from flags in Gen.Bool.Array[3]
        from skew in Gen.Int[-5, 5]
        from deaths in Gen.Int[1, 60].Array[0, 3]
        select new Misfortune(orders, reads, delays[0], delays[1], delays[2], tenths, flags[0], flags[1] ? Product.Spot : Product.Perpetual, flags[2], skew, deaths);

    [Fact]
    public void An_order_is_executed_once_with_its_account_or_not_at_all() => Misfortunes.Sample(Check, iter: Cases, print: Print);

    private static void Check(Misfortune m)
    {
        var desk = new BybitDesk().OrderFaults(m.Orders).ReadFaults(m.Reads);
        var (exchange, account) = (desk.Exchange, desk.Exchange.Account);
        exchange.Skew = TimeSpan.FromMinutes(m.SkewMinutes);
        account.VisibleAfter = TimeSpan.FromMilliseconds(m.VisibleAfter);
        account.ExecutionsAfter = TimeSpan.FromMilliseconds(m.ExecutionsAfter);
        account.LogAfter = TimeSpan.FromMilliseconds(m.LogAfter);
        account.FilledShare = m.FilledTenths / 10m;
        account.IdsAreUnique = m.IdsAreUnique;
        var before = account.Coins["USDT"];

        var outcome = Outcome(desk, BybitDesk.Order(m.Product, m.IsBuy, 0.2m), m.Deaths);
        desk.Time.Pass(TimeSpan.FromMinutes(1));
        exchange.Settle(); // what is still under way arrives

        var (executed, filled, change) = (account.Count(BybitDesk.Id), account.Filled(BybitDesk.Id), account.Coins["USDT"] - before);
        switch (outcome)
        {
            case OrderOutcome.Accepted accepted:
                Assert.Equal((1, accepted.Filled, accepted.CashChange), (executed, filled, change));
                break;
            case OrderOutcome.Rejected or OrderOutcome.Denied:
                Assert.Equal((0, 0m), (executed, change));
                break;
            default:
                Assert.Fail($"Still {outcome}.");
                break;
        }
    }

    /// <summary>Lives after each other: each dies at a request of its own, and the next asks again. The last ones live on.</summary>
    private static OrderOutcome Outcome(BybitDesk desk, ExchangeOrder order, int[] deaths)
    {
        OrderOutcome outcome = new OrderOutcome.Unresolved("not begun");
        for (var life = 0; life < Lives && outcome is OrderOutcome.Unresolved; life++)
        {
            using var stop = new CancellationTokenSource();
            var last = desk.Exchange.Requests.Count + (life < deaths.Length ? deaths[life] : int.MaxValue / 2);
            desk.Exchange.OnRequest = n =>
            {
                if (n == last)
                    stop.Cancel();
            };
            desk.Restart();
            outcome = desk.Place(order, mayHaveBeenSent: life > 0, stop.Token);
        }

        return outcome;
    }

    private static string Print(Misfortune m) =>
        $"orders [{string.Join(' ', m.Orders)}] reads [{string.Join(' ', m.Reads)}] deaths [{string.Join(' ', m.Deaths)}] {m}";
}
