using BasisActors.Benchmarks;
using BenchmarkDotNet.Running;

// `-- engine` prints ticks per second of whole runs through the real actors; anything else goes to BenchmarkDotNet.
if (args is ["engine", ..])
    return await EngineRuns.RunAsync(args[1..]);
BenchmarkSwitcher.FromAssembly(typeof(TickPath).Assembly).Run(args);
return 0;
