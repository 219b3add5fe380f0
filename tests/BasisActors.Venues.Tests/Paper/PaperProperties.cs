using BasisActors.Domain.Instructions;
using BasisActors.Tests.Fixtures;
using BasisActors.Venues.Paper;
using BasisActors.Venues.Tests.Simulated;
using CsCheck;

namespace BasisActors.Venues.Tests.Paper;

/// <summary>Laws of the paper exchange under random trades, transfers, faults and pauses.</summary>
public class PaperProperties
{
    private const int Rows = 40;

    /// <summary>What is done, how much of it, and how long after the one before in hours.</summary>
    private static readonly Gen<(int What, decimal Size, decimal Pause)[]> Steps =
        Gen.Select(Gen.Int[0, 6], Draw.Decimal(1, 1_000, 0.001m), Draw.Decimal(0, 300, 0.01m)).Array[1, 12];

    private static readonly Gen<decimal[]> Marks = Draw.Decimal(3_000_000, 7_000_000, 0.01m).Array[Rows];

    private static readonly Gen<decimal[]> Rates = Draw.FundingRate.Array[Rows / 8];

    [Fact]
    public void The_log_adds_up_to_the_balance_with_rising_ids_and_times() => Gen.Select(Marks, Rates, Steps).Sample((marks, rates, steps) =>
    {
        var desk = PaperDesk.Funded(20_000m, Market(marks, rates), costs: Configurations.FullCosts);
        Play(desk, steps);

        var (log, running) = (desk.Log, 0m);
        for (var i = 0; i < log.Length; i++)
        {
            running += log[i].Change;
            Assert.Equal(running, log[i].Balance);
            Assert.Equal(log[i].Change, log[i].CashFlow + log[i].Funding - log[i].Fee);
            Assert.True(i == 0 || (log[i].Id > log[i - 1].Id && log[i].At >= log[i - 1].At));
        }

        Assert.Equal(desk.Account.Cash, running);
        Assert.All(desk.Chain.Wallet(PaperDesk.Key), w => Assert.True(w.Value >= 0));
        Assert.All(desk.Account.Coins, c => Assert.True(c.Value >= 0));
    }, iter: 300);

    [Fact]
    public void Asking_in_between_changes_nothing() => Gen.Select(Marks, Rates, Steps, Gen.Int[1, 9]).Sample((marks, rates, steps, looks) =>
    {
        var (quiet, watched) = (PaperDesk.Funded(1_000_000m, Market(marks, rates)), PaperDesk.Funded(1_000_000m, Market(marks, rates)));
        Play(quiet, steps);
        Play(watched, steps, looks);

        Assert.Equal(quiet.Log.Where(e => e.Kind == LogKind.Settlement), watched.Log.Where(e => e.Kind == LogKind.Settlement));
        Assert.Equal(quiet.Account.Cash, watched.Account.Cash);
    }, iter: 100);

    /// <summary>The same trades at the exchange of a backtest, which the ledger agrees with, leave the same balance to the last digit.</summary>
    [Fact]
    public void A_backtest_of_the_same_trades_ends_with_the_same_balance() => Gen.Select(Marks, Rates, Steps).Sample((marks, rates, steps) =>
    {
        var onTick = marks.Select(m => decimal.Round(m, 1)).ToArray();
        var market = Market(marks, rates).Set(Keys.Spot("binance"), marks).Set(Keys.Mark("binance"), onTick)
            .Observe(Keys.Funding("binance"), Markets.EightHours, [.. rates.Select((r, i) => (i * 8, r))]);
        var paper = PaperDesk.Funded(1_000_000m, market, Configurations.Binance with { Name = "bybit" }, Configurations.FullCosts);
        var backtest = new Outside(Configurations.BtcBasis with { Costs = Configurations.FullCosts with { Gas = false } }, market, (0, 1_000_000m));
        Assert.Null(backtest.Send(Operation.TransferToCex, "binance", 1_000_000m).Error);
        for (var hour = 1; hour < Rows; hour++)
        {
            backtest.Advance(hour);
            paper.At(hour);
            if (hour % 3 != 0 || hour / 3 >= steps.Length)
                continue;
            var size = steps[hour / 3].Size;
            var (order, operation) = (steps[hour / 3].What % 4) switch
            {
                0 => (paper.Buy(size), Operation.CexSpotBuy),
                1 => (paper.Sell(size), Operation.CexSpotSell),
                2 => (paper.Short(size), Operation.PerpOpenShort),
                _ => (paper.Reduce(size), Operation.PerpReduceShort),
            };
            Assert.Equal(order.Order is null, backtest.Send(operation, "binance", size, hour).Error is not null);
        }

        Assert.Equal(backtest.Holds(Keys.Cash("binance")), paper.Account.Cash);
    }, iter: 100);

    private static MarketBuilder Market(decimal[] marks, decimal[] rates) => PaperDesk.Market(rows: Rows).Set(Keys.Spot("bybit"), marks)
        .Set(Keys.Mark("bybit"), [.. marks.Select(m => decimal.Round(m, 1))])
        .Observe(Keys.Funding("bybit"), Markets.EightHours, [.. rates.Select((r, i) => (i * 8, r))]);

    private static void Play(PaperDesk desk, (int What, decimal Size, decimal Pause)[] steps, int looks = 0)
    {
        var hours = 0m;
        for (var i = 0; i < steps.Length; i++)
        {
            var (what, size, pause) = steps[i];
            for (var look = 1; look <= looks; look++)
            {
                desk.At(hours + pause * look / (looks + 1));
                _ = desk.Account;
            }

            desk.At(hours += pause);
            _ = what switch
            {
                0 => desk.Buy(size).Order?.Id,
                1 => desk.Sell(size).Order?.Id,
                2 => desk.Short(size).Order?.Id,
                3 => desk.Reduce(size).Order?.Id,
                4 => desk.Chain.Transfer(PaperDesk.Move($"{i}", size * 1_000m), "bybit", toExchange: false).Error,
                5 => desk.Chain.Transfer(PaperDesk.Move($"{i}", size * 1_000m), "bybit", toExchange: true).Error,
                _ => desk.Chain.PayOut(PaperDesk.Move($"{i}", size * 1_000m)).Error,
            };
        }

        desk.At(hours + 9m);
    }
}
