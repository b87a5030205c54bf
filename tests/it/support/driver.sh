# Holds a chromedriver for one test process, and ends it and every browser of it when that process ends.
# $1: a folder of this process's own, in which the browsers keep their profiles. Standard input: a pipe that the
# test process holds open as long as it lives, however it ends.
chromedriver --port=0 --log-level=WARNING &
driver=$!
cat >/dev/null
kill "$driver" 2>/dev/null
for process in /proc/[0-9]*; do
  id="${process#/proc/}"
  [ "$id" = "$$" ] && continue
  if tr '\0' ' ' <"$process/cmdline" 2>/dev/null | grep -qF -- "--user-data-dir=$1/"; then
    kill -9 "$id" 2>/dev/null
  fi
done
wait "$driver" 2>/dev/null
rm -rf "$1"
