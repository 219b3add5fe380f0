using System.Collections.Immutable;
using Akka.Actor;

// Not Petabridge.Cmd: its packages are not in the registry here. These are the few declarations of it that the adapter uses, as public samples show them, with just
// enough inside to run the adapter's own code. What the real package does, and whether its declarations are these, is not tested.
#pragma warning disable SA1402, CA1050
namespace Petabridge.Cmd
{
    internal sealed record ArgumentDefinition(string Name, string Description, bool Mandatory, ImmutableArray<string> Switch);

    internal sealed class ArgumentDefinitionBuilder
    {
        private ArgumentDefinition _argument = new("", "", false, []);

        public ArgumentDefinition Build() => _argument;

        public ArgumentDefinitionBuilder WithName(string name) => With(_argument with { Name = name });

        public ArgumentDefinitionBuilder WithDescription(string description) => With(_argument with { Description = description });

        public ArgumentDefinitionBuilder IsMandatory(bool mandatory) => With(_argument with { Mandatory = mandatory });

        public ArgumentDefinitionBuilder WithSwitch(string name) => With(_argument with { Switch = _argument.Switch.Add(name) });

        private ArgumentDefinitionBuilder With(ArgumentDefinition argument)
        {
            _argument = argument;
            return this;
        }
    }

    internal sealed record CommandDefinition(string Name, string Description, ImmutableArray<ArgumentDefinition> Arguments);

    internal sealed class CommandDefinitionBuilder
    {
        private CommandDefinition _command = new("", "", []);

        public CommandDefinition Build() => _command;

        public CommandDefinitionBuilder WithName(string name) => With(_command with { Name = name });

        public CommandDefinitionBuilder WithDescription(string description) => With(_command with { Description = description });

        public CommandDefinitionBuilder WithArgument(Func<ArgumentDefinitionBuilder, ArgumentDefinitionBuilder> build) =>
            With(_command with { Arguments = _command.Arguments.Add(build(new ArgumentDefinitionBuilder()).Build()) });

        private CommandDefinitionBuilder With(CommandDefinition command)
        {
            _command = command;
            return this;
        }
    }

    internal sealed record CommandPalette(string Name, CommandDefinition[] Commands);

    internal sealed record Command(string Palette, string Name, ImmutableArray<(string Name, string Value)> Arguments)
    {
        public IEnumerable<string> ArgumentValues(string name) => Arguments.Where(a => a.Name == name).Select(a => a.Value);
    }

    internal record CommandResponse(string Message, bool Final = true)
    {
        public static readonly CommandResponse Empty = new("");
    }

    internal sealed record ErroredCommandResponse(string Message) : CommandResponse(Message);
}

namespace Petabridge.Cmd.Host
{
    internal abstract class CommandPaletteHandler(CommandPalette palette)
    {
        public CommandPalette Palette => palette;

        public abstract Props HandlerProps { get; }
    }

    internal abstract class CommandHandlerActor(CommandPalette palette) : UntypedActor
    {
        private readonly Dictionary<string, Action<Command, Command>> _commands = [];

        protected void Process(string name, Action<Command, Command> handle)
        {
            Assert.Contains(palette.Commands, c => c.Name == name);
            _commands.Add(name, handle);
        }

        protected override void OnReceive(object message)
        {
            var command = (Command)message;
            _commands[command.Name](command, command);
        }
    }
}
