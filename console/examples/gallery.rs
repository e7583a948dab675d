//! Writes every page, and the style sheet at its address, to the folder named by the only argument. It must not serve.

use std::path::Path;
use std::{env, error, fs};

#[path = "support/pages.rs"]
mod pages;

fn main() -> Result<(), Box<dyn error::Error>> {
    let folder = env::args_os().nth(1).ok_or("usage: gallery FOLDER")?;
    let folder = Path::new(&folder);
    let style = folder.join(console::style_path().trim_start_matches('/'));
    fs::create_dir_all(style.parent().ok_or("the style sheet has no folder")?)?;
    fs::write(style, console::STYLE_CSS)?;
    for (name, html) in pages::all()? {
        fs::write(folder.join(format!("{name}.html")), html)?;
    }
    Ok(())
}
