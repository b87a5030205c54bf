# Shell functions for script/fuzz: the tools it needs, and one run. Needs script/lib/tools.sh.

# libFuzzer is C++, and instrumenting needs a nightly compiler.
need_fuzzer() {
  have c++ || install_packages "a C++ compiler" g++
  have rustup || fail "fuzzing needs a nightly compiler, which rustup installs: https://rustup.rs"
  rustup run nightly rustc --version >/dev/null 2>&1 || {
    say "Installing a nightly compiler"
    rustup toolchain install nightly --profile minimal >&2 ||
      fail "a nightly compiler could not be installed; the kept seeds still run with: cargo test --test it seeds"
  }
  have cargo-fuzz || {
    say "Installing cargo-fuzz"
    cargo install --locked cargo-fuzz >&2 ||
      fail "cargo-fuzz could not be installed; the kept seeds still run with: cargo test --test it seeds"
  }
}

# fuzz TARGET SECONDS: begins with the kept seeds and what earlier runs found worth keeping.
fuzz() {
  seeds="tests/fuzz/seeds/$1"
  [ -d "$seeds" ] || fail "there is no target $1: one of $(ls tests/fuzz/seeds | tr '\n' ' ')"
  found="$TARGET/fuzz/corpus/$1"
  mkdir -p "$found"
  # The same versions of everything as the product.
  cp Cargo.lock tests/fuzz/Cargo.lock
  say "Fuzzing $1 for $2 seconds"
  cargo +nightly fuzz run --fuzz-dir tests/fuzz --target-dir "$TARGET/fuzz" --sanitizer none "$1" "$found" "$seeds" -- \
    -max_total_time="$2" -timeout=1 -max_len=4096 -print_final_stats=1 -artifact_prefix="$seeds/" ||
    fail "$1 broke: the bytes are in $seeds, the place is told above"
}
