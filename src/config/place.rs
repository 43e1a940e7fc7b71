//! Where the files are, and the one function here that reads them.

use std::io::ErrorKind;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use directories::{BaseDirs, ProjectDirs};

use super::error::{ConfigError, ConfigErrors};
use super::{Config, Surroundings, edit, parse};

/// The configuration's place: `$XDG_CONFIG_HOME/segue/config.toml`. Debug builds have a file of their own, so that
/// a developer's run never touches the user's. `None` where nobody's home is known.
pub fn config_file() -> Option<PathBuf> {
    let name = if cfg!(debug_assertions) { "config-dev.toml" } else { "config.toml" };
    project().map(|dirs| dirs.config_dir().join(name))
}

/// The journal's place where none is set: `$XDG_STATE_HOME/segue/journal.db`; debug builds again have their own.
pub fn journal_file() -> Option<PathBuf> {
    let name = if cfg!(debug_assertions) { "journal-dev.db" } else { "journal.db" };
    project().map(|dirs| dirs.state_dir().unwrap_or(dirs.data_local_dir()).join(name))
}

/// Where the library, the playlists, the history and the queue are kept where no place is set: `$XDG_DATA_HOME/segue`;
/// debug builds again have their own.
pub fn library_folder() -> Option<PathBuf> {
    let name = if cfg!(debug_assertions) { "segue-dev" } else { "segue" };
    project().map(|dirs| dirs.data_dir().with_file_name(name))
}

/// The place where the reserve keeps what it has played lately: `$XDG_STATE_HOME/segue/reserve.json`; debug builds
/// again have their own.
pub fn reserve_file() -> Option<PathBuf> {
    let name = if cfg!(debug_assertions) { "reserve-dev.json" } else { "reserve.json" };
    project().map(|dirs| dirs.state_dir().unwrap_or(dirs.data_local_dir()).join(name))
}

fn project() -> Option<ProjectDirs> {
    ProjectDirs::from("", "", "segue")
}

/// Reads the configuration: `file` if named, else the usual one, which need not be there.
///
/// # Errors
/// The file cannot be read (or, when named, is not there), or [`parse`] refuses it.
pub fn load(file: Option<&Path>) -> Result<Config, ConfigErrors> {
    let Some(path) = file.map(Path::to_owned).or_else(config_file) else { return Ok(Config::default()) };
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(why) if why.kind() == ErrorKind::NotFound && file.is_none() => return Ok(Config::default()),
        Err(why) => return Err(unreadable(path, why.kind(), &why.to_string())),
    };
    let home = BaseDirs::new().map(|dirs| dirs.home_dir().to_owned());
    parse(&text, &Surroundings { file: &path, home: home.as_deref(), secret: &|file| std::fs::read_to_string(file) })
}

/// Changes the settings in `file`, or in the usual one, which need not be there: see [`edit`](edit::edit). `write` puts
/// text with a mode (as in chmod; that of the file that is there, else 0644) in a file's place, whole.
///
/// # Errors
/// The file cannot be read or written, or it would be no valid configuration: then it is as it was.
pub fn change(
    file: Option<&Path>,
    changes: &[edit::Change<'_>],
    write: impl Fn(&Path, &[u8], u32) -> std::io::Result<()>,
) -> Result<(), ConfigErrors> {
    let Some(path) = file.map(Path::to_owned).or_else(config_file) else { return Err(homeless()) };
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(why) if why.kind() == ErrorKind::NotFound => String::new(),
        Err(why) => return Err(unreadable(path, why.kind(), &why.to_string())),
    };
    let mode = std::fs::metadata(&path).map_or(0o644, |data| data.permissions().mode() & 0o777);
    let home = BaseDirs::new().map(|dirs| dirs.home_dir().to_owned());
    let secret = |file: &Path| std::fs::read_to_string(file);
    let changed = edit::edit(&text, changes, &Surroundings { file: &path, home: home.as_deref(), secret: &secret })?;
    if changed == text {
        return Ok(());
    }
    let folder = path.parent().map_or(Ok(()), std::fs::create_dir_all);
    folder.and_then(|()| write(&path, changed.as_bytes(), mode)).map_err(|why| {
        let sentence = format!("It cannot be written ({why}). The settings are as they were.");
        ConfigErrors(vec![ConfigError { path, at: None, sentence }])
    })
}

fn homeless() -> ConfigErrors {
    let sentence = "Nobody's home is known here. Name a file: --config FILE.".to_owned();
    ConfigErrors(vec![ConfigError { path: PathBuf::from("config.toml"), at: None, sentence }])
}

fn unreadable(path: PathBuf, kind: ErrorKind, why: &str) -> ConfigErrors {
    let sentence = match kind {
        ErrorKind::NotFound => "There is no such file. Write one with `segue config --example`.".to_owned(),
        ErrorKind::InvalidData => "This is not a text file in UTF-8.".to_owned(),
        _ => format!("It cannot be read ({why})."),
    };
    ConfigErrors(vec![ConfigError { path, at: None, sentence }])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_named_file_must_be_there() {
        let errors = load(Some(Path::new("/nowhere/segue.toml"))).unwrap_err();
        assert_eq!(
            errors.to_string(),
            "/nowhere/segue.toml: There is no such file. Write one with `segue config --example`."
        );
    }

    #[test]
    fn a_file_and_its_password_file_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("segue.toml");
        std::fs::write(folder.path().join("secret"), "pässword\nmore\n").unwrap();
        let text = "[[feed]]\nurls = [\"http://a.example/\"]\nuser = \"me\"\npassword_file = \"secret\"\n";
        std::fs::write(&file, text).unwrap();
        let lineup = load(Some(&file)).unwrap().lineup();
        assert_eq!(lineup.feeds[0].urls[0].as_str(), "http://me:p%C3%A4ssword@a.example/");
    }

    #[test]
    fn what_is_not_text_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("segue.toml");
        std::fs::write(&file, [0xff, 0xfe, 0x00]).unwrap();
        assert!(load(Some(&file)).unwrap_err().to_string().ends_with("not a text file in UTF-8."));
    }

    #[test]
    fn a_change_keeps_the_mode_and_what_is_refused_is_not_written() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("new").join("segue.toml");
        let write = |path: &Path, bytes: &[u8], mode: u32| {
            std::fs::write(path, bytes)?;
            std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode))
        };
        let set = |volume: f64| [edit::Change::Set("audio.volume", edit::Value::Number(volume))];
        change(Some(&file), &set(64.0), write).unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
        change(Some(&file), &set(65.0), write).unwrap();
        let refused = change(Some(&file), &set(101.0), write).unwrap_err().to_string();
        assert!(refused.ends_with("\"101\" cannot be used for volume: allowed: a number from 0 to 100 (percent)."));
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(load(Some(&file)).unwrap().audio.volume, 65);
        let full = |_: &Path, _: &[u8], _: u32| Err(ErrorKind::StorageFull.into());
        assert!(change(Some(&file), &set(1.0), full).unwrap_err().to_string().contains("as they were"));
    }

    #[test]
    fn a_debug_build_leaves_the_users_files_alone() {
        let Some(file) = config_file() else { return };
        assert_eq!(file.ends_with("segue/config-dev.toml"), cfg!(debug_assertions));
    }
}
