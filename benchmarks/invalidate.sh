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

exec scripts/keys-benchmark invalidate "$keys"
