using System.CommandLine;
using System.Runtime.InteropServices;
using BasisActors.Domain.Errors;
using BasisActors.Host.Commands;

var root = new RootCommand("BasisActors: yield strategies over lending, basis and staking, in one ledger.")
{
    BacktestCommand.Create(),
    StressCommand.Create(),
    ScenariosCommand.Create(),
    SweepCommand.Create(),
    CompareCommand.Create(),
    PaperCommand.Create(),
    LiveCommand.Create(),
    HostCommand.Create(),
    StatusCommand.Create(),
    StopCommand.Create(),
    StopCommand.Halt(),
    StopCommand.Resume(),
    StopCommand.Rebalance(),
    CapitalCommand.Deposit(),
    CapitalCommand.Withdraw(),
    AdjustCommand.Create(),
    JournalCommand.Create(),
    SampleCommand.Create(),
    DataCommand.Create(),
    ModesCommand.Create(),
    ConfigCommand.Create(),
    DoctorCommand.Create(),
    HealthCommand.Create(),
};
foreach (var command in InspectionCommands.Create(args))
    root.Add(command);

var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors)
        Console.Error.WriteLine(new BasisError("BTS-002", error.Message, "command line", "See `basis --help`."));
    return ExitCodes.Usage;
}

// Ctrl+C and SIGTERM end a run after the tick in hand; a second one ends the process at once.
using var stop = new CancellationTokenSource();
void Stop(PosixSignalContext signal)
{
    signal.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
}

using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
try
{
    return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, stop.Token);
}
catch (Exception exception)
{
    Console.Error.WriteLine($"internal error: {exception}");
    return ExitCodes.Internal;
}
