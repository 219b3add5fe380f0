using System.CommandLine;
using BasisActors.Domain.Errors;
using BasisActors.Host.Commands;

var root = new RootCommand("BasisActors: yield strategies over lending, basis and staking, in one ledger.")
{
    BacktestCommand.Create(),
    SampleCommand.Create(),
    ModesCommand.Create(),
    ConfigCommand.Create(),
};

var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors)
        Console.Error.WriteLine(new BasisError("BTS-002", error.Message, "command line", "See `basis --help`."));
    return ExitCodes.Usage;
}

try
{
    return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = Timeout.InfiniteTimeSpan });
}
catch (Exception exception)
{
    Console.Error.WriteLine($"internal error: {exception}");
    return ExitCodes.Internal;
}
