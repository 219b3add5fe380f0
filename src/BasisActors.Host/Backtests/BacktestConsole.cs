namespace BasisActors.Host.Backtests;

public static class BacktestConsole
{
    public static Task<int> RunAsync(BacktestRequest request, bool json, CancellationToken cancellation) => Task.FromResult(0);
}
