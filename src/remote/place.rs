//! Where the sockets are: `$XDG_RUNTIME_DIR/segue/PID.sock`, or below the folder for temporary files.

use std::fs::{self, DirBuilder};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The folder that this user's sockets are in; whether it is there is another question.
pub fn folder() -> PathBuf {
    match std::env::var_os("XDG_RUNTIME_DIR").filter(|folder| Path::new(folder).is_absolute()) {
        Some(folder) => Path::new(&folder).join("segue"),
        None => std::env::temp_dir().join(format!("segue-{}", rustix::process::getuid().as_raw())),
    }
}

/// Makes the folder (0700), if need be.
///
/// # Errors
/// It cannot be made, or it is somebody else's: where everybody may write, anybody may have made it first.
pub fn make(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let found = fs::symlink_metadata(folder)?;
    let ours = found.is_dir() && found.uid() == rustix::process::getuid().as_raw() && found.mode() & 0o077 == 0;
    let refusal = || io::Error::new(ErrorKind::PermissionDenied, "it belongs to somebody else, or is open to others");
    if ours { Ok(()) } else { Err(refusal()) }
}

/// The socket of the process `pid`.
pub fn socket(folder: &Path, pid: u32) -> PathBuf {
    folder.join(format!("{pid}.sock"))
}

/// Connections to all players of this user that run, the newest first. Sockets that nobody listens at are removed.
pub fn running(folder: &Path) -> Vec<(u32, UnixStream)> {
    let mut found: Vec<(SystemTime, u32, UnixStream)> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let path = entry.path();
            let pid = path
                .file_stem()?
                .to_str()?
                .parse()
                .ok()
                .filter(|_| path.extension().is_some_and(|end| end == "sock"))?;
            match UnixStream::connect(&path) {
                Ok(stream) => Some((entry.metadata().ok()?.modified().ok()?, pid, stream)),
                Err(why) => {
                    if why.kind() == ErrorKind::ConnectionRefused {
                        let _ = fs::remove_file(&path);
                    }
                    None
                }
            }
        })
        .collect();
    found.sort_by_key(|(since, ..)| std::cmp::Reverse(*since));
    found.into_iter().map(|(_, pid, stream)| (pid, stream)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::net::UnixListener;

    #[test]
    fn a_dead_players_socket_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        drop(UnixListener::bind(socket(folder.path(), 7)).unwrap());
        let alive = UnixListener::bind(socket(folder.path(), 8)).unwrap();
        fs::write(folder.path().join("note.txt"), "").unwrap();
        let pids: Vec<u32> = running(folder.path()).into_iter().map(|(pid, _)| pid).collect();
        assert_eq!(pids, [8]);
        assert!(!socket(folder.path(), 7).exists() && socket(folder.path(), 8).exists());
        drop(alive);
    }

    #[test]
    fn a_folder_open_to_others_is_refused() {
        let outer = tempfile::tempdir().unwrap();
        let folder = outer.path().join("segue");
        make(&folder).unwrap();
        assert_eq!(fs::metadata(&folder).unwrap().mode() & 0o777, 0o700);
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o777)).unwrap();
        assert!(make(&folder).is_err());
    }
}
