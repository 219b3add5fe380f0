/// <summary>Runs in a process that a test starts, when DOTNET_STARTUP_HOOKS names this assembly: writes down at the end which assemblies were loaded.</summary>
internal static class StartupHook
{
    /// <summary>Names the file to write.</summary>
    public const string Variable = "TEST_LOADED_ASSEMBLIES";

    public static void Initialize() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        File.WriteAllLines(Environment.GetEnvironmentVariable(Variable)!, AppDomain.CurrentDomain.GetAssemblies().Select(a => a.GetName().Name!));
}
