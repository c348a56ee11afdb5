#!/usr/bin/env bash
# What the declared shares of thieves decide: each group of them with odds of three times as much
# and of a third, all else as it is, over ../shared/eval at two alerts a day. Prints recall and
# false incidents a day over both labelled sets, and incidents a day where nothing was stolen.
set -euo pipefail
export LC_ALL=C
cd "$(dirname "${BASH_SOURCE[0]}")/.."
eval=${EVAL:-../shared/eval}
shares=content/src/main/resources/warder/content/thieves.yaml
work=benchmarks/target/sensitivity
budget=2
[ -f "$eval/score.py" ] || {
  echo "sensitivity.sh: there is no $eval; EVAL=DIR names it" >&2
  exit 2
}
mkdir -p "$work"
./warder --help >/dev/null # builds it where it is not yet built

# vary GROUP FACTOR: the shares with the odds of one group multiplied
vary() {
  python3 - "$shares" "$1" "$2" <<'PYTHON'
import re, sys

path, group, factor = sys.argv[1], sys.argv[2], float(sys.argv[3])


def odds(share):
    return factor * share / (1 - share + factor * share)


def changed(match):
    shares = [float(text) for text in match[2].split(",")]
    grown = odds(sum(shares)) / sum(shares)
    return match[1] + ", ".join(f"{share * grown:.6f}" for share in shares) + match[3]


inside = False
for line in open(path):
    if re.match(r"[a-z]", line):
        inside = line.startswith(group + ":")
    if inside and not line.startswith("#"):
        line = re.sub(r"(thieves: \[?)([\d., ]*\d)(.*)", changed, line, count=1)
        if group in ("operations", "detection"):
            line = re.sub(r"(^\s*\w+: )([\d.]+)(.*)", changed, line, count=1)
    sys.stdout.write(line)
PYTHON
}

# row NAME: runs all three sets and prints a line
row() {
  local set
  for set in dev second benign; do
    ./warder analyze "$eval/$set/events.ndjson.gz" --key-inventory "$eval/$set/keys.json" \
      --alerts-per-day "$budget" --thieves "$work/thieves.yaml" --no-report \
      --findings "$work/$set.ndjson" >/dev/null 2>"$work/log.txt" || {
      cat "$work/log.txt" >&2
      exit 1
    }
  done
  python3 "$eval/score.py" --labels "$eval/dev" --findings "$work/dev.ndjson" --labels "$eval/second" \
    --findings "$work/second.ndjson" --budget-per-day "$budget" >"$work/stolen.txt"
  python3 "$eval/score.py" --labels "$eval/benign" --findings "$work/benign.ndjson" \
    --budget-per-day "$budget" >"$work/honest.txt"
  printf '%-24s %8s %12s %14s\n' "$1" \
    "$(awk '/^emitted@/ { print $3; exit }' "$work/stolen.txt")" \
    "$(awk '/^emitted@/ { print $(NF - 1); exit }' "$work/stolen.txt")" \
    "$(awk '/^emitted@/ { print $(NF - 1); exit }' "$work/honest.txt")"
}

printf '%-24s %8s %12s %14s\n' "shares of thieves" recall "false a day" "benign a day"
cp "$shares" "$work/thieves.yaml"
row "as declared"
for group in owner source client traits operations detection; do
  for factor in 3 0.333333; do
    vary "$group" "$factor" >"$work/thieves.yaml"
    if [ "$factor" = 3 ]; then row "$group x 3"; else row "$group : 3"; fi
  done
done
