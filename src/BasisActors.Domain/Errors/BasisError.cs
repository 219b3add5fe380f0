namespace BasisActors.Domain.Errors;

/// <summary>
/// A "no" as a value: what happened, where, what was seen and allowed, and what a person can do about it.
/// The code, its severity and its resolution come from <see cref="ErrorRegistry"/>.
/// </summary>
/// <param name="Code">A registered code such as <c>DPR-002</c>.</param>
/// <param name="Message">What happened, with the value seen and the value allowed.</param>
/// <param name="Where">File and line, configuration key, position key, block id: whatever a person must look at.</param>
/// <param name="Resolution">What to do. Defaults to the registry's resolution for the code.</param>
/// <param name="SubCode">A finer code such as <c>DATA-008</c>, where one exists.</param>
public sealed record BasisError(string Code, string Message, string? Where = null, string? Resolution = null, string? SubCode = null)
{
    public Severity Severity => ErrorRegistry.Get(Code).Severity;

    public string Remedy => Resolution ?? ErrorRegistry.Get(Code).Resolution;

    /// <summary>One line for a terminal: code, what, where, what to do.</summary>
    public override string ToString()
    {
        var sub = SubCode is null ? "" : $"/{SubCode}";
        var where = Where is null ? "" : $" [{Where}]";
        return $"{Code}{sub}: {Message}{where} {Remedy}";
    }
}

/// <summary>A structured component error travelling as an exception to the supervisor or the command line.</summary>
public sealed class BasisException : Exception
{
    public BasisException(BasisError error, Exception? cause = null)
        : base(error.ToString(), cause) => Error = error;

    public BasisException(string code, string message, string? where = null, string? resolution = null, string? subCode = null)
        : this(new BasisError(code, message, where, resolution, subCode))
    {
    }

    public BasisError Error { get; }
}
