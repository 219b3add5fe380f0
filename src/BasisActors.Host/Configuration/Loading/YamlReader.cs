using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace BasisActors.Host.Configuration.Loading;

/// <summary>
/// Reads the part of YAML that configuration needs: one document of mappings, sequences and scalars.
/// Works on parser events; YAML's object binding costs more at start than everything else here together.
/// </summary>
internal static class YamlReader
{
    private const int MaxDepth = 16;

    /// <exception cref="YamlException">The text is no YAML, or uses what is not supported here; carries the line.</exception>
    public static YamlMapping Read(string text)
    {
        var parser = new Parser(new StringReader(text));
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _))
            return new YamlMapping([]);
        parser.Consume<DocumentStart>();
        var root = ReadNode(parser, 0);
        parser.Consume<DocumentEnd>();
        if (!parser.Accept<StreamEnd>(out _))
            throw Refuse(parser.Current!, "a second document begins; a file holds one");
        return root as YamlMapping
            ?? (root is YamlScalar { Text: "" } ? new YamlMapping([]) : throw new YamlException(new Mark(0, 1, 1), new Mark(0, 1, 1), "the file holds no keys"));
    }

    private static YamlNode ReadNode(Parser parser, int depth)
    {
        if (parser.TryConsume<Scalar>(out var scalar))
            return new YamlScalar(scalar.Value);
        if (depth == MaxDepth)
            throw Refuse(parser.Current!, $"values are nested more than {MaxDepth} deep");
        if (parser.TryConsume<MappingStart>(out _))
            return ReadMapping(parser, depth);
        if (parser.TryConsume<SequenceStart>(out _))
            return ReadSequence(parser, depth);
        throw Refuse(parser.Current!, "an alias (*name) stands here; write the value instead");
    }

    private static YamlMapping ReadMapping(Parser parser, int depth)
    {
        var members = ImmutableArray.CreateBuilder<YamlMember>();
        var lines = new Dictionary<string, long>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (!parser.TryConsume<Scalar>(out var key))
                throw Refuse(parser.Current!, "a key must be a single word");
            if (!lines.TryAdd(key.Value, key.Start.Line))
                throw Refuse(key, $"'{key.Value}' is given twice, first in line {lines[key.Value]}");
            members.Add(new YamlMember(key.Value, key.Start.Line, ReadNode(parser, depth + 1)));
        }

        return new YamlMapping(members.ToImmutable());
    }

    private static YamlSequence ReadSequence(Parser parser, int depth)
    {
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
            items.Add(ReadNode(parser, depth + 1));
        return new YamlSequence(items.ToImmutable());
    }

    private static YamlException Refuse(ParsingEvent at, string message) => new(at.Start, at.End, message);
}
