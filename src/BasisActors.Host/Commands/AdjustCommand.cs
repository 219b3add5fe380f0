using System.CommandLine;
using System.Globalization;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Ledger;

namespace BasisActors.Host.Commands;

/// <summary><c>basis adjust</c>: an operator has a difference between ledger and venue booked, because it is real.</summary>
public static class AdjustCommand
{
    public static Command Create()
    {
        var id = OperatorRequests.Run();
        var directory = LiveCommand.Folder();
        var position = new Option<string>("--position") { Description = "Position, as `basis status` names it: bybit:BaseToken:USDT.", Required = true };
        var amount = new Option<string>("--amount") { Description = "The difference as `basis status` has it, venue less ledger; below 0 when the venue has less.", Required = true };
        var note = new Option<string>("--note") { Description = "Where it comes from; kept in the journal.", Required = true };
        var command = new Command("adjust", "Book a difference between ledger and venue. Only the difference that stands, to the last digit, is booked.") { id, position, amount, note, directory };
        command.SetAction(parsed => OperatorRequests.Leave(parsed.GetValue(directory)!, parsed.GetValue(id)!, live => live.Adjust(
            parsed.GetValue(id)!, Position(parsed.GetValue(position)!), Difference(parsed.GetValue(amount)!), parsed.GetValue(note)!)));
        return command;
    }

    private static PositionKey Position(string text) =>
        PositionKey.TryParse(text, out var key) ? key : throw new BasisException("BTS-002", $"'{text}' is not a position.", "--position", "`basis status` names them.");

    private static decimal Difference(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number != 0
            ? number
            : throw new BasisException("BTS-002", $"'{text}' is not an amount other than 0.", "--amount", "`basis status` has it.");
}
