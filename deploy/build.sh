#!/bin/sh
# What the image is built with: the Dockerfile calls these two steps, and a test runs them on a clean copy of the repository.
#
#   deploy/build.sh restore            fetches the packages; needs the project files only
#   deploy/build.sh publish FOLDER     compiles and leaves in FOLDER what is needed to run `basis`
#
# Needs the .NET SDK that global.json names, nothing else.
set -eu
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

# Not compiled ahead of time: that takes minutes, saves the command line a second at its start, and a host runs for days. The analyzers are CI's.
options="-p:AheadOfTime=false -p:RunAnalyzers=false"
project=src/BasisActors.Host

case "${1:-}" in
  restore)
    dotnet restore "$project" $options
    ;;
  publish)
    folder=${2:?name the folder}
    dotnet publish "$project" -c Release --no-restore --output "$folder" $options
    # Native code of other systems, and what only a web server of Windows reads.
    find "$folder/runtimes" -mindepth 1 -maxdepth 1 ! -name "linux*" ! -name unix -exec rm -r {} +
    rm -f "$folder/web.config"
    "$folder/basis" config check
    ;;
  *)
    echo "usage: deploy/build.sh restore | publish FOLDER" >&2
    exit 2
    ;;
esac
