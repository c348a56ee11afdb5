#!/usr/bin/env bash
# JMH with the allocation profiler over what most calls are: those of consumers that are trusted,
# with operations they used before. Time and bytes for a call, for few keys and for many. Further
# arguments go to JMH. See benchmarks/README.md.
set -euo pipefail
export LC_ALL=C
cd "$(dirname "${BASH_SOURCE[0]}")/.."
JAVA_HOME=$(scripts/find-jdk) || exit 2
export JAVA_HOME
scripts/build-benchmarks
exec "$JAVA_HOME/bin/java" -cp "benchmarks/target/classes:benchmarks/target/lib/*" \
  org.openjdk.jmh.Main 'engine\.HotPath' -prof gc "$@"
