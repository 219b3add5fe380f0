using System.Text;
using BasisActors.Host.Http;
using BasisActors.Host.Tests.EventLog;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace BasisActors.Host.Tests.Http;

public sealed class IdempotencyTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly List<string?> _ids = [];

    [Fact]
    public async Task The_same_call_again_is_answered_and_not_carried_out_by_a_restarted_host_too()
    {
        Assert.Equal("done 1", await CallAsync("k", "{}"));
        Assert.Equal("done 1", await CallAsync("k", "{}"));
        Assert.Equal("done 2", await CallAsync("k2", "{}"));
        Assert.Equal(2, _ids.Distinct().Count(i => i is not null));
    }

    [Fact]
    public async Task Without_a_key_a_call_is_carried_out_each_time()
    {
        Assert.Equal("done 1", await CallAsync("", "{}"));
        Assert.Equal("done 2", await CallAsync("", "{}"));
        Assert.All(_ids, Assert.Null);
    }

    [Fact]
    public async Task A_key_is_for_one_request()
    {
        await CallAsync("k", "{}");

        Assert.Equal(409, (await Assert.ThrowsAsync<ApiFaultException>(() => CallAsync("k", "{\"other\":1}"))).Fault.Status);
    }

    [Fact]
    public async Task A_refused_call_may_be_mended_and_sent_again_and_has_the_same_id()
    {
        Assert.Equal("refused", await CallAsync("k", "{}", status: 400));
        Assert.Equal("done 2", await CallAsync("k", "{}"));
        Assert.Single(_ids.Distinct());
    }

    [Fact]
    public async Task A_key_is_forgotten_after_a_day()
    {
        await CallAsync("k", "{}");
        _time.Advance(TimeSpan.FromDays(1));

        Assert.Equal("done 2", await CallAsync("k", "{}"));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Calls_at_once_are_carried_out_once()
    {
        var gate = new TaskCompletionSource();
        var guard = new Idempotency(_folder.Path, _time);
        var first = CallAsync(guard, "k", "{}", 200, gate.Task);
        var second = CallAsync(guard, "k", "{}", 200, Task.CompletedTask);
        Assert.False(second.IsCompleted);
        gate.SetResult();

        Assert.Equal("done 1", await first);
        Assert.Equal("done 1", await second);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("é")]
    public async Task A_key_is_visible_characters(string key) =>
        Assert.Equal(400, (await Assert.ThrowsAsync<ApiFaultException>(() => CallAsync(key, "{}"))).Fault.Status);

    public void Dispose() => _folder.Dispose();

    private Task<string> CallAsync(string key, string body, int status = 200) => CallAsync(new Idempotency(_folder.Path, _time), key, body, status, Task.CompletedTask);

    private async Task<string> CallAsync(Idempotency guard, string key, string body, int status, Task until)
    {
        var context = new DefaultHttpContext { Request = { Method = "POST", Path = "/api/v1/capital/deposit", Body = new MemoryStream(Encoding.UTF8.GetBytes(body)) } };
        using var answer = new MemoryStream();
        context.Response.Body = answer;
        if (key.Length > 0)
            context.Request.Headers["Idempotency-Key"] = key;
        await guard.GuardAsync(context, async c =>
        {
            _ids.Add(Idempotency.IdOf(c));
            await until;
            c.Response.StatusCode = status;
            await c.Response.WriteAsync(status == 200 ? $"done {_ids.Count}" : "refused");
        });
        return Encoding.UTF8.GetString(answer.ToArray());
    }
}
