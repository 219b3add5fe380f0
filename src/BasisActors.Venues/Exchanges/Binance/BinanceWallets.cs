using BasisActors.Domain.Errors;
using BasisActors.Venues.Exchanges.Requests;

namespace BasisActors.Venues.Exchanges.Binance;

/// <summary>
/// Moves USDT between the account's own wallets: spot has what a purchase or a withdrawal is about to take, margin all the rest. A transfer has no id of ours, so one
/// whose answer was lost may have been made, may still be, or may be lost. That is harmless as long as this holds:
/// <list type="number">
/// <item>What the account holds is the sum, and the sum is the same in each of the three cases.</item>
/// <item>Each decision starts from balances that were read for it, and moves once. After an answer that says nothing there is none: the caller comes again, and it is read again.</item>
/// <item>While a lost transfer can still be accepted, no decision is made that it could undo.</item>
/// </list>
/// </summary>
/// <param name="account">Balances.</param>
/// <param name="session">Of the host with the wallets.</param>
/// <param name="options">How long a lost transfer can still be accepted.</param>
/// <param name="time">The local clock.</param>
internal sealed class BinanceWallets(BinanceAccount account, ExchangeSession session, BinanceOptions options, TimeProvider time)
{
    /// <summary>Binance takes amounts with eight decimals; a need is rounded up to that.</summary>
    private const decimal Unit = 0.00000001m;

    /// <summary>What two measurements of the exchange's clock may differ by.</summary>
    private static readonly TimeSpan ClockSlack = TimeSpan.FromSeconds(1);

    /// <summary>Answers in a row with a code that is not known, after which it is a refusal: each time the balances have shown that nothing was moved.</summary>
    private const int RefusedAfter = 3;

    private int _unlisted;
    private DateTimeOffset _settledAt = time.GetUtcNow() + options.RecvWindow + ClockSlack; // an earlier process may have sent one just before it ended

    /// <summary>Brings the spot wallet to an amount as far as margin can spare it, and what is above it back to margin.</summary>
    /// <exception cref="BasisException">EXI-003 not known or not made; EXI-001 refused, also for want of a permission; EXI-004 signature or key refused.</exception>
    public async Task ArrangeAsync(decimal forSpot, CancellationToken cancellation)
    {
        var held = await account.SpotCashAsync(cancellation);
        if (held == 0 && forSpot == 0)
            return;
        if (_settledAt - time.GetUtcNow() is var wait && wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time, cancellation);
            held = await account.SpotCashAsync(cancellation);
        }

        if (held > forSpot)
            await MoveAsync("MAIN_UMFUTURE", held - forSpot, cancellation);
        else if (held < forSpot && Math.Min(RoundUp(forSpot - held), await account.SpareMarginAsync(cancellation)) is > 0 and var missing)
            await MoveAsync("UMFUTURE_MAIN", missing, cancellation);
    }

    private static decimal RoundUp(decimal amount) => decimal.Ceiling(amount / Unit) * Unit;

    private async Task MoveAsync(string type, decimal amount, CancellationToken cancellation)
    {
        var query = BinanceSignature.Query(("type", type), ("asset", "USDT"), ("amount", amount.Wire()));
        ExchangeReply reply;
        try
        {
            reply = await session.PostAsync(ExchangeRequest.Post(BinancePaths.Transfer, query), cancellation);
        }
        catch (BasisException e) when (e.Error.Code == "EXI-004")
        {
            throw new BasisException(new BasisError( // the key was good for the balances just now
                "EXI-001", $"{options.Name} does not let the key move USDT between its wallets ({type}): {e.Error.Message}", options.Name, "Permit the key universal transfers, or move the money by hand."), e);
        }
        finally
        {
            _settledAt = time.GetUtcNow() + options.RecvWindow + ClockSlack; // also when the wait was ended: it may be under way
        }

        _unlisted = reply.Verdict == Verdict.Other ? _unlisted + 1 : reply.Verdict == Verdict.NotKnown ? _unlisted : 0;
        if (reply.Verdict == Verdict.NotKnown || _unlisted is > 0 and < RefusedAfter)
            throw new BasisException("EXI-003", $"It is not known whether {options.Name} has moved {amount.Wire()} USDT between its wallets ({type}): {reply.Message}.", options.Name);
        if (_unlisted == 0)
            _settledAt = DateTimeOffset.MinValue;
        if (reply.Verdict != Verdict.Done)
        {
            var code = reply.Verdict is Verdict.TooMany or Verdict.WrongClock ? "EXI-003" : "EXI-001";
            throw new BasisException(code, $"{options.Name} did not move {amount.Wire()} USDT between its wallets ({type}): {reply.Message}.", options.Name);
        }
    }
}
