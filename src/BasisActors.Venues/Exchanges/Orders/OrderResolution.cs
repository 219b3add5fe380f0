using BasisActors.Domain.Errors;

namespace BasisActors.Venues.Exchanges.Orders;

/// <summary>
/// Places one order so that it is executed at most once, whatever is lost on the way. The rule, the same for every exchange:
/// <list type="number">
/// <item>An order is sent once, and then asked about by its id until it is over and its fills are complete.</item>
/// <item>When a sending's outcome is not known, the order is asked about. Found: its state counts. Not found: certain only as <see cref="Absence"/> says.</item>
/// <item>Only after certain absence is it sent again, under the same id. An answer that the id is taken means that it is there, and it is asked about.</item>
/// <item>An order that may have been sent before starts with the question.</item>
/// <item>One that has become too old by then is not sent again: it was meant for another market.</item>
/// <item>A refusal of a second sending counts only when the order is still not found: the first may have used up what the second lacks.</item>
/// </list>
/// One object serves one order, once.
/// </summary>
/// <param name="desk">The exchange.</param>
/// <param name="order">The order; its id is stored.</param>
/// <param name="mayHaveBeenSent">
/// Some earlier call may have sent it. Whatever that call sent, it sent before this one began: the time of its requests is counted from there.
/// </param>
/// <param name="timing">How long is waited for what.</param>
/// <param name="time">The local clock, for pauses.</param>
internal sealed class OrderResolution(IOrderDesk desk, ExchangeOrder order, bool mayHaveBeenSent, OrderTiming timing, TimeProvider time)
{
    private readonly bool _isRepeat = mayHaveBeenSent;
    private bool _ask = mayHaveBeenSent;
    private bool _doubt = mayHaveBeenSent;
    private bool _isThere;
    private bool _isChecked;
    private bool _wasSent;
    private Absence? _absence;
    private BasisError? _refusal;
    private SeenOrder? _seen;
    private string _reason = "nothing was heard of it";
    private TimeSpan? _told;
    private TimeSpan _pause = timing.FirstPause;
    private DateTimeOffset _lastNews = time.GetUtcNow();

    /// <summary>Sends and asks until the outcome is known or there was no news for too long.</summary>
    /// <exception cref="BasisException">
    /// EXI-004: the exchange does not accept the signature or the key. An order that was sent before stays to be asked about.
    /// </exception>
    public async Task<OrderOutcome> RunAsync(CancellationToken cancellation)
    {
        if (OrderRules.Malformed(order) is { } malformed)
            return new OrderOutcome.Denied(malformed);
        try
        {
            while (true)
            {
                var outcome = _ask ? await AskAsync(cancellation) : await SendAsync(cancellation);
                if (outcome is not null)
                    return outcome;
                var pause = NextPause();
                if (time.GetUtcNow() + pause - _lastNews > timing.GiveUpAfter)
                    return GiveUp();
                await Task.Delay(pause, time, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return new OrderOutcome.Unresolved($"{order.ClientOrderId}: the wait was ended; {_reason}.");
        }
    }

    private async Task<OrderOutcome?> AskAsync(CancellationToken cancellation)
    {
        OrderSighting sighting;
        try
        {
            sighting = await desk.FindAsync(order, cancellation);
            if (sighting.Order is { } seen)
                return await ReadAsync(seen, cancellation);
        }
        catch (BasisException e) when (e.Error.Code != "EXI-004")
        {
            _reason = e.Error.Message;
            return null;
        }

        return _isThere ? null : NotFound(sighting.ServerTime);
    }

    private async Task<OrderOutcome?> ReadAsync(SeenOrder seen, CancellationToken cancellation)
    {
        _isThere = true;
        if (seen != _seen)
            News(FormattableString.Invariant($"it is {seen.Phase}, {seen.Filled} filled, and its fills are not all listed"));
        _seen = seen;
        return await desk.ConcludeAsync(order, seen, cancellation);
    }

    private OrderOutcome? NotFound(DateTimeOffset serverTime)
    {
        if (_isRepeat && serverTime - order.IntendedAt > timing.RememberedFor)
        {
            return new OrderOutcome.Unresolved(FormattableString.Invariant(
                $"{order.ClientOrderId} of {order.IntendedAt:yyyy-MM-dd HH:mm} is not found, and the exchange need not remember it so long; see the account."));
        }

        _absence ??= new Absence(serverTime + timing.AcceptedAhead + timing.AcceptedFor, timing);
        if (!_absence.Confirm(serverTime))
            return null;
        if (_refusal is { } refusal)
            return new OrderOutcome.Rejected(refusal);
        if (serverTime - order.IntendedAt > timing.SentAgainWithin)
        {
            return new OrderOutcome.Denied(new BasisError(
                "EXEC-004", FormattableString.Invariant($"The order of {order.IntendedAt:HH:mm:ss} did not reach the exchange and is too old to be sent now."), order.ClientOrderId));
        }

        _ask = false;
        return null;
    }

    private async Task<OrderOutcome?> SendAsync(CancellationToken cancellation)
    {
        if (!_isChecked && await CheckAsync(cancellation) is { } denied)
            return denied;
        if (!_isChecked)
            return null;
        _wasSent = true;
        switch (await desk.SendAsync(order, cancellation))
        {
            case SendOutcome.Placed or SendOutcome.AlreadyPlaced:
                (_ask, _isThere) = (true, true);
                News("it is placed and not listed yet");
                return null;
            case SendOutcome.TurnedAway away:
                (_reason, _told) = (away.Reason, away.Wait);
                return null;
            case SendOutcome.Refused refused when !_doubt:
                return new OrderOutcome.Rejected(refused.Error);
            case SendOutcome.Refused refused:
                (_ask, _refusal, _reason) = (true, refused.Error, refused.Error.Message);
                _absence = new Absence(DateTimeOffset.MinValue, timing);
                return null;
            case SendOutcome.Unknown unknown:
                (_ask, _doubt, _refusal, _reason) = (true, true, unknown.Complaint, unknown.Reason);
                _absence = new Absence(unknown.SignedAt + timing.AcceptedFor, timing);
                return null;
            case var other:
                throw new InvalidOperationException($"No rule for {other.GetType().Name}.");
        }
    }

    /// <summary>The check before the first sending. It needs reads, which may fail; then nothing is sent.</summary>
    private async Task<OrderOutcome?> CheckAsync(CancellationToken cancellation)
    {
        try
        {
            var error = await desk.DenyAsync(order, cancellation);
            _isChecked = true;
            return error is null ? null : new OrderOutcome.Denied(error);
        }
        catch (BasisException e) when (e.Error.Code != "EXI-004")
        {
            _reason = e.Error.Message;
            return null;
        }
    }

    private void News(string reason) => (_reason, _lastNews, _pause) = (reason, time.GetUtcNow(), timing.FirstPause);

    private TimeSpan NextPause()
    {
        var pause = _told is { } told && told > _pause ? told : _pause;
        _told = null;
        _pause = TimeSpan.FromTicks(Math.Min(_pause.Ticks * 2, timing.LongestPause.Ticks));
        return pause;
    }

    /// <summary>Without doubt nothing was executed: never sent, or turned away each time. Else it stays open, to be asked about later.</summary>
    private OrderOutcome GiveUp()
    {
        if (_doubt || _isThere)
            return new OrderOutcome.Unresolved($"{order.ClientOrderId}: {_reason}.");
        var error = new BasisError("EXI-003", $"The order was not placed: {_reason}.", order.ClientOrderId);
        return _wasSent ? new OrderOutcome.Rejected(error) : new OrderOutcome.Denied(error);
    }
}
