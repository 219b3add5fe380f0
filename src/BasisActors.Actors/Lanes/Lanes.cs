using Akka.Configuration;
using Akka.Dispatch;

namespace BasisActors.Actors.Lanes;

/// <summary>A fixed set of lanes, registered once per actor system.</summary>
public static class Lanes
{
    /// <summary>Registers the lanes and returns their dispatcher ids.</summary>
    public static string[] Register(ActorSystem system, int count, ThreadPriority priority = ThreadPriority.Normal)
    {
        var ids = new string[count];
        for (var i = 0; i < count; i++)
        {
            var id = $"basis.lane-{i + 1}";
            var configurator = new LaneDispatcherConfigurator(ConfigurationFactory.ParseString($"id = {id}"), system.Dispatchers.Prerequisites, id, priority);
            system.Dispatchers.RegisterConfigurator(id, configurator);
            system.RegisterOnTermination(((LaneDispatcher)configurator.Dispatcher()).Stop);
            ids[i] = id;
        }

        return ids;
    }
}

internal sealed class LaneDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites, string id, ThreadPriority priority)
    : MessageDispatcherConfigurator(config, prerequisites)
{
    private LaneDispatcher? _lane;

    public override MessageDispatcher Dispatcher() => _lane ??= new LaneDispatcher(this, id, priority);
}
