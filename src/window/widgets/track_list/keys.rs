//! The keyboard in a list.

use egui::{Event, Key, Modifiers, Ui};

use super::selection::Selection;

/// What a key asks of the list, beyond choosing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Press {
    /// The keyboard is at another row: it is to be seen.
    Moved,
    Play,
    Remove,
    Menu,
    /// The chosen rows up or down by one.
    Shift(isize),
    /// Known, and done.
    Done,
}

/// Takes the keys that are for a list of `count` rows, of which `page` are seen at a time.
pub fn take(ui: &Ui, selection: &mut Selection, count: usize, page: usize) -> Vec<Press> {
    let mut presses = Vec::new();
    ui.input_mut(|input| {
        input.events.retain(|event| {
            let Event::Key { key, pressed: true, modifiers, .. } = event else { return true };
            match press(*key, *modifiers, selection, count, page) {
                Some(press) => presses.push(press),
                None => return true,
            }
            false
        });
    });
    presses
}

fn press(key: Key, modifiers: Modifiers, selection: &mut Selection, count: usize, page: usize) -> Option<Press> {
    let plain = modifiers.is_none();
    Some(match key {
        Key::Enter if plain => Press::Play,
        Key::Delete | Key::Backspace if plain => Press::Remove,
        Key::Menu => Press::Menu,
        Key::F10 if modifiers.shift_only() => Press::Menu,
        Key::ArrowUp if modifiers == Modifiers::ALT => Press::Shift(-1),
        Key::ArrowDown if modifiers == Modifiers::ALT => Press::Shift(1),
        Key::A if modifiers.command_only() => {
            selection.all(count);
            Press::Done
        }
        Key::Escape if plain && selection.len() > 1 => {
            selection.clear();
            Press::Done
        }
        _ if plain || modifiers.shift_only() => {
            let to = target(key, selection.cursor(), count, page)?;
            if modifiers.shift {
                selection.extend(to, false);
            } else {
                selection.only(to);
            }
            Press::Moved
        }
        _ => return None,
    })
}

/// The row that a key leads to.
fn target(key: Key, cursor: Option<usize>, count: usize, page: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    let by =
        |rows: isize| cursor.map_or(if rows < 0 { last } else { 0 }, |at| at.saturating_add_signed(rows).min(last));
    let page = page.max(1).cast_signed();
    Some(match key {
        Key::ArrowUp => by(-1),
        Key::ArrowDown => by(1),
        Key::PageUp => by(-page),
        Key::PageDown => by(page),
        Key::Home => 0,
        Key::End => last,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_go_through_the_list_and_stop_at_its_ends() {
        let mut selection = Selection::default();
        let mut go = |key, modifiers| {
            let pressed = press(key, modifiers, &mut selection, 100, 10);
            (pressed, selection.cursor(), selection.len())
        };
        assert_eq!(go(Key::ArrowUp, Modifiers::NONE), (Some(Press::Moved), Some(99), 1));
        assert_eq!(go(Key::PageUp, Modifiers::SHIFT), (Some(Press::Moved), Some(89), 11));
        assert_eq!(go(Key::Home, Modifiers::NONE), (Some(Press::Moved), Some(0), 1));
        assert_eq!(go(Key::ArrowUp, Modifiers::NONE), (Some(Press::Moved), Some(0), 1));
        assert_eq!(go(Key::A, Modifiers::COMMAND), (Some(Press::Done), Some(0), 100));
        assert_eq!(go(Key::ArrowDown, Modifiers::COMMAND).0, None);
        assert_eq!(go(Key::ArrowDown, Modifiers::ALT).0, Some(Press::Shift(1)));
    }
}
