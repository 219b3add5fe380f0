using System.Collections.Immutable;
using BasisActors.Domain.Errors;
using BasisActors.Host.Http;

namespace BasisActors.Host.Inspection;

/// <summary>How the records of a command are shown to people.</summary>
public enum AnswerShape
{
    /// <summary>A table, one line for each record.</summary>
    Table,

    /// <summary>A table whose first column is indented by <c>depth</c>.</summary>
    Tree,

    /// <summary>One value a line.</summary>
    Details,
}

/// <summary>A command of the palette: everything that the command line, HTTP and other surfaces need to offer it.</summary>
/// <param name="Group">The first word, such as <c>actors</c>.</param>
/// <param name="Verb">The second, such as <c>tree</c>.</param>
/// <param name="Description">For people.</param>
public sealed record InspectionCommand(string Group, string Verb, string Description)
{
    public string Name => $"{Group} {Verb}";

    /// <summary>Who may give it, unless an argument asks for more.</summary>
    public ApiRole Role { get; init; } = ApiRole.Read;

    public ImmutableArray<InspectionArgument> Arguments { get; init; } = [];

    public AnswerShape Shape { get; init; } = AnswerShape.Table;

    /// <summary>True when records come until the caller goes away, if these arguments are given.</summary>
    public Func<InspectionCall, bool> Streams { get; init; } = _ => false;

    /// <summary>Answers a call, record by record.</summary>
    public required Func<InspectedHost, InspectionCall, CancellationToken, IAsyncEnumerable<InspectionRecord>> Handle { get; init; }

    /// <summary>Checks the arguments of a call.</summary>
    /// <exception cref="BasisException">INS-001 for an argument that is not known, is missing, or has a value that is not allowed.</exception>
    public InspectionCall Call(IEnumerable<KeyValuePair<string, string>> arguments)
    {
        var given = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in arguments)
        {
            var argument = Arguments.FirstOrDefault(a => a.Name == name)
                ?? throw new BasisException("INS-001", $"{Name} has no argument '{name}'.", name, Arguments.IsEmpty ? "It takes none." : $"It takes {string.Join(", ", Arguments.Select(a => a.Name))}.");
            if (!given.TryAdd(name, argument.Checked(value)))
                throw new BasisException("INS-001", $"{Name} has been given {name} twice.", name, "Give it once.");
        }

        if (Arguments.FirstOrDefault(a => a.IsRequired && !given.ContainsKey(a.Name)) is { } missing)
            throw new BasisException("INS-001", $"{Name} needs {missing.Name}: {missing.Description}", missing.Name, $"Give {missing.Name}.");
        return new InspectionCall(this, given.ToImmutable());
    }
}

/// <summary>A command with its arguments, which are valid.</summary>
public sealed record InspectionCall(InspectionCommand Command, ImmutableSortedDictionary<string, string> Arguments)
{
    /// <summary>Who may give it.</summary>
    public ApiRole Role => Command.Arguments.Where(a => Arguments.ContainsKey(a.Name)).Select(a => a.Role ?? ApiRole.Read).Append(Command.Role).Max();

    /// <summary>True when it only looks. A call that changes something is no GET.</summary>
    public bool IsReading => Role == ApiRole.Read;

    /// <summary>True when records come until the caller goes away.</summary>
    public bool Streams => Command.Streams(this);

    public string? this[string name] => Arguments.GetValueOrDefault(name);

    public bool Has(string flag) => this[flag] == "true";

    public int Count(string name, int otherwise) => this[name] is { } value ? int.Parse(value, System.Globalization.CultureInfo.InvariantCulture) : otherwise;

    public TimeSpan Duration(string name, TimeSpan otherwise) => this[name] is { } value && InspectionArgument.TryDuration(value, out var duration) ? duration : otherwise;

    public IAsyncEnumerable<InspectionRecord> AnswerAsync(InspectedHost host, CancellationToken cancellation) => Command.Handle(host, this, cancellation);
}
