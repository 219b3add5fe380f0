using System.Collections.Immutable;
using System.Globalization;
using BasisActors.Domain.Errors;
using BasisActors.Host.Live;
using BasisActors.Venues.Exchanges;

namespace BasisActors.Host.Doctor;

/// <summary>Whether an exchange answers, what its clock says of ours, and what the key may do.</summary>
/// <param name="time">The machine's clock.</param>
internal sealed class ExchangeCheck(TimeProvider time)
{
    private const string Reach = "exchange", Clock = "clock", Away = "EXI-003";
    private const string Look = "Check the address, the network and its proxy, or wait until the exchange is back.";

    /// <summary>Clients try again by themselves; this is for all of it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <param name="client">Of the account.</param>
    /// <param name="where">Its address.</param>
    /// <param name="readOnly">Whether runs only watch.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task<ImmutableArray<Finding>> OfAsync(IExchangeClient client, Uri where, bool readOnly, CancellationToken cancellation) => AskAsync(
        client.Name,
        where,
        async (found, patience) =>
        {
            _ = await client.TimeAsync(patience).ConfigureAwait(false); // connects: the way is shorter the second time
            var asked = time.GetUtcNow();
            var theirs = await client.TimeAsync(patience).ConfigureAwait(false);
            var answered = time.GetUtcNow();
            found.Add(Finding.Ok(Reach, client.Name, $"answers at {where.Host} in {(answered - asked).TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture)} ms"));
            found.Add(Compare(client.Name, asked, answered, theirs));
            found.AddRange(KeyRules.Judge(client.Name, await client.PermissionsAsync(patience).ConfigureAwait(false), readOnly, where.IsLoopback));
        },
        cancellation);

    /// <summary>Of an account that no run can use yet: the key may do harm all the same.</summary>
    public Task<ImmutableArray<Finding>> OfKeyAsync(IExchangeClient client, Uri where, CancellationToken cancellation) => AskAsync(
        client.Name,
        where,
        async (found, patience) =>
        {
            found.Add(Finding.NotApplicable(Reach, client.Name, "live has no client for its accounts yet; only the key is looked at"));
            found.AddRange(KeyRules.Judge(client.Name, await client.PermissionsAsync(patience).ConfigureAwait(false), readOnly: true, where.IsLoopback));
        },
        cancellation);

    private async Task<ImmutableArray<Finding>> AskAsync(string venue, Uri where, Func<List<Finding>, CancellationToken, Task> ask, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        List<Finding> found = [];
        try
        {
            await ask(found, either.Token).ConfigureAwait(false);
        }
        catch (BasisException e)
        {
            found.Add(Finding.Failed(e.Error.Code == "EXI-004" ? "key" : Reach, venue, e.Error.Code == Away ? e.Error with { Resolution = Look } : e.Error));
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            found.Add(Finding.Failed(Reach, venue, new BasisError(Away, $"{venue} has not answered at {where.Host} within {Patience.TotalSeconds:0} s.", Resolution: Look)));
        }

        return [.. found];
    }

    private static Finding Compare(string venue, DateTimeOffset asked, DateTimeOffset answered, DateTimeOffset theirs)
    {
        if (new ClockSkew().Judge(venue, asked, answered, theirs) is { } off)
            return new Finding(Clock, venue, CheckResult.Failed, off.Message, "Have the clock set by NTP: `timedatectl set-ntp true`.", off.Code);
        var (way, skew) = ((answered - asked) / 2, asked + (answered - asked) / 2 - theirs);
        return Finding.Ok(Clock, venue, string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(skew.TotalMilliseconds):0} ms {(skew > TimeSpan.Zero ? "ahead of" : "behind")} {venue}, within {way.TotalMilliseconds:0} ms"));
    }
}
