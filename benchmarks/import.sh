#!/usr/bin/env bash
# How fast keys of another system come in as hashes, each forced to disk, whether the last of them come in as
# fast as the first, and what verdicts cost on values of theirs and on made-up ones. Prints what each number
# is; the last line is for programs. KEYS_OPTS adds options for the JVM. See benchmarks/README.md.
set -euo pipefail
export LC_ALL=C

usage() {
  echo "usage: benchmarks/import.sh [--keys N=1000000]" >&2
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

exec scripts/keys-benchmark import "$keys"
