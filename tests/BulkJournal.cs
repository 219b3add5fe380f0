using System.Collections.Immutable;
using Akka.Actor;
using Akka.Hosting;
using Akka.Persistence;
using BasisActors.Actors.Journal;
using BasisActors.Actors.Lanes;
using BasisActors.Host.Live;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BasisActors.Tests;

/// <summary>Writes a whole journal at once, through the same tables and the same serializer as a run that writes one event after the other.</summary>
internal static class BulkJournal
{
    public static async Task WriteAsync(JournalDatabase database, string runId, ImmutableArray<IJournalEvent> events)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddAkka("bulk", akka => akka
            .AddHocon("akka { loglevel = OFF, stdout-loglevel = OFF, log-dead-letters = off, coordinated-shutdown.run-by-clr-shutdown-hook = off }", HoconAddMode.Prepend)
            .Also(database.AddTo));
        using var host = builder.Build();
        await host.StartAsync();
        var writer = host.Services.GetRequiredService<ActorSystem>().ActorOf(Props.CreateBy(new Factory<Writer>(() => new Writer(runId))));
        foreach (var chunk in events.Chunk(1_000))
            await writer.Ask<string>(chunk, TimeSpan.FromMinutes(1));
        await host.StopAsync();
    }

    private static AkkaConfigurationBuilder Also(this AkkaConfigurationBuilder akka, Action<AkkaConfigurationBuilder> add)
    {
        add(akka);
        return akka;
    }

    private sealed class Writer : ReceivePersistentActor
    {
        public Writer(string runId)
        {
            PersistenceId = $"run-{runId}";
            Command<IJournalEvent[]>(chunk =>
            {
                var from = Sender;
                var left = chunk.Length;
                PersistAll(chunk, _ =>
                {
                    if (--left == 0)
                        from.Tell("written");
                });
            });
        }

        public override string PersistenceId { get; }
    }
}
