//! Tells Cargo that the migrations are part of the library, which embeds them.

#[expect(
    clippy::print_stdout,
    reason = "this is how a build script talks to Cargo"
)]
fn main() {
    println!("cargo:rerun-if-changed=migrations");
}
