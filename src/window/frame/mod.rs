//! What stands around the page.

mod banner;
mod folder_dialog;
mod palette;
mod play_bar;
mod sidebar;

pub use banner::Banner;
pub use folder_dialog::FolderDialog;
pub use palette::Palette;
pub use play_bar::PlayBar;
pub use sidebar::Sidebar;
