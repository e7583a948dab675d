//! Packs the long word lists as zlib streams into `OUT_DIR`, in the folders that they have below `src`: as plain text they were half
//! a megabyte of the program. `src/lists.rs` unpacks them.

use std::error::Error;
use std::fs::{self, File};
use std::path::Path;

use flate2::Compression;
use flate2::write::ZlibEncoder;

/// By their paths below `src`, without `.txt`.
const LISTS: [&str; 4] =
    ["analysis/opposites", "language/contrasts", "language/related/deeds", "language/related/things"];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let out = std::env::var_os("OUT_DIR").ok_or("OUT_DIR is not set: cargo sets it")?;
    for list in LISTS {
        let text = Path::new("src").join(list).with_extension("txt");
        println!("cargo::rerun-if-changed={}", text.display());
        pack(&text, &Path::new(&out).join(list).with_extension("zlib"))?;
    }
    Ok(())
}

fn pack(text: &Path, to: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(to.parent().unwrap_or(to))?;
    let mut packed = ZlibEncoder::new(File::create(to)?, Compression::best());
    std::io::copy(&mut File::open(text)?, &mut packed)?;
    packed.finish()?;
    Ok(())
}
