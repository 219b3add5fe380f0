using BasisActors.Benchmarks;
using BenchmarkDotNet.Running;

// `-- engine` prints ticks per second of whole runs through the real actors, `-- decisions` how long single decisions take, `-- sweep` how much faster two lanes
// are than one, `-- soak [files]` the memory of a process after each hundred of a thousand runs; anything else goes to BenchmarkDotNet.
if (args is ["engine", ..])
    return await EngineRuns.RunAsync(args[1..]);
if (args is ["decisions"])
    return Decisions.Run();
if (args is ["sweep"])
    return await SweepRuns.CompareLanesAsync();
if (args is ["recovery", ..])
    return await Recovery.RunAsync(args is [_, { } count] ? int.Parse(count, System.Globalization.CultureInfo.InvariantCulture) : 100_000);
if (args is ["soak", ..])
    return await SweepRuns.SoakAsync(1_000, keepsResults: args is [_, "files"]);
BenchmarkSwitcher.FromAssembly(typeof(TickPath).Assembly).Run(args);
return 0;
