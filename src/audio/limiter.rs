//! stub until the colleague's lands
pub struct Limiter; impl Limiter { pub fn new(_: u32, _: f32) -> Self { Self } pub fn process(&mut self, _: &mut [f32]) {} }
