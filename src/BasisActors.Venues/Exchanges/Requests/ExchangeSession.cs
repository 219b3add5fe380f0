using BasisActors.Domain.Errors;

namespace BasisActors.Venues.Exchanges.Requests;

/// <summary>Requests with what surrounds them: the exchange's clock, and for reads the repetitions. An order goes out once.</summary>
internal sealed class ExchangeSession(ExchangeWire wire, TimeProvider time, ExchangeOptions options)
{
    private sealed record Clock(TimeSpan Offset, DateTimeOffset MeasuredAt);

    private Clock? _clock;

    /// <summary>The exchange's clock, asked for now.</summary>
    public Task<DateTimeOffset> TimeAsync(CancellationToken cancellation) =>
        ReadAsync(wire.TimeRequest, reply => reply.ServerTime, cancellation);

    /// <summary>The exchange's clock by the last measurement.</summary>
    public async Task<DateTimeOffset> ClockAsync(CancellationToken cancellation) => time.GetUtcNow() + await OffsetAsync(cancellation);

    /// <summary>Reads and understands an answer.</summary>
    /// <exception cref="BasisException">EXI-003 not available or not readable; EXI-001 refused; EXI-004 signature or key refused.</exception>
    public async Task<T> ReadAsync<T>(ExchangeRequest request, Func<ExchangeReply, T> understand, CancellationToken cancellation)
    {
        var reply = await TryReadAsync(request, cancellation);
        return reply.Verdict == Verdict.Done
            ? Understand(request, reply, understand)
            : throw Refused(request, reply);
    }

    /// <summary>Reads about an instrument; nothing where the exchange does not have it, which it refuses as a bad parameter or answers with an empty list.</summary>
    /// <returns>What was understood, and the exchange's clock.</returns>
    public async Task<(T? Found, DateTimeOffset At)> ReadListedAsync<T>(ExchangeRequest request, Func<ExchangeReply, T?> understand, CancellationToken cancellation)
    {
        var reply = await TryReadAsync(request, cancellation);
        return reply.Verdict switch
        {
            Verdict.Done => (Understand(request, reply, understand), reply.ServerTime),
            Verdict.Size => (default, reply.ServerTime),
            _ => throw Refused(request, reply),
        };
    }

    /// <summary>EXI-001: the exchange said no to a read.</summary>
    public BasisException Refused(ExchangeRequest request, ExchangeReply reply) => new("EXI-001", $"{options.Name} refuses {request.Path}: {reply.Message}.", options.Name);

    /// <summary>A read that the exchange may refuse: the refusal comes back. Failures are thrown as in <see cref="ReadAsync{T}"/>.</summary>
    public async Task<ExchangeReply> TryReadAsync(ExchangeRequest request, CancellationToken cancellation)
    {
        var clockWasWrong = false;
        for (var attempt = 1; ; attempt++)
        {
            var reply = await wire.SendAsync(request, request.IsSigned ? await OffsetAsync(cancellation) : _clock?.Offset ?? TimeSpan.Zero, cancellation);
            switch (reply.Verdict)
            {
                case Verdict.WrongCredentials:
                    throw Locked(reply);
                case Verdict.WrongClock when !clockWasWrong:
                    (clockWasWrong, _clock) = (true, null);
                    attempt--;
                    continue;
                case Verdict.NotKnown or Verdict.TooMany or Verdict.WrongClock:
                    var pause = options.FirstRetry * Math.Pow(2, attempt - 1);
                    if (reply.Wait is { } told && told > pause)
                        pause = told;
                    if (attempt >= options.ReadTries || pause > options.LongestRetry)
                        throw new BasisException("EXI-003", $"{options.Name} does not answer {request.Path}: {reply.Message}.", options.Name);
                    await Task.Delay(pause, time, cancellation);
                    continue;
                default:
                    return reply;
            }
        }
    }

    /// <summary>
    /// Sends an order once. A refusal of the timestamp is a refusal before execution: the clock is measured and the order sent a second time, no more. When the
    /// clock cannot be measured the order is not sent; that reads as turned away.
    /// </summary>
    /// <exception cref="BasisException">EXI-004: signature or key refused.</exception>
    public async Task<ExchangeReply> PostAsync(ExchangeRequest request, CancellationToken cancellation)
    {
        for (var isSecond = false; ; isSecond = true)
        {
            TimeSpan offset;
            try
            {
                offset = await OffsetAsync(cancellation);
            }
            catch (BasisException e) when (e.Error.Code != "EXI-004")
            {
                return new ExchangeReply(Verdict.TooMany, null, e.Error.Message);
            }

            var reply = await wire.SendAsync(request, offset, cancellation);
            if (reply.Verdict == Verdict.WrongCredentials)
                throw Locked(reply);
            if (reply.Verdict == Verdict.WrongClock)
                _clock = null;
            if (reply.Verdict != Verdict.WrongClock || isSecond)
                return reply;
        }
    }

    /// <summary>Turns what an answer cannot be understood for into EXI-003.</summary>
    public T Understand<T>(ExchangeRequest request, ExchangeReply reply, Func<ExchangeReply, T> understand)
    {
        try
        {
            return understand(reply);
        }
        catch (Exception e) when (e is KeyNotFoundException or FormatException or InvalidOperationException or OverflowException or ArgumentException)
        {
            throw new BasisException(new BasisError("EXI-003", $"{options.Name} answers {request.Path} with something unreadable: {e.Message}", options.Name), e);
        }
    }

    private BasisException Locked(ExchangeReply reply) => new(
        "EXI-004", $"{options.Name} does not accept the key or its signature: {reply.Message}.", options.Name);

    /// <summary>Exchange's clock minus local clock: the server's time against the middle of the request (±half its duration).</summary>
    private async Task<TimeSpan> OffsetAsync(CancellationToken cancellation)
    {
        if (_clock is { } known && time.GetUtcNow() - known.MeasuredAt < options.ClockGoodFor)
            return known.Offset;
        for (var attempt = 1; ; attempt++)
        {
            var sent = time.GetUtcNow();
            var reply = await wire.SendAsync(wire.TimeRequest, TimeSpan.Zero, cancellation);
            if (reply.Verdict == Verdict.Done)
            {
                var received = time.GetUtcNow();
                _clock = new Clock(reply.ServerTime - (sent + (received - sent) / 2), received);
                return _clock.Offset;
            }

            var pause = options.FirstRetry * Math.Pow(2, attempt - 1);
            if (attempt >= options.ReadTries || reply.Wait > options.LongestRetry)
                throw new BasisException("EXI-003", $"{options.Name} does not tell the time: {reply.Message}.", options.Name);
            await Task.Delay(reply.Wait is { } told && told > pause ? told : pause, time, cancellation);
        }
    }
}
