using Akka.TestKit.Xunit2;
using BasisActors.Actors.Lanes;

namespace BasisActors.Actors.Tests;

/// <summary>A lane carries messages without mailboxes; what supervision promises must hold all the same.</summary>
public sealed class LaneOrderTests : TestKit
{
    private readonly IActorRef _parent;

    public LaneOrderTests()
    {
        var lane = Lanes.Lanes.Register(Sys, 1)[0];
        _parent = Sys.ActorOf(Props.CreateBy(new Factory<Parent>(() => new Parent(TestActor))).WithDispatcher(lane));
    }

    [Fact]
    public void A_failing_actor_gets_what_was_sent_meanwhile_after_its_restart_and_in_order()
    {
        _parent.Tell(new[] { "one", "fail", "two", "three" });

        Assert.Equal(["one", "restarted", "two", "three"], ReceiveN(4).Cast<string>());
    }

    [Fact]
    public void A_stopped_actor_gets_nothing_more()
    {
        _parent.Tell(new[] { "one", "stop", "two" });

        Assert.Equal("one", ExpectMsg<string>());
        Assert.Equal("stopped", ExpectMsg<string>()); // by a system message, which Akka hands over first
        _parent.Tell("alive?");
        ExpectMsg("alive");
    }

    private sealed class Parent : UntypedActor
    {
        private readonly IActorRef _probe;
        private readonly IActorRef _child;

        public Parent(IActorRef probe)
        {
            _probe = probe;
            _child = Context.ActorOf(Props.CreateBy(new Factory<Child>(() => new Child(probe))).WithDispatcher(((LaneDispatcher)Context.Dispatcher).Id));
        }

        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Restart);

        protected override void OnReceive(object message)
        {
            if (message is not string[] words)
            {
                _probe.Tell("alive");
                return;
            }

            foreach (var word in words)
                _child.Tell(word);
        }
    }

    private sealed class Child(IActorRef probe) : UntypedActor
    {
        protected override void PostRestart(Exception reason) => probe.Tell("restarted");

        protected override void PostStop() => probe.Tell("stopped");

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case "fail":
                    throw new InvalidOperationException("on purpose");
                case "stop":
                    Context.Stop(Self);
                    break;
                default:
                    probe.Tell(message);
                    break;
            }
        }

        protected override void PreRestart(Exception reason, object message)
        {
        }
    }
}
