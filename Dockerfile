# `basis` in an image: docker build -t basis .
# The steps that build it are in deploy/build.sh; a test of the repository carries out this stage on a clean folder.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
# The project files first: as long as they stay as they are, the packages come from the cache.
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt ./
COPY deploy/build.sh deploy/
COPY src/BasisActors.Domain/BasisActors.Domain.csproj src/BasisActors.Domain/
COPY src/BasisActors.Actors/BasisActors.Actors.csproj src/BasisActors.Actors/
COPY src/BasisActors.Data/BasisActors.Data.csproj src/BasisActors.Data/
COPY src/BasisActors.Venues/BasisActors.Venues.csproj src/BasisActors.Venues/
COPY src/BasisActors.Host/BasisActors.Host.csproj src/BasisActors.Host/AheadOfTime.targets src/BasisActors.Host/
RUN deploy/build.sh restore
COPY configs configs/
COPY hocon hocon/
COPY src src/
RUN deploy/build.sh publish /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
LABEL org.opencontainers.image.title="basis" org.opencontainers.image.description="Yield strategies over lending, basis trades and staking, in one ledger"
# Folders that are written to belong to the user; a new volume takes that over.
RUN install -d -o $APP_UID -g $APP_UID /var/lib/basis /var/lib/basis/live /var/lib/basis/results /var/lib/basis/sample-data
COPY --from=build /app /app
ENV PATH="/app:$PATH" DOTNET_EnableDiagnostics=0
USER $APP_UID
WORKDIR /var/lib/basis
VOLUME ["/var/lib/basis/live", "/var/lib/basis/results"]
EXPOSE 8180
STOPSIGNAL SIGTERM
# No shell and no curl: the program asks itself.
HEALTHCHECK --interval=10s --timeout=6s --start-period=60s --retries=3 CMD ["basis", "health"]
ENTRYPOINT ["basis"]
# Keys must be given (BASIS_API__OPERATE_KEY_FILE and so on); without them it does not start.
CMD ["host", "--http", "http://0.0.0.0:8180"]
