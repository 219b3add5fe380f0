using BasisActors.Benchmarks;
using BenchmarkDotNet.Running;

// `-- engine` prints ticks per second of whole runs through the real actors, `-- decisions` how long single decisions take; anything else goes to BenchmarkDotNet.
if (args is ["engine", ..])
    return await EngineRuns.RunAsync(args[1..]);
if (args is ["decisions"])
    return Decisions.Run();
BenchmarkSwitcher.FromAssembly(typeof(TickPath).Assembly).Run(args);
return 0;
