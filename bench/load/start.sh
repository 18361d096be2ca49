# shellcheck shell=sh
# Sourced by bench/streams and bench/storm, from the folder above bench: starts what they measure,
# on the Java of JAVA_HOME.
work=$(mktemp -d)
lib="$PWD/target/bactrian/lib/*"
bactrian="$PWD/target/bactrian/bin/bactrian"
service=
simulator=
trap 'stop; rm -rf "$work"' EXIT

stop() {
  for process in $service $simulator; do
    kill "$process" 2>/dev/null || true
    wait "$process" 2>/dev/null || true
  done
}

# Usage: prepare FOLDER key=value... (they replace those of the application)
prepare() {
  cp -r "bench/load/$1/." bench/load/prompts "$work"
  shift
  mkdir "$work/routes"
  cp target/bactrian/routes/openai.camel.yaml "$work/routes"
  cat target/bactrian/application.properties bench/load/application.properties > "$work/application.properties"
  printf '%s\n' "$@" >> "$work/application.properties"
  "$JAVA_HOME/bin/javac" -d "$work/bench" -cp "$lib" bench/org/bactrian/bench/*.java
}

# Usage: ready PROCESS LOG
ready() {
  until grep -q 'ready on' "$2"; do
    if ! kill -0 "$1" 2>/dev/null; then
      cat "$2" >&2
      exit 1
    fi
    sleep 0.2
  done
  grep 'ready on' "$2"
}

start_simulator() {
  : > "$work/simulator.log"
  (cd "$work" && exec "$bactrian" simulate --port 8095 --bill "$work/bill.jsonl" > simulator.log 2>&1) &
  simulator=$!
  ready "$simulator" "$work/simulator.log"
}

# Another one if one runs.
start_service() {
  if [ -n "$service" ]; then
    kill "$service"
    wait "$service" || true
  fi
  : > "$work/service.log"
  (cd "$work" && exec "$bactrian" run > service.log 2>&1) &
  service=$!
  ready "$service" "$work/service.log"
}

# Usage: measure CLASS ARGUMENT...
measure() {
  class=$1
  shift
  "$JAVA_HOME/bin/java" -Dlogback.configurationFile=org/bactrian/cli/logback.xml -cp "$work/bench:$lib" \
    "org.bactrian.bench.$class" http://127.0.0.1:8094 http://127.0.0.1:8095 "$@"
}
