#!/usr/bin/env bash
# How soon a mass invalidation of a million keys of 200,000 tenants is in force, while two threads keep
# using them, and whether any verdict that began after the acknowledgement accepted one. Beside it an
# UPDATE of as many rows in SQLite. Prints what each number is; the last line is for programs.
# KEYS_OPTS adds options for the JVM. See benchmarks/README.md.
set -euo pipefail
export LC_ALL=C

usage() {
  echo "usage: benchmarks/invalidate.sh [--keys N=1000000]" >&2
  exit 2
}

cd "$(dirname "${BASH_SOURCE[0]}")/.."
keys=1000000
while [ $# -gt 0 ]; do
  [ $# -ge 2 ] || usage
  case "$1" in
    --keys) keys=$2; [[ "$2" =~ ^[1-9][0-9]*$ ]] || usage ;;
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
folder=$(mktemp -d benchmarks/target/invalidate.XXXXXX)
trap 'rm -rf "$folder"' EXIT
echo "machine     $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores, Java $(sed -n 's/^JAVA_RUNTIME_VERSION="\(.*\)"/\1/p' "$JAVA_HOME/release")"
# shellcheck disable=SC2086 # options are words on purpose
"$JAVA_HOME/bin/java" -XX:+UseCompactObjectHeaders -Xmx4g --enable-native-access=ALL-UNNAMED \
  --sun-misc-unsafe-memory-access=allow ${KEYS_OPTS:-} -cp "benchmarks/target/classes:$built/*" \
  dev.warder.benchmarks.keys.KeyBenchmark invalidate "$folder" "$keys"
