//! caretally-cli: what the app does, with no window.

fn main() -> std::process::ExitCode {
    cli::main()
}
