//! A feed's health as people see it: an icon, a word, and a colour that neither needs.

use std::time::Duration;

use egui::{Color32, CornerRadius, FontId, Role, Sense, Ui, Vec2, WidgetInfo};

use crate::failover::Health;
use crate::fault::spoken;
use crate::player::FeedView;
use crate::window::cx::Cx;
use crate::window::icons;
use crate::window::theme::tokens::{Type, radius, space};

/// See the module's text.
pub struct Shown {
    pub icon: &'static str,
    pub word: String,
    pub colour: Color32,
}

/// How this feed is.
pub fn of(cx: &Cx<'_>, feed: &FeedView) -> Shown {
    let theme = cx.theme;
    let (icon, word, colour) = match &feed.health {
        Health::Idle => (icons::CIRCLE_DASHED, cx.t("health-idle"), theme.text_soft),
        Health::Connecting => (icons::HOURGLASS_MEDIUM, cx.t("health-connecting"), theme.text_soft),
        Health::Buffering => (icons::HOURGLASS_MEDIUM, cx.t("health-buffering"), theme.text_soft),
        Health::Probation { until } => {
            let rest = until.saturating_sub(cx.now.running) + Duration::from_millis(500);
            (icons::SHIELD_CHECK, cx.tw("health-probation", &[("rest", &spoken(rest))]), theme.text_soft)
        }
        Health::Suspect { .. } => (icons::WARNING, cx.t("health-suspect"), theme.warn),
        Health::Down { .. } => (icons::X_CIRCLE, cx.t("health-down"), theme.warn),
        Health::Healthy if feed.on_air => (icons::BROADCAST, cx.t("health-on-air"), theme.good),
        Health::Healthy => (icons::CHECK_CIRCLE, cx.t("health-healthy"), theme.good),
    };
    Shown { icon, word, colour }
}

impl Shown {
    /// Icon and word in a pill.
    pub fn pill(&self, ui: &mut Ui, cx: &Cx<'_>) {
        let galley = ui.painter().layout_no_wrap(self.word.clone(), Type::Label.font(), self.colour);
        let icon = 16.0;
        let wanted = Vec2::new(galley.size().x + icon + 2.0 * space::S + space::XS, 24.0);
        let (rect, response) = ui.allocate_exact_size(wanted, Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &self.word));
        ui.painter().rect_filled(rect, CornerRadius::same(radius::PILL), cx.theme.base);
        let left = rect.left_center() + Vec2::new(space::S, 0.0);
        let at = left + Vec2::new(icon / 2.0, 0.0);
        ui.painter().text(at, egui::Align2::CENTER_CENTER, self.icon, FontId::proportional(icon), self.colour);
        let words = left + Vec2::new(icon + space::XS, -galley.size().y / 2.0);
        ui.painter().galley(words, galley, self.colour);
    }
}
