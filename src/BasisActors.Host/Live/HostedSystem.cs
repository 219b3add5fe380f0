using Akka.Actor;
using Akka.Configuration;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BasisActors.Host.Live;

/// <summary>An actor system with journals, in a generic host.</summary>
internal sealed class HostedSystem : IAsyncDisposable
{
    private readonly IHost _host;

    private HostedSystem(IHost host) => _host = host;

    public ActorSystem System => _host.Services.GetRequiredService<ActorSystem>();

    public static async Task<HostedSystem> StartAsync(string name, Config settings, JournalDatabase journals)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddAkka(name, akka =>
        {
            akka.AddHocon(settings, HoconAddMode.Prepend);
            journals.AddTo(akka);
        });
        var host = builder.Build();
        await host.StartAsync().ConfigureAwait(false);
        return new HostedSystem(host);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync().ConfigureAwait(false);
        _host.Dispose();
    }
}
