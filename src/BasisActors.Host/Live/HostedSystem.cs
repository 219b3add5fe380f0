using System.Globalization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Serilog;
using Serilog.Events;
using LogLevel = Akka.Event.LogLevel;

namespace BasisActors.Host.Live;

/// <summary>An actor system with journals, in a generic host. What the system has to say, such as that its journal is away, goes to standard error.</summary>
internal sealed class HostedSystem : IAsyncDisposable
{
    private const string Line = "{Timestamp:yyyy-MM-dd HH:mm:ss} {Level:u3} {Message:lj} ({LogSource}){NewLine}{Exception}";

    private readonly IHost _host;

    private HostedSystem(IHost host) => _host = host;

    public ActorSystem System => _host.Services.GetRequiredService<ActorSystem>();

    public static async Task<HostedSystem> StartAsync(string name, Config settings, JournalDatabase journals)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSerilog(log => log.MinimumLevel.ControlledBy(LogLevels.OfProcess.Lowest).Filter.With(LogLevels.OfProcess)
            .WriteTo.Console(outputTemplate: Line, formatProvider: CultureInfo.InvariantCulture, standardErrorFromLevel: LogEventLevel.Verbose));
        builder.Services.AddAkka(name, akka =>
        {
            akka.ConfigureLoggers(loggers =>
            {
                loggers.ClearLoggers();
                loggers.AddLoggerFactory();
            });
            akka.AddHocon(settings, HoconAddMode.Prepend);
            akka.AddHocon("akka.loglevel = DEBUG", HoconAddMode.Prepend); // LogLevels decides: an actor asks only once, when it is made, whether its words are wanted
            journals.AddTo(akka);
        });
        var host = builder.Build();
        await host.StartAsync().ConfigureAwait(false);
        return new HostedSystem(host);
    }

    public async ValueTask DisposeAsync()
    {
        System.EventStream.SetLogLevel(LogLevel.WarningLevel); // what a system says while it ends goes to standard output, past LogLevels
        await _host.StopAsync().ConfigureAwait(false);
        _host.Dispose();
    }
}
