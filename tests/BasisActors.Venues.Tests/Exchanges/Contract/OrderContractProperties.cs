using BasisActors.Venues.Exchanges;
using CsCheck;

namespace BasisActors.Venues.Tests.Exchanges.Contract;

/// <summary>Whatever is lost, whenever the process dies: one execution and its account of it, or none and a "no".</summary>
public class OrderContractProperties
{
    private const int Lives = 12;

    private static readonly LineFault[] OrderFaults = Enum.GetValues<LineFault>();

    private static readonly LineFault[] ReadFaults =
    [
        LineFault.None, LineFault.None, LineFault.None, LineFault.LostOnTheWay, LineFault.SilenceBefore, LineFault.Http502Before, LineFault.GarbageAfter,
        LineFault.NotKnownBefore, LineFault.UnlistedBefore, LineFault.TooMany, LineFault.WrongClock,
    ];

    private sealed record Misfortune(
        LineFault[] Orders, LineFault[] Moves, LineFault[] Reads, int[] Lags, int FilledTenths, bool FeesInCoin, Product Product, bool IsBuy, int SkewMinutes, int[] Deaths);

    private static readonly Gen<Misfortune> Misfortunes =
        from orders in Gen.Int[0, OrderFaults.Length - 1].Select(i => OrderFaults[i]).Array[0, 6]
        from moves in Gen.Int[0, OrderFaults.Length - 1].Select(i => OrderFaults[i]).Array[0, 3]
        from reads in Gen.Int[0, ReadFaults.Length - 1].Select(i => ReadFaults[i]).Array[0, 24]
        from lags in Gen.Int[0, 4_900].Array[3]
        from tenths in Gen.Int[0, 10]
        from flags in Gen.Bool.Array[3]
        from skew in Gen.Int[-5, 5]
        from deaths in Gen.Int[1, 60].Array[0, 3]
        select new Misfortune(orders, moves, reads, lags, tenths, flags[0], flags[1] ? Product.Spot : Product.Perpetual, flags[1] && flags[2], skew, deaths);

    /// <summary>OKX frees an id at once: here a resend too early is a second trade.</summary>
    [Fact]
    public void At_okx_an_order_is_executed_once_with_its_account_or_not_at_all() => Misfortunes.Sample(m => Check(new OkxVenue(), m), iter: 10_000, print: Print);

    /// <summary>Binance frees an id at once too, and has the order's money moved between two wallets before: faults befall that as well.</summary>
    [Fact]
    public void At_binance_an_order_is_executed_once_with_its_account_or_not_at_all() => Misfortunes.Sample(m => Check(new BinanceVenue(), m), iter: 10_000, print: Print);

    [Fact]
    public void At_bybit_an_order_is_executed_once_with_its_account_or_not_at_all() => Misfortunes.Sample(m => Check(new BybitVenue(), m), iter: 2_000, print: Print);

    private static void Check(PaperVenue venue, Misfortune m)
    {
        var desk = new ContractDesk(venue, m.FeesInCoin, TimeSpan.FromMinutes(m.SkewMinutes));
        foreach (var fault in m.Orders)
            desk.Line.OrderFaults.Enqueue(fault);
        foreach (var fault in m.Moves)
            desk.Line.MoveFaults.Enqueue(fault);
        foreach (var fault in m.Reads)
            desk.Line.ReadFaults.Enqueue(fault);
        foreach (var listing in Enum.GetValues<Listing>())
            desk.Line.Lags[listing] = TimeSpan.FromMilliseconds(m.Lags[(int)listing]);
        desk.Line.FilledShare = m.FilledTenths / 10m;

        var outcome = Outcome(desk, ContractDesk.Order(m.Product, m.IsBuy, 0.2m), m.Deaths);
        desk.Time.Pass(TimeSpan.FromMinutes(1));
        desk.Line.Settle(); // what is still under way arrives

        var (cash, coins) = (desk.Account.Cash - PaperVenue.Cash, desk.Account.Coins["BTC"] - 1m);
        switch (outcome)
        {
            case OrderOutcome.Accepted accepted:
                Assert.Equal(accepted.Filled, Assert.Single(desk.Orders).Filled);
                Assert.Equal((cash, coins), (accepted.CashChange, accepted.CoinChange));
                break;
            case OrderOutcome.Rejected or OrderOutcome.Denied:
                Assert.Empty(desk.Orders);
                Assert.Equal((0m, 0m), (cash, coins));
                break;
            default:
                Assert.Fail($"Still {outcome}.");
                break;
        }
    }

    /// <summary>Lives after each other: each dies at a request of its own, and the next asks again. The last ones live on.</summary>
    private static OrderOutcome Outcome(ContractDesk desk, ExchangeOrder order, int[] deaths)
    {
        OrderOutcome outcome = new OrderOutcome.Unresolved("not begun");
        for (var life = 0; life < Lives && outcome is OrderOutcome.Unresolved; life++)
        {
            using var stop = new CancellationTokenSource();
            var last = desk.Line.Requests + (life < deaths.Length ? deaths[life] : int.MaxValue / 2);
            desk.Line.OnRequest = n =>
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
        $"orders [{string.Join(' ', m.Orders)}] moves [{string.Join(' ', m.Moves)}] reads [{string.Join(' ', m.Reads)}] lags [{string.Join(' ', m.Lags)}] deaths [{string.Join(' ', m.Deaths)}] {m}";
}
