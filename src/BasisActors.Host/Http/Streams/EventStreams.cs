using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using BasisActors.Domain.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace BasisActors.Host.Http.Streams;

/// <summary>
/// Streams of server-sent events that the host holds open: no more than it can carry, ended when the host ends, with a comment line now and then so that nobody in between takes them for dead.
/// </summary>
public sealed class EventStreams
{
    /// <summary>From one comment line to the next while nothing happens.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    private const string Variable = "BASIS_API__LIMIT_STREAMS";
    private const int Usual = 100;

    private readonly TimeProvider _time;
    private readonly CancellationToken _stopping;
    private readonly int _most;
    private int _open;

    /// <exception cref="BasisException">API-001 when the limit is not a whole number above 0.</exception>
    public EventStreams(HttpOptions options, IHostApplicationLifetime host, TimeProvider time)
    {
        (_time, _stopping) = (time, host.ApplicationStopping);
        var text = options.Environment.GetValueOrDefault(Variable, "");
        _most = text.Length == 0 ? Usual
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most > 0 ? most
            : throw new BasisException("API-001", $"{Variable} is '{text}'; it must be a whole number above 0.", Variable);
    }

    /// <summary>Streams that are open.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Gives what happens to one reader until it goes away, or the host ends.</summary>
    /// <param name="context">The call.</param>
    /// <param name="items">What happens; it is cancelled when the reader has gone.</param>
    /// <exception cref="ApiFaultException">RATE_LIMIT_EXCEEDED when as many streams are open as there may be.</exception>
    public IAsyncEnumerable<SseItem<T>> Serve<T>(HttpContext context, Func<CancellationToken, IAsyncEnumerable<SseItem<T>>> items)
    {
        if (Interlocked.Increment(ref _open) > _most)
        {
            Interlocked.Decrement(ref _open);
            throw new ApiFault(429, ApiFault.RateLimit, $"{_most} streams are open, which is as many as there may be.") { Resolution = $"Close one, or raise {Variable}." }.Exception();
        }

        context.Response.OnCompleted(() =>
        {
            Interlocked.Decrement(ref _open);
            return Task.CompletedTask;
        });
        return ServeAsync(context, items, context.RequestAborted);
    }

    private async IAsyncEnumerable<SseItem<T>> ServeAsync<T>(
        HttpContext context, Func<CancellationToken, IAsyncEnumerable<SseItem<T>>> items, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _stopping);
        await context.Response.StartAsync(ends.Token).ConfigureAwait(false);
        await context.Response.Body.FlushAsync(ends.Token).ConfigureAwait(false); // the reader knows at once that it is heard: starting alone sends nothing
        await using var source = items(ends.Token).GetAsyncEnumerator(ends.Token);
        while (true)
        {
            var next = source.MoveNextAsync().AsTask();
            while (!await IsDoneAsync(next, ends.Token).ConfigureAwait(false))
            {
                // Nothing else is written meanwhile: whoever writes the events waits for the next one.
                await context.Response.WriteAsync(": heartbeat\n\n", ends.Token).ConfigureAwait(false);
                await context.Response.Body.FlushAsync(ends.Token).ConfigureAwait(false);
            }

            if (ends.IsCancellationRequested || !await next.ConfigureAwait(false))
                yield break;
            yield return source.Current;
        }
    }

    /// <summary>False when a heartbeat is due first.</summary>
    private async Task<bool> IsDoneAsync(Task<bool> next, CancellationToken ends)
    {
        try
        {
            await next.WaitAsync(Heartbeat, _time, ends).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
        catch (OperationCanceledException)
        {
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return true;
        }
    }
}
