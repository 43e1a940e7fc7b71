//! `segue devices`.

use super::{Ending, plain};
use crate::audio::output::{self, Listed};

/// Lists the sound devices by the names that `--output` takes. Blocks for as long as the sound server does.
pub fn devices(json: bool) -> Ending {
    let found = output::devices();
    if json {
        plain::print(found.iter().map(plain::json));
    } else if found.is_empty() {
        plain::print(["No sound device is there. Segue still plays, unheard, and joins in when one appears."]);
    } else {
        plain::print(table(&found));
    }
    Ending::Done
}

fn table(devices: &[Listed]) -> Vec<String> {
    let widest = devices.iter().map(|device| device.name.chars().count()).max().unwrap_or(0);
    let line = |device: &Listed| {
        let default = if device.default { "*" } else { " " };
        format!("{default} {:<widest$}  {} ({})", device.name, device.description, device.system)
    };
    devices.iter().map(line).chain(["* is used unless another is named: --output NAME".to_owned()]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_a_column_and_the_default_is_marked() {
        let device = |name: &str, default| {
            let (description, system) = ("Speakers".to_owned(), "PulseAudio".to_owned());
            Listed { name: name.into(), description, system, default }
        };
        let lines = table(&[device("a", false), device("long.name", true)]);
        assert_eq!(lines[0], "  a          Speakers (PulseAudio)");
        assert_eq!(lines[1], "* long.name  Speakers (PulseAudio)");
    }
}
