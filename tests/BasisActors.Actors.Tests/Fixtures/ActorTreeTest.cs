using Akka.Configuration;
using Akka.TestKit.Xunit2;
using BasisActors.Actors.Health;
using BasisActors.Actors.Runs;
using BasisActors.Domain.Errors;

namespace BasisActors.Actors.Tests.Fixtures;

/// <summary>
/// An actor system with lanes, health and runs as in production. Messages stay in the process and are immutable records, so they are not serialized.
/// </summary>
public abstract class ActorTreeTest : TestKit
{
    // Failures are injected on purpose; what they log is not read.
    private static readonly Config Quiet = ConfigurationFactory.ParseString("""
        akka {
          loglevel = OFF
          stdout-loglevel = OFF
          log-dead-letters = off
          loggers = ["Akka.Event.DefaultLogger"]
          actor.serialize-messages = off
          actor.serialize-creators = off
        }
        """);

    private readonly string[] _lanes;
    private readonly Dictionary<string, Recording> _recordings = [];

    protected ActorTreeTest(int lanes = 1)
        : base(Quiet)
    {
        _lanes = Lanes.Lanes.Register(Sys, lanes);
        Health = Sys.ActorOf(HealthActor.Props(), "health");
        Runs = Sys.ActorOf(RunsActor.Props(_lanes, Health), "runs");
    }

    protected IReadOnlyList<string> LaneIds => _lanes;

    protected IActorRef Health { get; }

    protected IActorRef Runs { get; }

    private protected RunOutcome Run(Scenario scenario, string id = "run")
    {
        Start(scenario, id);
        return ExpectMsg<RunFinished>(finished => Assert.Equal(id, finished.RunId)).Outcome;
    }

    private protected void Start(Scenario scenario, string id = "run")
    {
        var context = scenario.Prepare(id);
        _recordings[id] = (Recording)context.Recorder;
        Runs.Tell(new StartRun(context), TestActor);
    }

    /// <summary>Runs to the end and returns what was recorded; the run must complete.</summary>
    private protected Recording Complete(Scenario scenario, string id = "run")
    {
        AssertCompleted(Run(scenario, id));
        return Recorded(id);
    }

    /// <summary>What the last run of a name recorded; to be read when it has ended.</summary>
    private protected Recording Recorded(string id = "run") => _recordings[id];

    private protected static void AssertCompleted(RunOutcome outcome) => Assert.True(outcome.Status == RunStatus.Completed, outcome.ToString());

    private protected static void AssertFailed(string code, RunOutcome outcome)
    {
        Assert.Equal(RunStatus.Failed, outcome.Status);
        Assert.Equal(code, Assert.IsType<BasisError>(outcome.Error).Code);
    }

    /// <summary>Returns when an actor has handled everything that was sent to it so far.</summary>
    private protected void Settle(IActorRef actor)
    {
        var probe = CreateTestProbe();
        actor.Tell(new Identify(null), probe);
        probe.ExpectMsg<ActorIdentity>();
    }
}
