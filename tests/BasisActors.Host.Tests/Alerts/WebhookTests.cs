using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BasisActors.Host.Alerts;
using Microsoft.Extensions.Time.Testing;

namespace BasisActors.Host.Tests.Alerts;

/// <summary>Alerts on their way: signed, repeated, never waited for, and without secrets.</summary>
public sealed class WebhookTests : IDisposable
{
    private const string Secret = "the-secret-of-the-webhook";
    private static readonly DateTimeOffset At = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly Receiver _receiver = new();
    private readonly CountingTime _time = new();
    private readonly ConcurrentQueue<string> _said = new();

    public void Dispose() => _receiver.Dispose();

    [Fact]
    public async Task An_alert_is_a_signed_document()
    {
        await using var webhook = Open();
        webhook.Send(AlertOf("RST-003", "The journal is away."));
        await _receiver.ArrivedAsync();

        var (body, signature, id) = Assert.Single(_receiver.Requests);
        var json = JsonDocument.Parse(body).RootElement;
        Assert.Equal(
            ["id", "kind", "state", "run", "code", "message", "resolution", "since", "at"], json.EnumerateObject().Select(p => p.Name));
        Assert.Equal(("journal_failure", "raised", "run", "RST-003", "The journal is away."), (Text(json, "kind"), Text(json, "state"), Text(json, "run"), Text(json, "code"), Text(json, "message")));
        Assert.Equal($"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), body))}", signature);
        Assert.Equal(Text(json, "id"), id);
    }

    [Fact]
    public async Task One_that_is_not_taken_is_sent_again_after_1_2_4_and_8_seconds_under_the_same_id()
    {
        _receiver.Status = number => number < 4 ? 500 : 204;
        await using var webhook = Open();
        webhook.Send(AlertOf());
        await _receiver.ArrivedAsync();
        var pauses = 0;
        foreach (var seconds in new[] { 1, 2, 4, 8 })
        {
            await Until(() => _time.Timers > pauses);
            pauses = _time.Timers;
            _time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
            var before = _receiver.Requests.Count;
            _time.Advance(TimeSpan.FromMilliseconds(1));
            await _receiver.ArrivedAsync();
            Assert.Equal(before + 1, _receiver.Requests.Count);
        }

        Assert.Single(_receiver.Requests.Select(r => (r.Id, r.Signature)).Distinct());
        Assert.Empty(_said);
    }

    [Fact]
    public async Task A_dead_webhook_is_said_once_and_so_is_its_return()
    {
        var dead = true;
        _receiver.Status = _ => dead ? 404 : 204; // 404 is not tried again
        await using var webhook = Open();
        foreach (var cause in new[] { "a", "b", "c" })
            webhook.Send(AlertOf(cause: cause));
        for (var i = 0; i < 3; i++)
            await _receiver.ArrivedAsync();
        await Until(() => webhook.IsDead);
        dead = false;
        webhook.Send(AlertOf(cause: "d"));
        await _receiver.ArrivedAsync();
        await Until(() => !webhook.IsDead);

        Assert.Equal(2, _said.Count);
        Assert.Contains("HTTP 404", _said.First(), StringComparison.Ordinal);
        Assert.All(_said, line => Assert.DoesNotContain("in-the-address", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_has_an_alert_does_not_wait_and_the_oldest_is_dropped_when_too_many_do()
    {
        var dropped = 0;
        using var meters = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "basis.alert.messages")
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        meters.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            if (tags[0].Value is "dropped")
                Interlocked.Add(ref dropped, (int)value);
        });
        meters.Start();
        var gate = new TaskCompletionSource();
        _receiver.Gate = gate.Task;
        await using var webhook = Open();
        webhook.Send(AlertOf(cause: "first"));
        await _receiver.ArrivedAsync(); // it is out, and hangs

        for (var i = 0; i < Webhook.Capacity + 10; i++)
            webhook.Send(AlertOf(cause: $"{i}"));

        Assert.Equal(10, dropped);
        gate.SetResult();
    }

    [Fact]
    public async Task No_secret_is_in_what_is_sent()
    {
        await using var webhook = Open();
        webhook.Send(AlertOf("RST-003", $"postgres://me:hunter2@db/x does not answer; {Secret}; GET https://x.example/a?signature=deadbeef"));
        await _receiver.ArrivedAsync();

        var text = Encoding.UTF8.GetString(Assert.Single(_receiver.Requests).Body);
        Assert.All(["hunter2", Secret, "deadbeef", "in-the-address"], secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
        Assert.Contains("does not answer", text, StringComparison.Ordinal);
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    private static Alert AlertOf(string code = "RST-003", string message = "away", string cause = "away") =>
        new(AlertKind.JournalFailure, "run", false, cause, At, At, code, message, "See what the database says.");

    private static async Task Until(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!condition())
            await Task.Delay(5, patience.Token);
    }

    private Webhook Open() => new(
        new AlertSettings(_receiver.Address, Secret), SafeText.Of(new Dictionary<string, string> { [AlertSettings.SecretVariable] = Secret, [AlertSettings.UrlVariable] = _receiver.Address.ToString() }), _time, _said.Enqueue);

    /// <summary>Knows how many pauses have begun.</summary>
    private sealed class CountingTime() : FakeTimeProvider(At)
    {
        private int _timers;

        public int Timers => Volatile.Read(ref _timers);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            Interlocked.Increment(ref _timers);
            return timer;
        }
    }
}
