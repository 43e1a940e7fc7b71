//! What stands around the page.

mod banner;
mod dialog;
mod folder_dialog;
mod palette;
mod play_bar;
mod shortcuts;
mod sidebar;

pub use banner::Banner;
pub use dialog::{Ask, Dialog};
pub use folder_dialog::FolderDialog;
pub use palette::Palette;
pub use play_bar::PlayBar;
pub use shortcuts::Shortcuts;
pub use sidebar::Sidebar;
