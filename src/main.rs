//! The `intake-desk` binary: reads the command and runs it.

use std::process::ExitCode;

use clap::Parser as _;

#[tokio::main]
async fn main() -> ExitCode {
    // One crypto provider for everything; the only other caller would be a second main.
    let _ = rustls::crypto::ring::default_provider().install_default();
    // On the heap: what a command holds while it waits is too much for a stack frame.
    match Box::pin(intake_desk::cli::run(intake_desk::cli::Cli::parse())).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            use std::io::Write as _;
            let _ = writeln!(std::io::stderr(), "intake-desk: {error:#}");
            ExitCode::FAILURE
        }
    }
}
