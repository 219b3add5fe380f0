using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Tokens;
using ScalarToken = YamlDotNet.Core.Tokens.Scalar;

namespace BasisActors.Host.Configuration.Loading;

/// <summary>
/// Reads the part of YAML that configuration needs: one document of mappings, sequences and scalars, in block and flow style.
/// Works on YamlDotNet's tokens. Its event parser compiles regular expressions when it is first used and its object binding reflects;
/// either costs more at start than all the rest of loading.
/// </summary>
internal sealed class YamlReader
{
    private const int MaxDepth = 16;

    private readonly Scanner _tokens;

    private YamlReader(string text) => _tokens = new Scanner(new StringReader(text), skipComments: true);

    private Token Current => _tokens.Current!;

    /// <exception cref="YamlException">The text is no YAML, or uses what is not supported here; carries the line.</exception>
    public static YamlMapping Read(string text) => new YamlReader(text).ReadDocument();

    private YamlMapping ReadDocument()
    {
        Next();
        Next(); // over the start of the stream
        if (Current is DocumentStart)
            Next();
        var start = Current;
        var root = ReadNode(0);
        if (Current is DocumentEnd)
            Next();
        if (Current is not StreamEnd)
            throw Refuse(Current is DocumentStart ? "a second document begins; a file holds one" : "something stands here that belongs to no key");
        return root switch
        {
            YamlMapping mapping => mapping,
            YamlScalar { Text: "" } => new YamlMapping([]),
            _ => throw new YamlException(start.Start, start.End, "the file must hold keys and values"),
        };
    }

    private YamlNode ReadNode(int depth)
    {
        if (depth > MaxDepth)
            throw Refuse($"values are nested more than {MaxDepth} deep");
        switch (Current)
        {
            case ScalarToken scalar:
                Next();
                return new YamlScalar(scalar.Value);
            case BlockMappingStart:
                Next();
                return ReadMapping<BlockEnd>(depth);
            case FlowMappingStart:
                Next();
                return ReadMapping<FlowMappingEnd>(depth);
            case BlockSequenceStart:
                Next();
                return ReadBlockSequence(depth, indented: true);
            case BlockEntry: // a sequence may stand as far left as its key
                return ReadBlockSequence(depth, indented: false);
            case FlowSequenceStart:
                Next();
                return ReadFlowSequence(depth);
            case Anchor or AnchorAlias:
                throw Refuse("anchors (&name) and aliases (*name) are not supported; write the value");
            case Tag or TagDirective or VersionDirective:
                throw Refuse("tags and directives are not supported");
            default:
                return new YamlScalar(""); // nothing was written
        }
    }

    private YamlMapping ReadMapping<TEnd>(int depth)
        where TEnd : Token
    {
        var members = ImmutableArray.CreateBuilder<YamlMember>();
        while (Current is not TEnd)
        {
            if (Current is FlowEntry)
            {
                Next();
                continue;
            }

            if (Current is not Key)
                throw Refuse("a key with a colon must stand here");
            Next();
            if (Current is not ScalarToken key)
                throw Refuse("a key must be a single word");
            Next();
            if (Current is not Value)
                throw Refuse($"'{key.Value}' has no colon and value");
            Next();
            foreach (var earlier in members)
            {
                if (earlier.Key == key.Value)
                    throw new YamlException(key.Start, key.End, $"'{key.Value}' is given twice, first in line {earlier.Line}");
            }

            members.Add(new YamlMember(key.Value, key.Start.Line, ReadNode(depth + 1)));
        }

        Next();
        return new YamlMapping(members.ToImmutable());
    }

    private YamlSequence ReadBlockSequence(int depth, bool indented)
    {
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        while (Current is BlockEntry)
        {
            Next();
            // "-" alone before the next "-" is an empty item, not a sequence within the sequence
            items.Add(Current is BlockEntry ? new YamlScalar("") : ReadNode(depth + 1));
        }

        if (indented)
        {
            if (Current is not BlockEnd)
                throw Refuse("an item with a dash must stand here");
            Next();
        }

        return new YamlSequence(items.ToImmutable());
    }

    private YamlSequence ReadFlowSequence(int depth)
    {
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        while (Current is not FlowSequenceEnd)
        {
            if (Current is Key)
                throw Refuse("a list item must not be a key with a value");
            items.Add(ReadNode(depth + 1));
            if (Current is FlowEntry)
                Next();
            else if (Current is not FlowSequenceEnd)
                throw Refuse("a comma or ] must stand here");
        }

        Next();
        return new YamlSequence(items.ToImmutable());
    }

    private void Next()
    {
        try
        {
            if (!_tokens.MoveNext())
                throw Refuse("the file ends too early");
        }
        catch (InvalidOperationException e)
        {
            // The scanner loses count of its keys when a flow collection is left open before a line with a colon.
            var here = _tokens.CurrentPosition;
            throw new YamlException(here, here, "a [ or { is not closed", e);
        }

        if (Current is Error error)
            throw Refuse(error.Value);
    }

    private YamlException Refuse(string message) => new(Current.Start, Current.End, message);
}
