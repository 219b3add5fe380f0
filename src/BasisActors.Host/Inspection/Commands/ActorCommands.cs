using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Akka.Actor;
using BasisActors.Actors.Inspection;
using BasisActors.Host.Http;

namespace BasisActors.Host.Inspection.Commands;

/// <summary>One actor in a tree.</summary>
public sealed record ActorEntry(FoundActor Actor) : InspectionRecord
{
    public override IEnumerable<InspectionField> Fields =>
    [
        new("name", Actor.Cell.Ref.Path.Name), new("depth", Actor.Cell.Depth), new("run", Actor.Run.Id), new("path", Actor.Cell.Path), new("type", Actor.Cell.Type), new("state", Actor.State),
        new("behaviour", Actor.Said?.Behaviour), new("mailbox", Actor.Cell.Mailbox), new("restarts", Actor.Said?.Restarts), new("updates", Actor.Said?.Updates), new("last_message", Actor.Said?.LastMessage),
    ];
}

/// <summary>One actor, with all that is known of it.</summary>
public sealed record ActorDetails(FoundActor Actor) : InspectionRecord
{
    public override IEnumerable<InspectionField> Fields =>
    [
        new("run", Actor.Run.Id), new("path", Actor.Cell.Path), new("type", Actor.Cell.Type), new("state", Actor.State), new("behaviour", Actor.Said?.Behaviour),
        new("dispatcher", Actor.Cell.Dispatcher), new("mailbox", Actor.Cell.Mailbox), new("lane_waiting", Actor.Cell.LaneWaiting),
        new("restarts", Actor.Said?.Restarts), new("restarted_for", Actor.Said?.RestartedFor), new("last_message", Actor.Said?.LastMessage), new("last_tick", Actor.Said?.LastTick),
        new("last_error", Actor.Said?.LastError?.ToString()), new("updates", Actor.Said?.Updates),
        new("keeps", new PlainRecord([.. (Actor.Said?.Facts ?? []).Select(f => new InspectionField(f.Name, f.Value))])),
    ];
}

/// <summary>All actors at one moment.</summary>
public sealed record TreeAt(DateTimeOffset At, ImmutableArray<ActorEntry> Actors) : InspectionRecord
{
    public override IEnumerable<InspectionField> Fields => [new("at", At), new("actors", Actors)];
}

/// <summary>What became of an actor that was made to fail.</summary>
/// <param name="Before">Before it was told to.</param>
/// <param name="After">Afterwards; null when it is gone or not back yet.</param>
/// <param name="Reason">Why, as its error says.</param>
public sealed record KilledActor(FoundActor Before, FoundActor? After, string Reason) : InspectionRecord
{
    /// <summary><c>restarted</c>, <c>stopped</c>, <c>pending</c> when it has not come to it within a second, <c>told</c> when it is a part of Akka's that answers nobody.</summary>
    public string Outcome => After is null ? "stopped" : !Before.Cell.IsDescribed ? "told" : After.Said is { } said && said.Restarts > (Before.Said?.Restarts ?? 0) ? "restarted" : "pending";

    public override IEnumerable<InspectionField> Fields =>
    [
        new("run", Before.Run.Id), new("path", Before.Cell.Path), new("outcome", Outcome), new("restarts_before", Before.Said?.Restarts), new("restarts_after", After?.Said?.Restarts), new("reason", Reason),
    ];
}

/// <summary><c>actors tree</c>, <c>show</c>, <c>watch</c>, <c>kill</c>.</summary>
internal static class ActorCommands
{
    private static readonly InspectionArgument Path =
        new("path", "An actor: /user/runs/RUN/ledger, RUN/ledger, or RUN:/user/health where several runs have one of that name.") { IsPositional = true, IsRequired = true };

    public static readonly ImmutableArray<InspectionCommand> All =
    [
        new("actors", "tree", "All actors with their state, mailbox and restarts.")
        {
            Shape = AnswerShape.Tree,
            Arguments = [Path with { IsPositional = false, IsRequired = false }],
            Handle = (host, call, cancellation) => TreeAsync(host, call["path"], cancellation),
        },
        new("actors", "show", "One actor: what it is, what it keeps, what it did last.")
        {
            Shape = AnswerShape.Details,
            Arguments = [Path],
            Handle = ShowAsync,
        },
        new("actors", "watch", "The tree again and again, until ended.")
        {
            Shape = AnswerShape.Details,
            Arguments = [Path with { IsRequired = false }, new("every", "Time between two looks.") { Kind = ArgumentKind.Duration }],
            Streams = _ => true,
            Handle = WatchAsync,
        },
        new("actors", "kill", "Have an actor fail as a crash would; what happens then is in docs/supervision.md.")
        {
            Role = ApiRole.Admin,
            Shape = AnswerShape.Details,
            Arguments = [Path, new("reason", "Why; it is in the error.")],
            Handle = KillAsync,
        },
    ];

    private static async IAsyncEnumerable<InspectionRecord> TreeAsync(InspectedHost host, string? path, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var actor in await ActorInquiry.AskAsync(ActorInquiry.Below(host, path), cancellation).ConfigureAwait(false))
            yield return new ActorEntry(actor);
    }

    private static async IAsyncEnumerable<InspectionRecord> ShowAsync(InspectedHost host, InspectionCall call, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (run, cell) = ActorInquiry.One(host, call["path"]!);
        yield return new ActorDetails(await ActorInquiry.AskAsync(run, cell, cancellation).ConfigureAwait(false));
    }

    private static async IAsyncEnumerable<InspectionRecord> WatchAsync(InspectedHost host, InspectionCall call, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            var actors = await ActorInquiry.AskAsync(ActorInquiry.Below(host, call["path"]), cancellation).ConfigureAwait(false);
            yield return new TreeAt(host.Time.GetUtcNow(), [.. actors.Select(a => new ActorEntry(a))]);
            await Task.Delay(call.Duration("every", TimeSpan.FromSeconds(2)), host.Time, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>What it is told lies in its mailbox before the question, so that the answer is that of the actor after its restart.</summary>
    private static async IAsyncEnumerable<InspectionRecord> KillAsync(InspectedHost host, InspectionCall call, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (run, cell) = ActorInquiry.One(host, call["path"]!);
        var reason = call["reason"] ?? "no reason given";
        var before = await ActorInquiry.AskAsync(run, cell, cancellation).ConfigureAwait(false);
        using var looking = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var gone = cell.Ref.WatchAsync(looking.Token);
        cell.Ref.Tell(cell.IsDescribed ? new Crash(reason) : Kill.Instance, ActorRefs.NoSender);
        var killed = await AfterAsync().ConfigureAwait(false);
        killed = killed.Outcome == "pending" ? await AfterAsync().ConfigureAwait(false) : killed; // a run has its error logged before it fails
        await looking.CancelAsync().ConfigureAwait(false);
        yield return killed;

        async Task<KilledActor> AfterAsync()
        {
            var answer = ActorInquiry.AskAsync(run, cell, cancellation);
            var isGone = await Task.WhenAny(answer, gone).ConfigureAwait(false) == gone;
            return new KilledActor(before, isGone ? null : await answer.ConfigureAwait(false), reason);
        }
    }
}
