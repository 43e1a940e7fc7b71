//! What stands around the page.

mod banner;
mod dialog;
mod equaliser;
mod folder_dialog;
mod mini;
mod palette;
mod play_bar;
mod shortcuts;
mod sidebar;

pub use banner::Banner;
pub use dialog::{Ask, Dialog};
pub use equaliser::Equaliser;
pub use folder_dialog::FolderDialog;
pub use mini::Mini;
pub use palette::Palette;
pub use play_bar::{PlayBar, file};
pub use shortcuts::Shortcuts;
pub use sidebar::Sidebar;
