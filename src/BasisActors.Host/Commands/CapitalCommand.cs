using System.CommandLine;
using BasisActors.Host.Live;

namespace BasisActors.Host.Commands;

/// <summary><c>basis deposit</c> and <c>basis withdraw</c>: an investor's money into a live run and out of it.</summary>
public static class CapitalCommand
{
    public static Command Deposit() => Create("deposit", "Bring capital into a live run at its next tick.", (live, id, amount) => live.Deposit(id, amount));

    public static Command Withdraw() => Create("withdraw", "Take capital out of a live run, beginning at its next tick; at most its equity.", (live, id, amount) => live.Withdraw(id, amount));

    private static Command Create(string name, string description, Func<LiveOperations, string, decimal, RequestRecord> ask)
    {
        var id = OperatorRequests.Run();
        var directory = LiveCommand.Folder();
        var amount = new Option<string>("--amount") { Description = "Share-class currency, above 0.", Required = true };
        var command = new Command(name, description) { id, amount, directory };
        command.SetAction(parsed => OperatorRequests.Leave(
            parsed.GetValue(directory)!, parsed.GetValue(id)!, live => ask(live, parsed.GetValue(id)!, ArgumentParsing.PositiveAmount(parsed.GetValue(amount)!, "--amount"))));
        return command;
    }
}
