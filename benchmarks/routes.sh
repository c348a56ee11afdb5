#!/usr/bin/env bash
# Measures how well route templates are learned from bare paths. Traffic is invented from published
# lists of operations; nobody tells the learner which operation a call belongs to.
#
# What is counted: only calls whose reply shows the path to exist (below 400, or 403); guesses at
# paths that do not exist are called as well, answered 404. A true operation is right if exactly its
# calls are in one learned operation. precision: right ones by learned operations; recall: right ones
# by true operations; f1: their harmonic mean; each of one provider, then the mean over providers.
# over_merge: true operations that share a learned one with another, by true operations, also the
# mean over providers; pairs of which one path could be either (/users/me, /users/{id}) are counted
# apart, in the table above the last line, where the half of providers that the learner was worked
# out on stands as well. The last line is for programs and tells of the other half only.
# See benchmarks/README.md.
set -euo pipefail
export LC_ALL=C

usage() {
  echo "usage: benchmarks/routes.sh [--lists DIRECTORY=../shared/data/routes] [--seed N=1]" >&2
  exit 2
}

cd "$(dirname "${BASH_SOURCE[0]}")/.."
lists=../shared/data/routes
seed=1
while [ $# -gt 0 ]; do
  [ $# -ge 2 ] || usage
  case "$1" in
    --lists) lists=$2 ;;
    --seed) [[ "$2" =~ ^[0-9]+$ ]] || usage; seed=$2 ;;
    *) usage ;;
  esac
  shift 2
done
if [ ! -f "$lists/routes-dev.tsv.gz" ]; then
  echo "routes.sh: there are no lists of operations in $lists" >&2
  exit 2
fi

JAVA_HOME=$(scripts/find-jdk) || exit 2
export JAVA_HOME
scripts/build-benchmarks
exec "$JAVA_HOME/bin/java" -Xmx2g -cp "benchmarks/target/classes:benchmarks/target/lib/*" \
  dev.warder.benchmarks.routes.RouteBenchmark "$lists" "$seed"
