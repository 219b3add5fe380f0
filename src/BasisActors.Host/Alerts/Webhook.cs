using System.Net;
using System.Net.Http.Headers;
using System.Threading.Channels;
using Polly;
using Polly.Retry;

namespace BasisActors.Host.Alerts;

/// <summary>
/// Sends alerts one after the other, each until it is taken or five attempts have failed. Who has an alert to send never waits: it is queued, and when too many wait the
/// oldest is dropped. That a webhook is dead is said once, and once that it is back.
/// </summary>
public sealed class Webhook : IAsyncDisposable
{
    /// <summary>Messages that may wait.</summary>
    public const int Capacity = 256;

    /// <summary>Header with the HMAC of the body.</summary>
    public const string SignatureHeader = "X-Basis-Signature";

    /// <summary>Header with the id of the alert.</summary>
    public const string IdHeader = "X-Basis-Delivery";

    private const int Retries = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10), FirstPause = TimeSpan.FromSeconds(1), AtTheEnd = TimeSpan.FromSeconds(2);

    private readonly AlertSettings _settings;
    private readonly SafeText _text;
    private readonly Action<string> _say;
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly Channel<Alert> _waiting;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ResiliencePipeline<HttpStatusCode> _retry;
    private readonly Task _sending;
    private volatile bool _isDead;

    /// <param name="settings">Where to.</param>
    /// <param name="text">Hides secrets.</param>
    /// <param name="time">The clock of the pauses.</param>
    /// <param name="say">Told when the webhook is dead, and when it is back.</param>
    public Webhook(AlertSettings settings, SafeText text, TimeProvider time, Action<string> say)
    {
        (_settings, _text, _say) = (settings, text, say);
        _waiting = Channel.CreateBounded<Alert>(new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }, _ => AlertMetrics.Message("dropped"));
        _retry = new ResiliencePipelineBuilder<HttpStatusCode> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<HttpStatusCode>
            {
                MaxRetryAttempts = Retries,
                BackoffType = DelayBackoffType.Exponential,
                Delay = FirstPause,
                ShouldHandle = attempt => ValueTask.FromResult(attempt.Outcome.Exception is HttpRequestException or TimeoutException || MayWorkLater(attempt.Outcome.Result)),
            })
            .Build();
        _sending = Task.Run(SendAllAsync);
    }

    /// <summary>True from a message that could not be delivered to the next one that was.</summary>
    public bool IsDead => _isDead;

    /// <summary>Takes an alert, at once.</summary>
    public void Send(Alert alert) => _waiting.Writer.TryWrite(alert);

    /// <summary>What waits has two seconds to be sent: a host that ends has alerts of its own.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        _stopping.CancelAfter(AtTheEnd);
        await _sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
        _http.Dispose();
    }

    private static bool MayWorkLater(HttpStatusCode status) => status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;

    private async Task SendAllAsync()
    {
        try
        {
            await foreach (var alert in _waiting.Reader.ReadAllAsync(_stopping.Token).ConfigureAwait(false))
                await SendAsync(alert).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // What still waits is lost with the process; it was seen, and stands in the event log of its run.
        }
    }

    private async Task SendAsync(Alert alert)
    {
        var body = AlertBody.Of(alert, _text);
        string? failure = null;
        try
        {
            var status = await _retry.ExecuteAsync(async stop => await PostAsync(alert.Id, body, stop).ConfigureAwait(false), _stopping.Token).ConfigureAwait(false);
            if ((int)status is < 200 or > 299)
                failure = $"HTTP {(int)status}";
        }
        catch (Exception exception) when (exception is HttpRequestException or TimeoutException)
        {
            failure = _text.Of(exception.Message);
        }

        AlertMetrics.Message(failure is null ? "delivered" : "failed");
        if (failure is not null && !_isDead)
            _say($"alerts cannot be delivered to {_settings.Shown}: {failure}; this is said once, and basis_alert_messages_total counts them");
        else if (failure is null && _isDead)
            _say($"alerts are delivered to {_settings.Shown} again");
        _isDead = failure is not null;
    }

    private async Task<HttpStatusCode> PostAsync(string id, byte[] body, CancellationToken stop)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(stop);
        timeout.CancelAfter(Patience);
        using var message = new HttpRequestMessage(HttpMethod.Post, _settings.Webhook) { Content = new ByteArrayContent(body) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        message.Headers.Add(IdHeader, id);
        if (_settings.Secret is { } secret)
            message.Headers.Add(SignatureHeader, AlertBody.Signature(body, secret));
        try
        {
            using var answer = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, timeout.Token).ConfigureAwait(false);
            return answer.StatusCode;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new TimeoutException("no answer in ten seconds");
        }
    }
}
