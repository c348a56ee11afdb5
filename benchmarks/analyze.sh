#!/usr/bin/env bash
# Measures `warder analyze` as a whole program, beside a bare Jackson parse of the same file and
# beside GoAccess on the same access log; all in one session, one after another in every round.
# Prints what each number is; the last line is for programs. See benchmarks/README.md.
set -euo pipefail
export LC_ALL=C

usage() {
  echo "usage: benchmarks/analyze.sh [--events N=2000000] [--rounds R=3]" >&2
  exit 2
}

events=2000000
rounds=3
while [ $# -gt 0 ]; do
  case "$1" in
    --events) events=${2:-} ;;
    --rounds) rounds=${2:-} ;;
    *) usage ;;
  esac
  [[ "${2:-}" =~ ^[1-9][0-9]*$ ]] || usage
  shift 2
done

cd "$(dirname "${BASH_SOURCE[0]}")/.."
JAVA_HOME=$(scripts/find-jdk) || exit 2
export JAVA_HOME
java=$JAVA_HOME/bin/java
threads=$(nproc)
work=benchmarks/target/analyze
# As the launcher starts the product.
jvm_flags=(-XX:+UseCompactObjectHeaders -Xshare:auto)
# Set it empty to have the peak of memory read from /proc instead.
time_tool=${TIME_TOOL-/usr/bin/time}

say() { echo "$*" >&2; }

build() {
  scripts/build-benchmarks
  if [ ! -x ./warder ]; then
    say "analyze.sh: there is no ./warder to measure"
    exit 2
  fi
  ./warder --help >/dev/null # builds the product where it is not yet built
}

# generate KIND FILE: unless it is there and newer than the generators
generate() {
  if [ ! -f "$2" ] || [ benchmarks/target/lib -nt "$2" ]; then
    say "generating $2"
    "$java" -cp 'benchmarks/target/lib/*' dev.warder.testkit.GenerateTraffic "$1" "$events" "$2.part"
    mv "$2.part" "$2"
  fi
  cat "$2" >/dev/null # into the page cache, for all alike
}

