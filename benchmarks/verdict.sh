#!/usr/bin/env bash
# What a verdict costs in process, among a million keys of 200,000 tenants of which a few make most
# calls: two threads, every verdict handed to the journal. Keys are minted through the journal first,
# which takes a minute or two. Beside it the same with the row looked up in SQLite at each call. Prints what each number
# is, then what http-verify.sh does over sockets; the last line is for programs. KEYS_OPTS adds options
# for the JVM. See benchmarks/README.md.
set -euo pipefail
export LC_ALL=C

usage() {
  echo "usage: benchmarks/verdict.sh [--keys N=1000000] [--seconds N=10]" >&2
  exit 2
}

cd "$(dirname "${BASH_SOURCE[0]}")/.."
keys=1000000
seconds=10
while [ $# -gt 0 ]; do
  [ $# -ge 2 ] || usage
  case "$1" in
    --keys) keys=$2; [[ "$2" =~ ^[1-9][0-9]*$ ]] || usage ;;
    --seconds) seconds=$2; [[ "$2" =~ ^[1-9][0-9]*$ ]] || usage ;;
    *) usage ;;
  esac
  shift 2
done

JAVA_HOME=$(scripts/find-jdk) || exit 2
export JAVA_HOME
built=benchmarks/target/lib
if [ ! -d "$built" ] || [ -n "$(find benchmarks/src/main keys/src/main policy/src/main store/src/main model/src/main \
    ./*/pom.xml pom.xml -newer "$built" -type f -print -quit)" ]; then
  echo "building the benchmark" >&2
  mvn -q -B -pl benchmarks -am -DskipTests package >&2
  touch "$built"
fi

mkdir -p benchmarks/target
folder=$(mktemp -d benchmarks/target/verdict.XXXXXX)
trap 'rm -rf "$folder" "$folder.out"' EXIT
echo "machine     $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores, Java $(sed -n 's/^JAVA_RUNTIME_VERSION="\(.*\)"/\1/p' "$JAVA_HOME/release")"
# shellcheck disable=SC2086 # options are words on purpose
"$JAVA_HOME/bin/java" -XX:+UseCompactObjectHeaders -Xmx4g --enable-native-access=ALL-UNNAMED \
  --sun-misc-unsafe-memory-access=allow ${KEYS_OPTS:-} -cp "benchmarks/target/classes:$built/*" \
  dev.warder.benchmarks.keys.KeyBenchmark verdict "$folder" "$keys" "$seconds" >"$folder.out"
sed '$d' "$folder.out"
sockets=$(benchmarks/http-verify.sh --seconds 5)
sed '1d;$d' <<<"$sockets"
echo "$(tail -n 1 "$folder.out") $(tail -n 1 <<<"$sockets")"
