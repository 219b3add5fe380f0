using BasisActors.Domain.Errors;

namespace BasisActors.Actors.Runs;

/// <summary>What a supervisor says of an actor that could not be made or remade and so could not speak for itself.</summary>
internal static class FailureCause
{
    /// <summary>The structured error inside an exception; BTS-003 with the innermost message when there is none.</summary>
    public static BasisError Of(Exception exception)
    {
        var cause = exception;
        while (cause is not BasisException && cause.InnerException is { } inner)
            cause = inner;
        return cause is BasisException known ? known.Error : new BasisError("BTS-003", cause.Message);
    }
}
