using BasisActors.Domain.Errors;

namespace BasisActors.Host.Inspection;

internal static class BusyActors
{
    /// <summary>What a command says that needs an answer which has not come.</summary>
    public static BasisException Busy(this FoundActor actor) => new(
        "INS-004", $"{actor.Cell.Path} has not answered within {ActorInquiry.Patience.TotalSeconds:0} s; {actor.Cell.Mailbox} messages lie in its mailbox.", actor.Cell.Path, "Ask again; see `actors show`.");
}
