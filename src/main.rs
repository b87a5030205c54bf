//! The `intake-desk` binary: reads the settings and runs one command.

fn main() {}
