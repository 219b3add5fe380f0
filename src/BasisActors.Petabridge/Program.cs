using System.CommandLine;
using System.Globalization;
using Akka.Actor;
using Akka.Configuration;
using BasisActors.Host.Commands;
using BasisActors.Host.Http;
using BasisActors.Host.Inspection;
using BasisActors.Petabridge;
using Petabridge.Cmd.Host;

// A process beside the host: pbm knows no keys, so what a client of it may do is what the key of this process may do at the host.
var host = new Option<string>("--host") { Description = "Address of the host.", DefaultValueFactory = _ => HttpOptions.UsualAddress };
var keyFile = new Option<string>("--key-file") { Description = $"File with the key of the host; without it the environment variable {InspectionCommands.KeyVariable} is taken, if it is set." };
var port = new Option<int>("--port") { Description = "Port of the loopback address for pbm.", DefaultValueFactory = _ => 9110 };
var root = new RootCommand("Offers the palette of a host to pbm, the client of Petabridge.Cmd.") { host, keyFile, port };
root.SetAction(async (parsed, cancellation) =>
{
    var key = parsed.GetValue(keyFile) is { } file ? await File.ReadAllTextAsync(file, cancellation) : Environment.GetEnvironmentVariable(InspectionCommands.KeyVariable);
    using var http = RemoteHost.Connect(RemoteHost.Address(parsed.GetValue(host)!), string.IsNullOrWhiteSpace(key) ? null : key.Trim());
    var settings = ConfigurationFactory.ParseString(string.Create(CultureInfo.InvariantCulture, $"petabridge.cmd {{ host = \"127.0.0.1\", port = {parsed.GetValue(port)} }}"));
    using var system = ActorSystem.Create("basis-pbm", settings);
    var console = PetabridgeCmd.Get(system);
    console.RegisterCommandPalette(new PaletteHandler(new RemoteHost(http)));
    console.Start();
    using var ending = cancellation.Register(() => system.Terminate());
    await system.WhenTerminated;
});
return await root.Parse(args).InvokeAsync();
