# Shell functions shared by the scripts: finding the tools, and installing those that are missing.
# Each need_… is silent and quick when there is nothing to do. Source it from the root of the checkout.

PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
TARGET="${CARGO_TARGET_DIR:-target}"
# Queries are checked against the committed .sqlx, even where a DATABASE_URL is set for running.
SQLX_OFFLINE="${SQLX_OFFLINE:-true}"
export PATH SQLX_OFFLINE

say() { printf '==> %s\n' "$*" >&2; }
fail() { printf 'Error: %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif have sudo; then sudo "$@"
  else fail "this needs root: $*"; fi
}

# install_packages WHAT PACKAGE…: installs Debian packages, or says what is missing on other systems.
install_packages() {
  what="$1"; shift
  have apt-get || fail "$what is missing. Install it with your system's package manager (on Debian: $*), then run this again."
  say "Installing $what ($*)"
  if [ -z "${PACKAGE_LISTS_FRESH:-}" ]; then
    as_root apt-get update -qq || say "the package lists could not be refreshed; trying with the old ones"
    PACKAGE_LISTS_FRESH=1
  fi
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    -o Dpkg::Use-Pty=0 "$@" >&2 || fail "$what could not be installed. Install by hand: apt-get install $*"
}

need_compiler() { have cc || install_packages "a C compiler" gcc libc6-dev; }

# Rust by rustup: Debian's own is too old. rustup then follows rust-toolchain.toml by itself.
need_rust() {
  if have cargo && cargo --version >/dev/null 2>&1 && rust_is_new_enough; then return 0; fi
  if have rustup; then
    say "Installing the Rust version of rust-toolchain.toml"
    rustup toolchain install >&2 || fail "rustup could not install the Rust version that rust-toolchain.toml names. Install it by hand, then run this again."
    return 0
  fi
  have curl || install_packages "curl" curl ca-certificates
  say "Installing Rust with its official installer, rustup"
  installer="$(mktemp)"
  if ! curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs -o "$installer"; then
    rm -f "$installer"
    fail "Rust 1.95 or newer is needed, and its installer (https://sh.rustup.rs) cannot be reached from here. Install Rust by hand (https://www.rust-lang.org/tools/install has offline installers), then run this again."
  fi
  sh "$installer" -y --quiet --no-modify-path --profile minimal --default-toolchain none >&2
  rm -f "$installer"
  rustup toolchain install >&2 || fail "rustup could not install the Rust version that rust-toolchain.toml names."
}

rust_is_new_enough() {
  version="$(rustc --version | cut -d' ' -f2)"
  minor="${version#1.}"
  [ "${minor%%.*}" -ge 95 ] 2>/dev/null
}

# Prints the folder of the PostgreSQL server programs: the newest that is installed.
postgres_programs() {
  for program in $(ls -d /usr/lib/postgresql/*/bin/initdb /usr/pgsql-*/bin/initdb 2>/dev/null | sort -Vr) \
    "$(have pg_config && pg_config --bindir)/initdb" "$(readlink -f "$(command -v postgres)" 2>/dev/null | sed 's/postgres$/initdb/')"; do
    if [ -x "$program" ] && [ -x "${program%initdb}postgres" ]; then dirname "$program"; return 0; fi
  done
  return 1
}

# The server programs only: Debian would otherwise also start a server of its own.
need_postgres() {
  postgres_programs >/dev/null && return 0
  if have apt-get; then
    install_packages "PostgreSQL's common files" postgresql-common
    conf=/etc/postgresql-common/createcluster.conf
    [ ! -f "$conf" ] || as_root sed -i 's/^#create_main_cluster *=.*/create_main_cluster = false/' "$conf"
  fi
  install_packages "the PostgreSQL server programs" postgresql
}

# A real browser for the browser tests, and the accessibility checker they load into it.
need_browser() {
  { have chromium || have google-chrome; } && have chromedriver && [ -d /usr/share/fonts/truetype/noto ] ||
    install_packages "Chromium, its driver and fonts" chromium chromium-driver fonts-noto-core
  axe=4.14.1
  grep -qs "\"version\": \"$axe\"" "$TARGET/tools/node_modules/axe-core/package.json" && return 0
  have npm || install_packages "npm" npm
  say "Installing axe-core $axe, the accessibility checker"
  mkdir -p "$TARGET/tools"
  npm install --prefix "$TARGET/tools" --no-save --ignore-scripts --no-audit --no-fund --loglevel=error \
    "axe-core@$axe" >&2 || fail "axe-core could not be installed by npm."
}

# What the trials of tests/faults break things with: a well-kept mail relay, certificates, and a wrong clock. Without
# them those trials say that they were not tried.
need_fault_tools() {
  { /usr/bin/python3 -c 'import aiosmtpd' || python3 -c 'import aiosmtpd'; } >/dev/null 2>&1 && have openssl &&
    ls /usr/lib/*/faketime/libfaketimeMT.so.1 >/dev/null 2>&1 && return 0
  (install_packages "what the fault trials need" python3-aiosmtpd openssl libfaketime) ||
    say "Going on without; the trials that need them will say so."
}
