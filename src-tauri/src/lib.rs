//! stub
pub mod wire;
pub fn run() { tauri::Builder::default().run(tauri::generate_context!()).expect("x"); }
