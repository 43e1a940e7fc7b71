//! What is set: as it stands in the file, else the default.

use std::io::ErrorKind;
use std::path::Path;
use std::str::FromStr;

use toml::{Table, Value};

use crate::config::Described;

/// See the module's text.
#[derive(Clone, Default)]
pub struct Values {
    file: Table,
    /// Why it cannot be read.
    pub trouble: Option<String>,
}

impl Values {
    /// Blocks on the disk. No file is an empty one.
    pub fn read(file: &Path) -> Self {
        let text = match std::fs::read_to_string(file) {
            Ok(text) => text,
            Err(why) if why.kind() == ErrorKind::NotFound => String::new(),
            Err(why) => return Self { trouble: Some(format!("{}: {why}", file.display())), ..Self::default() },
        };
        match Table::from_str(&text) {
            Ok(file) => Self { file, trouble: None },
            Err(why) => Self { trouble: Some(format!("{}: {why}", file.display())), ..Self::default() },
        }
    }

    /// `None`: the default is that there is none.
    pub fn get(&self, key: &Described) -> Option<Value> {
        self.set(key).cloned().or_else(|| default(key))
    }

    /// Whether it says something else than the default.
    pub fn is_changed(&self, key: &Described) -> bool {
        self.set(key).is_some_and(|value| Some(value) != default(key).as_ref())
    }

    fn set(&self, key: &Described) -> Option<&Value> {
        self.file.get(key.section)?.get(key.key)
    }
}

fn default(key: &Described) -> Option<Value> {
    // The example has lists behind #s.
    let text = format!("value = {}", key.default?.replace("\n#", "\n"));
    Table::from_str(&text).ok()?.remove("value")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::described;

    #[test]
    fn what_is_not_set_is_the_default() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("config.toml");
        let of = |values: &Values, name: &str| {
            let key = described().iter().find(|key| key.key == name).unwrap();
            (values.get(key).map(|value| value.to_string()), values.is_changed(key))
        };
        let none = Values::read(&file);
        assert_eq!(of(&none, "crossfade"), (Some("\"4s\"".into()), false));
        assert_eq!(of(&none, "place"), (None, false));
        assert!(
            none.get(described().iter().find(|key| key.key == "targets").unwrap()).unwrap().as_array().unwrap().len()
                == 4
        );
        std::fs::write(&file, "[audio]\ncrossfade = \"7s\"\nvolume = 100\n").unwrap();
        let set = Values::read(&file);
        assert_eq!(of(&set, "crossfade"), (Some("\"7s\"".into()), true));
        assert!(!of(&set, "volume").1, "the default, written out");
        std::fs::write(&file, "[audio").unwrap();
        assert!(Values::read(&file).trouble.is_some());
    }
}
