using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("BasisActors.Data.Tests")]
