namespace BasisActors.Host.Inspection;

/// <summary>Who may give a command; each role may do what those before it may.</summary>
public enum InspectionRole
{
    Read,
    Operate,
    Admin,
}
