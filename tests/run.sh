#!/usr/bin/env bash
# Runs every test on both databases. Needs the .NET SDK and, where PostgreSQL is missing, apt. It starts a PostgreSQL server of its own on a
# free port and stops it at the end; PARTNERLRS_TEST_POSTGRES=<connection string> uses one that is there.
set -euo pipefail
cd "$(dirname "$0")/.."

configuration=${CONFIGURATION:-Debug}
work=$(mktemp -d)
server=

as_postgres() { # initdb and postgres refuse to run as root
    if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

stop() {
    if [ -n "$server" ]; then as_postgres "$server/pg_ctl" -D "$work/data" -m immediate stop >/dev/null 2>&1 || true; fi
    rm -rf "$work"
}
trap stop EXIT

newest_postgres() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -t/ -k5 -n | tail -1; }

if [ -z "${PARTNERLRS_TEST_POSTGRES:-}" ]; then
    if [ -z "$(newest_postgres)" ] && command -v apt-get >/dev/null; then
        sudo=; [ "$(id -u)" = 0 ] || sudo=sudo
        echo "== installing PostgreSQL"
        $sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq postgresql >/dev/null
    fi
    server=$(newest_postgres)
    if [ -n "$server" ]; then
        [ "$(id -u)" != 0 ] || chown postgres "$work"
        port=$((20000 + RANDOM % 10000))
        while (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do port=$((port + 1)); done
        as_postgres "$server/initdb" -D "$work/data" -U postgres -A trust -E UTF8 >/dev/null
        as_postgres "$server/pg_ctl" -D "$work/data" -l "$work/log" -w \
            -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$work -c max_connections=400" start >/dev/null
        export PARTNERLRS_TEST_POSTGRES="Host=127.0.0.1;Port=$port;Username=postgres"
    elif [ "${CI:-}" = true ]; then
        echo "No PostgreSQL, and no apt to install it with." >&2
        exit 1
    fi
fi

echo "== build"
dotnet restore PartnerLrs.sln --locked-mode -v quiet
dotnet build PartnerLrs.sln --no-restore -c "$configuration" -v quiet -clp:NoSummary

echo "== format"
dotnet format PartnerLrs.sln --no-restore --verify-no-changes

echo "== test"
passed=0 failed=0 skipped=0 broken=0
for project in tests/*.Tests; do
    name=$(basename "$project")
    report="$work/$name.log"
    status=0
    dotnet "$project/bin/$configuration/net10.0/$name.dll" -noColor >"$report" 2>&1 || status=$?
    summary=$(grep -E 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+' "$report" | tail -1 || true)
    if [ -z "$summary" ]; then
        broken=$((broken + 1))
        echo "$name did not finish (exit $status):"; tail -50 "$report"
        continue
    fi
    number() { sed -E "s/.*$1: ([0-9]+).*/\1/" <<<"$summary"; }
    f=$(($(number Failed) + $(number Errors))) s=$(number Skipped)
    passed=$((passed + $(number Total) - f - s)) failed=$((failed + f)) skipped=$((skipped + s))
    echo "$summary"
    if [ "$status" != 0 ] || [ "$f" != 0 ]; then grep -vE '^ *(Starting|Finished|Discover)' "$report"; fi
done

echo "$passed passed, $((failed + broken)) failed, $skipped skipped"
[ $((failed + broken)) = 0 ] || exit 1
if [ "${CI:-}" = true ] && [ "$skipped" != 0 ]; then
    echo "With CI=true nothing may be skipped." >&2
    exit 1
fi
