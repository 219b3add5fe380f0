using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace BasisActors.Host.Http;

/// <summary>The machine-readable description of the API, <c>/openapi/v1.json</c>, and a page to browse it, <c>/docs</c>. Both are open: they hold no secret.</summary>
internal static class OpenApiDocument
{
    private const string Bearer = "bearer", ApiKey = "api_key";

    public static void AddTo(IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.CreateSchemaReferenceId = type => OpenApiOptions.CreateDefaultSchemaReferenceId(type)?.Replace("[]", "List", StringComparison.Ordinal); // a name has no brackets
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "BasisActors",
                Version = "v1",
                Description = "Backtests and live runs of yield strategies. Decimals are strings. A POST may carry an Idempotency-Key. Errors are problem documents (RFC 9457) with `code`, `where` and `resolution`.",
            };
            document.Servers = [];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A key of the host, or a token of /api/v1/auth/login." },
                [ApiKey] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = "X-API-Key", Description = "A key of the host." },
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            var asked = context.Description.ActionDescriptor.EndpointMetadata;
            if (asked.OfType<IAllowAnonymous>().Any() || !asked.OfType<IAuthorizeData>().Any())
                return Task.CompletedTask;
            operation.Security =
            [
                new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, context.Document)] = [] },
                new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(ApiKey, context.Document)] = [] },
            ];
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            if (Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) is null ? context.JsonTypeInfo.Type == typeof(decimal) : context.JsonTypeInfo.Type == typeof(decimal?))
            {
                schema.Type = context.JsonTypeInfo.Type == typeof(decimal) ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
                schema.Format = "decimal";
                schema.Pattern = @"^-?\d+(\.\d+)?$";
            }

            return Task.CompletedTask;
        });
    });

    public static void Map(IEndpointRouteBuilder web)
    {
        web.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        web.MapScalarApiReference("/docs", scalar => scalar.WithTitle("BasisActors API").WithOpenApiRoutePattern("/openapi/{documentName}.json").DisableDefaultFonts()).AllowAnonymous();
    }
}
