#!/bin/sh
# Makes the secrets that docker-compose.yml asks for, each once: what is there stays.
#
#   deploy/secrets.sh [FOLDER]         default deploy/secrets; the folder is named in .env, where compose looks for it
#
# Only the owner may enter the folder. The files can be read by others, because the users of the containers are others.
set -eu
cd "$(dirname "$0")/.."
folder=${1:-deploy/secrets}
umask 077
mkdir -p "$folder"

secret() {
  [ -s "$folder/$1" ] && return
  printf '%s' "$2" > "$folder/$1"
  chmod 444 "$folder/$1"
  echo "made $folder/$1"
}
random() { od -An -N32 -tx1 /dev/urandom | tr -d ' \n'; }

for name in api_read_key api_operate_key api_admin_key postgres_password grafana_password; do
  secret "$name" "$(random)"
done
secret journal "postgres://basis:$(cat "$folder/postgres_password")@postgres/basis"

case "$folder" in /*) named=$folder ;; *) named=./$folder ;; esac
touch .env
if ! grep -q '^BASIS_SECRETS=' .env; then
  echo "BASIS_SECRETS=$named" >> .env
  echo "named $named in .env"
fi
