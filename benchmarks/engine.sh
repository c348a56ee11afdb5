#!/usr/bin/env bash
# Measures the engine alone, without reading: calls per second that one thread takes through
# Engine.accept, bytes that one more key costs, and the heap that a million keys need. Activities are
# invented in memory, outside the measured time. Prints what each number is; the last line is for
# programs. ENGINE_OPTS adds options for the JVM. See benchmarks/README.md.
set -euo pipefail
export LC_ALL=C

usage() {
  echo "usage: benchmarks/engine.sh [--keys N=20000] [--rounds N=9] [--starts N=3] [--million-heap SIZE=6g]" >&2
  exit 2
}

cd "$(dirname "${BASH_SOURCE[0]}")/.."
keys=20000
rounds=9
starts=3
million_heap=6g
while [ $# -gt 0 ]; do
  [ $# -ge 2 ] || usage
  case "$1" in
    --keys) keys=$2; [[ "$2" =~ ^[1-9][0-9]*$ ]] || usage ;;
    --rounds) rounds=$2; [[ "$2" =~ ^[1-9][0-9]*$ ]] || usage ;;
    --starts) starts=$2; [[ "$2" =~ ^[1-9][0-9]*$ ]] || usage ;;
    --million-heap) million_heap=$2; [[ "$2" =~ ^[1-9][0-9]*[gm]$ ]] || usage ;;
    *) usage ;;
  esac
  shift 2
done

JAVA_HOME=$(scripts/find-jdk) || exit 2
export JAVA_HOME
scripts/build-benchmarks

# Objects, pages and, for speed, the collector are as the launcher has them, but that the collector has
# one thread, for it is to work on the core of the one it serves. For bytes it is one that leaves nothing
# dead behind when it is asked (else it does so every fourth time only).
measure() {
  local heap=$1 collector="-XX:+UseSerialGC -XX:MarkSweepAlwaysCompactCount=1"
  shift
  if [ "$1" = speed ]; then
    collector="-XX:+UseParallelGC -XX:ParallelGCThreads=1 -XX:NewRatio=1"
  fi
  # shellcheck disable=SC2086 # options are words on purpose
  "$JAVA_HOME/bin/java" -XX:+UseCompactObjectHeaders $collector "-Xmx$heap" $(scripts/large-pages) ${ENGINE_OPTS:-} -cp "benchmarks/target/classes:benchmarks/target/lib/*" \
    dev.warder.benchmarks.engine.EngineBenchmark "$@"
}

echo "machine    $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), Java $(sed -n 's/^JAVA_RUNTIME_VERSION="\(.*\)"/\1/p' "$JAVA_HOME/release"); one thread"
# The compiler does not do the same at each start, which matters more than what a round does.
speeds=()
for ((start = 1; start <= starts; start++)); do
  out=$(measure 4g speed "$keys" "$rounds")
  sed '$d' <<<"$out"
  speeds+=("${out##*=}")
done
figures=("events_per_s_per_core=$(printf '%s\n' "${speeds[@]}" | sort -n | sed -n "$(((starts + 1) / 2))p")")
for part in "4g memory" "$million_heap million"; do
  # shellcheck disable=SC2086 # heap, part and its arguments are words
  out=$(measure $part)
  sed '$d' <<<"$out"
  figures+=("${out##*$'\n'}")
done
echo
echo "${figures[*]}"
