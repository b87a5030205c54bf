# A throw-away PostgreSQL with the empty, migrated schema, for the time of one script.
# Needs script/lib/tools.sh. Sets THROWAWAY_URL; everything is gone when the script ends.

# as_database_account COMMAND…: PostgreSQL refuses root, so root lends the work to an unprivileged account.
as_database_account() {
  if [ "$(id -u)" != 0 ]; then "$@"; return; fi
  account=postgres
  id "$account" >/dev/null 2>&1 || account=nobody
  setpriv --reuid="$account" --regid="$(id -g "$account")" --clear-groups "$@"
}

start_throwaway() {
  programs="$(postgres_programs)" || fail "the PostgreSQL server programs are missing: run script/bootstrap"
  THROWAWAY_DIR="$(cd / && as_database_account mktemp -d /tmp/intake-desk-throwaway.XXXXXX)"
  THROWAWAY_URL="postgres://intake_desk@localhost:5432/postgres?host=$THROWAWAY_DIR&sslmode=disable"
  trap stop_throwaway EXIT
  trap 'exit 130' INT TERM HUP
  (
    cd "$THROWAWAY_DIR"
    as_database_account "$programs/initdb" -D data -U intake_desk -E UTF8 --locale=C.UTF-8 -N -A trust >initdb.log
    as_database_account "$programs/pg_ctl" -D data -l server.log -w -s \
      -o "-F -c listen_addresses= -c port=5432 -c unix_socket_directories='$THROWAWAY_DIR'" start
  ) || fail "the throw-away PostgreSQL did not start; see $THROWAWAY_DIR"
  for migration in migrations/*.sql; do
    [ -e "$migration" ] || continue
    # As the program runs them: in one transaction, unless the first line says no.
    one=-1
    if head -n 1 "$migration" | grep -q '^-- no-transaction'; then one=; fi
    "$programs/psql" "$THROWAWAY_URL" -X -q $one -v ON_ERROR_STOP=1 -f "$migration" >/dev/null ||
      fail "the migration $migration does not run"
  done
}

stop_throwaway() {
  trap - EXIT
  (cd / && as_database_account "$programs/pg_ctl" -D "$THROWAWAY_DIR/data" -m immediate -s stop) || true
  rm -rf "$THROWAWAY_DIR"
}
