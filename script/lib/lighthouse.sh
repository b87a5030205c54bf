# What script/lighthouse is made of: the checker, a demo of its own, a person's way, and one look at a page.
# Needs script/lib/tools.sh.

need_lighthouse() {
  lighthouse=13.5.0
  tools="$TARGET/tools"
  grep -qs "\"version\": \"$lighthouse\"" "$tools/node_modules/lighthouse/package.json" || {
    say "Installing Lighthouse $lighthouse"
    npm install --prefix "$tools" --no-save --ignore-scripts --no-audit --no-fund --loglevel=error \
      "axe-core@4.14.1" "lighthouse@$lighthouse" >&2 || fail "Lighthouse could not be installed by npm."
  }
  CHROME_PATH="$(command -v chromium || command -v google-chrome)"
  export CHROME_PATH
}

start_demo() {
  port="${PORT:-18090}"
  site="http://127.0.0.1:$port"
  work="$(mktemp -d)"
  chmod 755 "$work"
  env -u DATABASE_URL -u INTAKE_CONFIG PORT="$port" INTAKE_STATE="$work/state" "$TARGET/debug/intake-desk" serve >"$work/log" 2>&1 &
  server=$!
  trap finish EXIT
  trap 'exit 130' INT TERM HUP
  tries=0
  until curl -fsS -o /dev/null "$site/health/live" 2>/dev/null; do
    tries=$((tries + 1))
    [ "$tries" -lt 300 ] && kill -0 "$server" 2>/dev/null || { cat "$work/log" >&2; fail "the program did not start"; }
    sleep 0.2
  done
}

finish() {
  kill "$server" 2>/dev/null && wait "$server" 2>/dev/null || true
  rm -rf "$work"
}

# A person asks for a call; their browser then holds the confirmation, and the private page for the first hour.
ask_for_a_call() {
  jar="$work/cookies"
  visit() { curl -fsS -b "$jar" -c "$jar" -H "Origin: $site" "$@"; }
  key="$(visit "$site/en/call-me" | sed -n 's/.*name="submission_key" value="\([^"]*\)".*/\1/p')"
  visit -o /dev/null --data-urlencode "submission_key=$key" --data-urlencode "name=Ana Lighthouse" \
    --data-urlencode "phone=215-555-0142" "$site/en/call-me"
  visit -o /dev/null -X POST -H "Content-Type: application/x-www-form-urlencoded" "$site/en/family/papers"
  cookies="$(awk '$1 !~ /^# / && NF >= 7 { printf "%s%s=%s", sep, $6, $7; sep = "; " }' "$jar")"
  printf '{"Cookie": "%s"}' "$cookies" >"$work/headers.json"
}

# run PATH: writes Lighthouse's report.
run() {
  node "$tools/node_modules/lighthouse/cli/index.js" "$site$1" --quiet --form-factor=mobile --output=json \
    --output-path="$work/report.json" --extra-headers="$work/headers.json" \
    --only-categories=performance,accessibility,best-practices \
    --chrome-flags="--headless=new --no-sandbox --disable-dev-shm-usage" >&2
}
# look NAME PATH: prints one row; sets worst to 1 where a figure is missed.
look() {
  # A trace now and then misses its beginning on a busy machine: that says nothing of the page, so once more.
  run "$2" || run "$2" || fail "Lighthouse did not look at $2"
  node - "$1" "$2" "$work/report.json" <<'JS' || worst=1
const [name, path, file] = process.argv.slice(2);
const report = JSON.parse(require('fs').readFileSync(file));
if (report.runtimeError || !report.finalDisplayedUrl.includes(path)) throw new Error(`${path}: ${report.runtimeError?.message ?? report.finalDisplayedUrl}`);
const score = (part) => Math.round(report.categories[part].score * 100);
const scores = ['performance', 'accessibility', 'best-practices'].map(score);
console.log(`| ${name} | ${scores.join(' | ')} |`);
for (const part of Object.values(report.categories)) {
  for (const { id, weight } of part.auditRefs) {
    const audit = report.audits[id];
    if (weight > 0 && audit.score !== null && audit.score < 0.9) console.error(`${path}: ${audit.title} ${audit.displayValue ?? ''}`);
  }
}
process.exitCode = scores[0] >= 95 && scores[1] === 100 && scores[2] === 100 ? 0 : 1;
JS
}
