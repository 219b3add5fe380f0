using BasisActors.Domain.Errors;

namespace BasisActors.Actors.Tests.Fixtures;

/// <summary>Throws on the calls from <paramref name="first"/> on (1-based), <paramref name="times"/> times.</summary>
internal sealed class Fault(int first, int times = 1, string code = "DPR-001")
{
    public const int Always = int.MaxValue;

    public static Fault None => new(0, 0);

    public int Calls { get; private set; }

    public void Pass()
    {
        Calls++;
        if (Calls >= first && Calls - first < times)
            throw new BasisException(code, $"Injected at call {Calls}.", "test");
    }
}
