using System.CommandLine;
using BasisActors.Actors.Live;
using BasisActors.Domain.Errors;
using BasisActors.Host.Terminal;

namespace BasisActors.Host.Commands;

/// <summary><c>basis deposit</c> and <c>basis withdraw</c>: an investor's money into a live run and out of it.</summary>
public static class CapitalCommand
{
    public static Command Deposit() => Create("deposit", "Bring capital into a live run at its next tick.", OperatorRequestKind.Deposit);

    public static Command Withdraw() => Create("withdraw", "Take capital out of a live run, beginning at its next tick.", OperatorRequestKind.Withdraw);

    private static Command Create(string name, string description, OperatorRequestKind kind)
    {
        var id = OperatorRequests.Run();
        var directory = LiveCommand.Folder();
        var amount = new Option<string>("--amount") { Description = "Share-class currency, above 0.", Required = true };
        var command = new Command(name, description) { id, amount, directory };
        command.SetAction(parsed =>
        {
            try
            {
                return OperatorRequests.Leave(parsed.GetValue(directory)!, parsed.GetValue(id)!, kind, ArgumentParsing.PositiveAmount(parsed.GetValue(amount)!, "--amount"));
            }
            catch (BasisException e)
            {
                return ErrorOutput.Write([e.Error], json: false);
            }
        });
        return command;
    }
}
