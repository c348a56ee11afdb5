#!/usr/bin/env bash
# Measures how well `warder analyze` finds stolen keys in labelled activity, as it would emit alerts
# within a budget, beside eight rivals on the same events: four whose findings are supplied with the
# data, and a random cut forest and MIDAS-F in two settings each, which are run here. All are scored
# by the data's own scorer (score.py, needs python3). Prints what each number is; the last line is for
# programs. DETECT_OPTS adds options for the JVM of warder, so that variants of it can be measured.
# See benchmarks/README.md.
set -euo pipefail
export LC_ALL=C

usage() {
  echo "usage: benchmarks/detect.sh [--eval DIRECTORY=../shared/eval]" >&2
  exit 2
}

cd "$(dirname "${BASH_SOURCE[0]}")/.."
eval=../shared/eval
while [ $# -gt 0 ]; do
  [ $# -ge 2 ] || usage
  case "$1" in
    --eval) eval=$2 ;;
    *) usage ;;
  esac
  shift 2
done

pooled=(dev second)
sets=(dev second benign)
budgets=(1 2 5)
supplied=(new_terms new_terms_learn7 travel zscore)
own=(rcf_key rcf_tenant midas_minute midas_hour)
work=benchmarks/target/detect
scores=$work/scores

say() { echo "$*" >&2; }

missing() {
  say "detect.sh: $1; --eval names the folder that holds ${sets[*]} and score.py"
  exit 2
}
[ -f "$eval/score.py" ] || missing "there is no scorer in $eval"
for set in "${sets[@]}"; do
  for file in events.ndjson.gz keys.json labels.json; do
    [ -f "$eval/$set/$file" ] || missing "there is no $eval/$set/$file"
  done
  for rival in "${supplied[@]}"; do
    [ -f "$eval/$set/rivals/$rival.ndjson.gz" ] || missing "there are no findings of $rival in $eval/$set"
  done
done
if ! command -v python3 >/dev/null; then
  say "detect.sh: the scorer needs python3, and there is none on the path"
  exit 2
fi

JAVA_HOME=$(scripts/find-jdk) || exit 2
export JAVA_HOME
scripts/build-benchmarks
./warder --help >/dev/null # builds the product where it is not yet built
java=("$JAVA_HOME/bin/java" -Xmx3g -cp "benchmarks/target/classes:benchmarks/target/lib/*")
mkdir -p "$scores"

# newer FILE THAN...: whether the file is there and newer than all others
newer() {
  local file=$1 other
  shift
  for other in "$@"; do
    [ "$file" -nt "$other" ] || return 1
  done
}

# score NAME POOL PATTERN: scores the findings PATTERN names, with % for the set, unless done already
score() {
  local name=$1 pool=$2 pattern=$3 of=(benign) arguments=() set files=()
  [ "$pool" = benign ] || of=("${pooled[@]}")
  for set in "${of[@]}"; do
    arguments+=(--labels "$eval/$set" --findings "${pattern//%/$set}")
    files+=("${pattern//%/$set}" "$eval/$set/labels.json")
  done
  local out=$scores/$name-$pool.json
  if ! newer "$out" "$eval/score.py" "${files[@]}"; then
    python3 "$eval/score.py" "${arguments[@]}" --budget-per-day 1,2,5 --json --per-campaign >"$out.part"
    mv "$out.part" "$out"
  fi
}

for set in "${sets[@]}"; do
  last=$work/${own[-1]}-best-$set.ndjson
  if ! newer "$last" "$eval/$set/events.ndjson.gz" || [ -n "$(find benchmarks/pom.xml \
      benchmarks/src/main/java/dev/warder/benchmarks/rivals -newer "$last" -print -quit)" ]; then
    say "rivals read $set"
    rm -f "$last"
    "${java[@]}" dev.warder.benchmarks.rivals.WriteFindings "$eval/$set/events.ndjson.gz" "$set" "$work"
  fi
done
for pool in pooled benign; do
  for rival in "${supplied[@]}"; do
    score "$rival" "$pool" "$eval/%/rivals/$rival.ndjson.gz"
  done
  for rival in "${own[@]}"; do
    score "$rival-first" "$pool" "$work/$rival-first-%.ndjson"
    score "$rival-best" "$pool" "$work/$rival-best-%.ndjson"
  done
done

for budget in "${budgets[@]}"; do
  for set in "${sets[@]}"; do
    say "warder reads $set, $budget alerts a day"
    findings=$work/warder-$budget-$set.ndjson
    log=$work/warder-$budget-$set.log
    if ! WARDER_OPTS="${WARDER_OPTS:-} ${DETECT_OPTS:-}" ./warder analyze "$eval/$set/events.ndjson.gz" \
        --key-inventory "$eval/$set/keys.json" --alerts-per-day "$budget" --no-report \
        --findings "$findings" >"$log" 2>&1; then
      say "detect.sh: warder failed on $set; its last words:"
      tail -n 20 "$log" >&2
      exit 1
    fi
  done
  for pool in pooled benign; do
    score "warder-$budget" "$pool" "$work/warder-$budget-%.ndjson"
  done
done

[ -z "${DETECT_OPTS:-}" ] || echo "variant    DETECT_OPTS=$DETECT_OPTS"
exec "${java[@]}" dev.warder.benchmarks.detect.DetectionReport "$eval" "$work"
