using Akka.Actor;
using BasisActors.Host.Backtests;
using BasisActors.Host.Inspection;
using BasisActors.Host.Live;
using BasisActors.Host.Tests.Http;
using BasisActors.Petabridge;
using Petabridge.Cmd;

namespace BasisActors.Host.Tests.Petabridge;

/// <summary>
/// The adapter to Petabridge.Cmd against declarations of our own (PetabridgeStubs.cs): that it maps the palette and passes on what the host answers. Nothing here is the
/// real package.
/// </summary>
public sealed class PetabridgeAdapterTests
{
    [Fact]
    public void Every_command_of_the_palette_is_mapped_with_its_arguments()
    {
        Assert.Equal(InspectionCatalogue.Commands.Select(c => $"{c.Group}-{c.Verb}").Order(StringComparer.Ordinal), PaletteMap.Palette.Commands.Select(c => c.Name));
        Assert.All(PaletteMap.Palette.Commands, definition =>
        {
            var command = PaletteMap.Commands[definition.Name];
            Assert.Equal(command.Description, definition.Description);
            Assert.Equal(command.Arguments.Select(a => (a.Name, a.IsRequired, $"--{a.Name}")), definition.Arguments.Select(a => (a.Name, a.Mandatory, a.Switch.Single())));
        });
    }

    [Fact]
    public async Task A_command_is_answered_in_lines_and_an_error_as_one()
    {
        await using var host = await ServedHost.StartAsync();
        await using var actors = await ActorHost.StartAsync(lanes: 1, isQuiet: true);
        host.Runs.Begin(new HostedRun(new WantedRun { Id = "run", Mode = "btc_basis", Paper = new Uri("http://127.0.0.1:1"), Account = "paper", EverySeconds = 1, SnapshotEvery = 1 }, DateTimeOffset.UnixEpoch) { Actors = actors });
        var handler = actors.System.ActorOf(new PaletteHandler(new RemoteHost(host.Reader)).HandlerProps, "pbm");

        var tree = await AnswerAsync(actors.System, handler, new Command("basis", "actors-tree", []));
        Assert.Equal(["name", "health", "pbm", "runs"], tree.SkipLast(1).Select(l => l.Message.Split(' ')[0]).Where(n => !n.StartsWith('$'))); // that is the client
        Assert.Same(CommandResponse.Empty, tree[^1]);

        var error = Assert.IsType<ErroredCommandResponse>(Assert.Single(await AnswerAsync(actors.System, handler, new Command("basis", "actors-show", [("path", "nobody")]))));
        Assert.StartsWith("INS-003", error.Message, StringComparison.Ordinal);
        var denied = Assert.IsType<ErroredCommandResponse>(Assert.Single(await AnswerAsync(actors.System, handler, new Command("basis", "actors-kill", [("path", "/user/health")]))));
        Assert.Contains("role", denied.Message, StringComparison.Ordinal); // the adapter has the key of a reader
    }

    private static async Task<List<CommandResponse>> AnswerAsync(ActorSystem system, IActorRef handler, Command command)
    {
        var whole = new TaskCompletionSource<List<CommandResponse>>();
        handler.Tell(command, system.ActorOf(Props.Create(() => new Client(whole))));
        return await whole.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    private sealed class Client(TaskCompletionSource<List<CommandResponse>> whole) : UntypedActor
    {
        private readonly List<CommandResponse> _told = [];

        protected override void OnReceive(object message)
        {
            _told.Add((CommandResponse)message);
            if (_told[^1].Final)
            {
                whole.TrySetResult(_told);
                Context.Stop(Self);
            }
        }
    }
}