# Highest VmHWM, in KiB, that a process or one of its descendants reaches before it ends. Polls, so
# it can miss what happens in the last twentieth of a second.
watch_peak() {
  local peak=0 todo pid kib
  while [ -d "/proc/$1" ] && ! grep -q '^State:.*Z' "/proc/$1/status" 2>/dev/null; do
    todo=("$1")
    while [ ${#todo[@]} -gt 0 ]; do
      pid=${todo[0]}
      todo=("${todo[@]:1}")
      kib=$(sed -n 's/^VmHWM:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$pid/status" 2>/dev/null || true)
      [ "${kib:-0}" -gt "$peak" ] && peak=$kib
      read -r -a children <<<"$(cat "/proc/$pid"/task/*/children 2>/dev/null | tr '\n' ' ')" || true
      todo+=("${children[@]}")
    done
    sleep 0.05
  done
  echo "$peak"
}

# measure NAME COMMAND...: appends seconds to NAME.seconds and KiB of peak memory to NAME.rss
measure() {
  local name=$1 begin end status=0
  shift
  rm -f "$work/findings.ndjson" "$work/report.html" "$work/goaccess.html"
  begin=$EPOCHREALTIME
  if [ -n "$time_tool" ] && [ -x "$time_tool" ]; then
    "$time_tool" -v -o "$work/time" "$@" >"$work/$name.log" 2>&1 || status=$?
    end=$EPOCHREALTIME
    sed -n 's/.*Maximum resident set size (kbytes): //p' "$work/time" >>"$work/$name.rss"
  else
    "$@" >"$work/$name.log" 2>&1 &
    local pid=$! watcher
    watch_peak "$pid" >>"$work/$name.rss" &
    watcher=$!
    wait "$pid" || status=$?
    end=$EPOCHREALTIME
    wait "$watcher"
  fi
  if [ "$status" -ne 0 ]; then
    say "analyze.sh: $name ended with $status; its last words:"
    tail -n 20 "$work/$name.log" >&2
    exit 1
  fi
  awk -v b="$begin" -v e="$end" 'BEGIN { printf "%.3f\n", e - b }' >>"$work/$name.seconds"
  say "  $name $(tail -n 1 "$work/$name.seconds") s"
}

median() {
  sort -n "$work/$1" | awk '{ v[NR] = $1 } END { printf "%.3f\n", (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2 }'
}

spread() { sort -n "$work/$1" | sed -n '1p;$p' | tr '\n' ' ' | sed 's/ / to /; s/ $/ s/'; }

divide() { awk -v a="$1" -v b="$2" -v f="$3" 'BEGIN { printf f, a / b }'; }

mkdir -p "$work"
build
ocsf=$work/ocsf-$events.ndjson
combined=$work/combined-$events.log
generate ocsf "$ocsf"
generate combined "$combined"
rm -f "$work"/*.seconds "$work"/*.rss

goaccess=$(command -v goaccess || true)
[ -n "$goaccess" ] || say "GoAccess is missing, its ratio will be n/a; on Debian: apt-get install goaccess"

for ((round = 1; round <= rounds; round++)); do
  say "round $round of $rounds"
  measure warder-ocsf ./warder analyze "$ocsf" --no-report --findings "$work/findings.ndjson" \
    --threads "$threads"
  measure jackson "$java" "${jvm_flags[@]}" \
    -cp 'benchmarks/target/warder-benchmarks-0.1.0-SNAPSHOT.jar:benchmarks/target/lib/*' \
    dev.warder.benchmarks.JacksonParse "$ocsf" "$threads"
  measure warder-combined ./warder analyze "$combined" --report "$work/report.html" \
    --threads "$threads"
  if [ -n "$goaccess" ]; then
    measure goaccess "$goaccess" "$combined" --log-format=COMBINED -o "$work/goaccess.html" \
      --no-progress
  fi
done

warder_ocsf=$(median warder-ocsf.seconds)
jackson=$(median jackson.seconds)
warder_combined=$(median warder-combined.seconds)
events_per_s=$(divide "$events" "$warder_ocsf" %.0f)
ratio_to_jackson=$(divide "$jackson" "$warder_ocsf" %.3f)
access_lines_per_s=$(divide "$events" "$warder_combined" %.0f)
ratio_to_goaccess=n/a
goaccess_line="(GoAccess is not installed)"
if [ -n "$goaccess" ]; then
  goaccess_seconds=$(median goaccess.seconds)
  ratio_to_goaccess=$(divide "$goaccess_seconds" "$warder_combined" %.3f)
  goaccess_line="$goaccess_seconds s ($(spread goaccess.seconds)), $(divide "$events" "$goaccess_seconds" %.0f) lines/s, $("$goaccess" --version | sed -n '1s/\.$//p')"
fi
peak_rss_mb=$(sort -n "$work/warder-ocsf.rss" "$work/warder-combined.rss" | tail -n 1 \
  | awk '{ printf "%.0f", $1 / 1024 }')

cat <<END
machine    $threads cores, $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), Java $(sed -n 's/^JAVA_RUNTIME_VERSION="\(.*\)"/\1/p' "$JAVA_HOME/release")
inputs     $events OCSF activities, $(stat -c %s "$ocsf") bytes; $events access log lines, $(stat -c %s "$combined") bytes; both in the page cache
times      medians of $rounds rounds (fastest to slowest), whole processes from start to exit, JVM start included

warder analyze, OCSF, findings, no report     $warder_ocsf s ($(spread warder-ocsf.seconds)), $events_per_s activities/s
bare Jackson parse of the same, $threads threads     $jackson s ($(spread jackson.seconds)), $(divide "$events" "$jackson" %.0f) lines/s
warder analyze, access log, HTML report       $warder_combined s ($(spread warder-combined.seconds)), $access_lines_per_s lines/s
GoAccess, access log, HTML report             $goaccess_line
highest peak of warder's memory in any run    $peak_rss_mb MiB

events_per_s=$events_per_s ratio_to_jackson=$ratio_to_jackson access_lines_per_s=$access_lines_per_s ratio_to_goaccess=$ratio_to_goaccess peak_rss_mb=$peak_rss_mb
END
