#!/usr/bin/env bash
# Measures the journal: activities a second that one thread appends and that are read back, what one
# costs on disk, beside SQLite that is forced as often; and whether any acknowledged change is missing
# after the writing process was killed with SIGKILL. Activities have the size and mix of a real
# platform's (GenerateTraffic). Prints what each number is; the last line is for programs.
# See benchmarks/README.md.
set -euo pipefail
export LC_ALL=C

usage() {
  echo "usage: benchmarks/journal.sh [--events N=1000000] [--rounds R=5] [--kills K=8]" >&2
  exit 2
}

cd "$(dirname "${BASH_SOURCE[0]}")/.."
events=1000000
rounds=5
kills=8
while [ $# -gt 0 ]; do
  [[ "${2:-}" =~ ^[1-9][0-9]*$ ]] || usage
  case "$1" in
    --events) events=$2 ;;
    --rounds) rounds=$2 ;;
    --kills) kills=$2 ;;
    *) usage ;;
  esac
  shift 2
done

JAVA_HOME=$(scripts/find-jdk) || exit 2
export JAVA_HOME
scripts/build-benchmarks

work=benchmarks/target/journal
rm -rf "$work"
mkdir -p "$work"
input=benchmarks/target/journal-$events.ndjson
run() {
  # shellcheck disable=SC2086 # options are words on purpose
  "$JAVA_HOME/bin/java" -XX:+UseCompactObjectHeaders -Xmx4g --enable-native-access=ALL-UNNAMED \
    ${JOURNAL_OPTS:-} -cp "benchmarks/target/classes:benchmarks/target/lib/*" "$@"
}
if [ ! -f "$input" ]; then
  echo "generating $input" >&2
  run dev.warder.testkit.GenerateTraffic ocsf "$events" "$input.part"
  mv "$input.part" "$input"
fi

echo "machine    $(nproc) cores, $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), Java $(sed -n 's/^JAVA_RUNTIME_VERSION="\(.*\)"/\1/p' "$JAVA_HOME/release")"
echo "policy     one appending thread; forced at least every 200 ms and at the end, signed every second; medians of $rounds rounds"
speed=$(run dev.warder.benchmarks.journal.JournalBenchmark speed "$input" "$work" "$rounds")
sed '$d' <<<"$speed"
lost=$(run dev.warder.benchmarks.journal.JournalBenchmark kill "$work/killed" "$kills")
sed '$d' <<<"$lost"
rm -rf "$work"
echo
echo "${speed##*$'\n'} ${lost##*$'\n'}"
