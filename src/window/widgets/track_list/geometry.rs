//! Where the rows of a list are: all of one height, with heads between some of them.

use std::ops::Range;

/// Lengths are in points, from the list's top.
#[derive(Clone, Debug, PartialEq)]
pub struct Geometry {
    pub row: f32,
    pub head: f32,
    pub count: usize,
    /// The places of the rows that a head stands above, in order.
    pub heads: Vec<usize>,
}

impl Geometry {
    pub fn height(&self) -> f32 {
        self.count as f32 * self.row + self.heads.len() as f32 * self.head
    }

    /// Of the row itself, below its head.
    pub fn top(&self, place: usize) -> f32 {
        let heads = self.heads.partition_point(|head| *head <= place);
        // A hundred thousand rows are too many points for a short number to count rightly.
        (place as f64 * f64::from(self.row) + heads as f64 * f64::from(self.head)) as f32
    }

    /// The row at this height; a head belongs to the row below it.
    pub fn at(&self, y: f32) -> Option<usize> {
        let (mut above, mut place) = (0, y);
        for head in &self.heads {
            if y < self.top(*head) - self.head {
                break;
            }
            (above, place) = (*head, (y - self.top(*head)).max(0.0));
        }
        let place = above + (place.max(0.0) / self.row) as usize;
        (place < self.count && y >= 0.0).then_some(place)
    }

    /// The rows of which something is between these heights.
    pub fn between(&self, y: Range<f32>) -> Range<usize> {
        if y.end <= 0.0 || y.start >= self.height() || self.count == 0 {
            return 0..0;
        }
        let first = self.at(y.start.max(0.0)).unwrap_or(0);
        let last = self.at(y.end).unwrap_or(self.count - 1);
        first..last + 1
    }

    /// Between which rows something falls that is dropped here: before the row of this place.
    pub fn gap(&self, y: f32) -> usize {
        self.at(y + self.row / 2.0).unwrap_or(if y <= 0.0 { 0 } else { self.count })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_heads_follow_each_other() {
        let list = Geometry { row: 10.0, head: 5.0, count: 6, heads: vec![0, 4] };
        assert_eq!(list.height(), 70.0);
        assert_eq!((list.top(0), list.top(3), list.top(4), list.top(5)), (5.0, 35.0, 50.0, 60.0));
        assert_eq!(
            (list.at(2.0), list.at(44.0), list.at(46.0), list.at(50.0), list.at(70.5)),
            (Some(0), Some(3), Some(4), Some(4), None)
        );
        assert_eq!(list.between(36.0..52.0), 3..5);
        assert_eq!(list.between(-50.0..-1.0), 0..0);
        assert_eq!((list.gap(3.0), list.gap(12.0), list.gap(69.0)), (0, 1, 6));
    }

    #[test]
    fn far_down_a_long_list_rows_are_where_they_belong() {
        let list = Geometry { row: 34.0, head: 0.0, count: 100_000, heads: Vec::new() };
        assert!((0..100_000).all(|place| list.at(list.top(place) + 17.0) == Some(place)));
    }
}
