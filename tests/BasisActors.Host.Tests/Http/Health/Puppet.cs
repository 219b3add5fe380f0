using Akka.Actor;
using BasisActors.Actors.Health;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Health;

namespace BasisActors.Host.Tests.Http.Health;

/// <summary>A component that says of itself what a test wants, or says nothing.</summary>
internal sealed class Puppet : UntypedActor
{
    private readonly string _name;
    private HealthState? _state = HealthState.Healthy;

    public Puppet(string name) => _name = name;

    /// <summary>Null makes it hang.</summary>
    public sealed record Be(HealthState? State);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Be be:
                _state = be.State;
                Sender.Tell(be);
                break;
            case ReportHealth when _state is { } state:
                Sender.Tell(Report(state));
                break;
        }
    }

    private ComponentReport Report(HealthState state)
    {
        var gauge = new HealthGauge(_name);
        gauge.Success(DateTimeOffset.UnixEpoch);
        if (state is HealthState.Degraded or HealthState.Unhealthy)
            gauge.Failure(new BasisError(state == HealthState.Degraded ? "RST-001" : "POS-005", "Injected at postgres://me:hunter2@db/x."));
        return gauge.Report() with { State = state, CurrentAction = "EntryFull", InstructionBlocksGenerated = 7 };
    }
}
