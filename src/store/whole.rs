//! Files that are replaced whole: whoever reads one, and whenever the power goes, it holds the old bytes or the new.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

const FRESH: &str = ".fresh";

/// Puts `bytes` in the file's place. Where it is a link, what it leads to is replaced. `mode` as in chmod, less the
/// umask.
///
/// # Errors
/// The disk refuses; the file is as it was.
pub fn replace(path: &Path, bytes: &[u8], mode: u32) -> io::Result<()> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let fresh = fresh_name(&target);
    let written = write(&fresh, bytes, mode).and_then(|()| fs::rename(&fresh, &target));
    let done = written.and_then(|()| sync_folder_of(&target));
    done.inspect_err(|_| {
        // Nothing to be done if this fails, too: the next start clears it away.
        let _ = fs::remove_file(&fresh);
    })
}

fn write(path: &Path, bytes: &[u8], mode: u32) -> io::Result<()> {
    let mut file = OpenOptions::new().create(true).truncate(true).write(true).mode(mode).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// A new name is only sure to be there after this.
///
/// # Errors
/// The disk refuses.
pub fn sync_folder_of(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}

/// `.NAME.fresh`, beside the file: one name a file, so that what is cut short is overwritten by the next change.
pub fn fresh_name(path: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(FRESH);
    path.with_file_name(name)
}

/// Removes what [`replace`] has left in a folder when it was cut short. Failing is no harm.
pub fn clear(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        if name.to_string_lossy().starts_with('.') && name.to_string_lossy().ends_with(FRESH) {
            let _ = fs::remove_file(entry.path());
        }
    }
}
