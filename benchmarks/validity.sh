#!/usr/bin/env bash
# Whether chance keeps to its half of the alert budget everywhere, or only on average: false
# incidents on honest traffic by kind of key, beside what that kind's share of the days would give.
set -euo pipefail
export LC_ALL=C
cd "$(dirname "${BASH_SOURCE[0]}")/.."
eval=${EVAL:-../shared/eval}
work=benchmarks/target/validity
[ -f "$eval/benign/events.ndjson.gz" ] || {
  echo "validity.sh: there is no $eval/benign; EVAL=DIR names the data" >&2
  exit 2
}
mkdir -p "$work"
for budget in 2 5 20; do
  ./warder analyze "$eval/benign/events.ndjson.gz" --key-inventory "$eval/benign/keys.json" \
    --alerts-per-day "$budget" --no-report --findings "$work/$budget.ndjson" \
    >/dev/null 2>"$work/log.txt" || {
    cat "$work/log.txt" >&2
    exit 1
  }
done
python3 - "$eval/benign" "$work" <<'PYTHON'
import collections, gzip, json, math, sys

DAY = 86_400_000
data, work = sys.argv[1:]
labels = json.load(open(f"{data}/labels.json"))
keys = json.load(open(f"{data}/keys.json"))
keys = {k["credential_uid"]: k for k in (keys["keys"] if isinstance(keys, dict) else keys)}
first = None
active, calls = collections.defaultdict(set), collections.Counter()
for line in gzip.open(f"{data}/events.ndjson.gz", "rt"):
    event = json.loads(line)
    first = event["time"] // DAY if first is None else min(first, event["time"] // DAY)
    key = event["actor"]["session"]["credential_uid"]
    active[key].add(event["time"] // DAY)
    calls[key] += 1
start = labels["eval_start"] // DAY
last = max(max(days) for days in active.values())
busy = sorted(calls[key] / len(active[key]) for key in active)


def strata(key):
    record = keys.get(key, {})
    rate = calls[key] / len(active[key])
    yield "all", "all"
    yield "software", record.get("integration_kind") or "unassigned"
    yield "rights", "privileged" if record.get("privileged") else "ordinary"
    yield "age", "made in these weeks" if min(active[key]) > first + 3 else "older"
    third = sum(rate > busy[len(busy) * i // 3] for i in (1, 2))
    yield "calls a day", ("few", "some", "many")[third]
    yield "days used", "every day" if len(active[key]) > 0.8 * (last - first) else "now and then"


def interval(count):
    """95 % Poisson interval, by bisection."""

    def tail(mean, upto):
        term = total = math.exp(-mean)
        for k in range(1, upto + 1):
            term *= mean / k
            total += term
        return total

    def solve(upto, wanted):
        low, high = 0.0, 10.0 + 5 * (count + 1)
        for _ in range(60):
            middle = (low + high) / 2
            low, high = (middle, high) if tail(middle, upto) > wanted else (low, middle)
        return low

    return (0 if count == 0 else solve(count - 1, 0.975)), solve(count, 0.025)


exposure = collections.Counter()
for key, days in active.items():
    for stratum in strata(key):
        exposure[stratum] += sum(day >= start for day in days)
print("kind of key                     budget  nominal  told  ratio and 95 % interval")
worst = 0
for budget in (2, 5, 20):
    told = collections.Counter()
    seen = set()
    for line in open(f"{work}/{budget}.ndjson"):
        finding = json.loads(line)
        if finding["class_uid"] != 2004:
            continue
        warder = finding["unmapped"]["warder"]
        if warder["incident_uid"] in seen:
            continue
        seen.add(warder["incident_uid"])
        if finding["time"] // DAY >= start:
            for stratum in strata(warder["credential_uid"]):
                told[stratum] += 1
    total = exposure["all", "all"]
    for stratum in sorted(exposure):
        nominal = budget / 2 * (last - start + 1) * exposure[stratum] / total
        if nominal < 20 and stratum[0] != "all":
            continue
        low, high = (bound / nominal for bound in interval(told[stratum]))
        if nominal >= 20:
            worst = max(worst, told[stratum] / nominal)
        name = f"{stratum[0]}: {stratum[1]}"
        ratio = told[stratum] / nominal
        print(f"{name:30} {budget:7} {nominal:8.1f} {told[stratum]:5}  {ratio:.2f}  {low:.2f} to {high:.2f}")
print(f"\nworst_ratio={worst:.2f}")
PYTHON
