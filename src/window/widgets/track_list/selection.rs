//! Which rows are chosen, and which one the keyboard is at.

use std::ops::Range;

/// Places of rows, from 0. Chosen rows are kept as stretches: all of 100,000 are one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    /// Apart from each other, in order, none empty.
    spans: Vec<Range<usize>>,
    anchor: usize,
    cursor: Option<usize>,
}

impl Selection {
    /// The row that the keyboard is at.
    pub fn cursor(&self) -> Option<usize> {
        self.cursor
    }

    pub fn len(&self) -> usize {
        self.spans.iter().map(ExactSizeIterator::len).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    pub fn contains(&self, place: usize) -> bool {
        let after = self.spans.partition_point(|span| span.end <= place);
        self.spans.get(after).is_some_and(|span| span.contains(&place))
    }

    /// In order.
    pub fn places(&self) -> impl Iterator<Item = usize> + '_ {
        self.spans.iter().cloned().flatten()
    }

    /// A click.
    pub fn only(&mut self, place: usize) {
        self.set(place..place + 1, place);
    }

    /// These, and the keyboard is at `cursor`.
    pub fn set(&mut self, span: Range<usize>, cursor: usize) {
        self.spans = if span.is_empty() { Vec::new() } else { vec![span] };
        (self.anchor, self.cursor) = (cursor, Some(cursor));
    }

    /// A click with Ctrl.
    pub fn toggle(&mut self, place: usize) {
        if self.contains(place) {
            let split = |span: Range<usize>| [span.start..span.end.min(place), span.start.max(place + 1)..span.end];
            let spans = std::mem::take(&mut self.spans).into_iter().flat_map(split);
            self.spans = spans.filter(|span| !span.is_empty()).collect();
        } else {
            self.add(place..place + 1);
        }
        (self.anchor, self.cursor) = (place, Some(place));
    }

    /// A click with Shift: from where the last click without it was, up to here. `keep`: Ctrl, too: what was chosen stays so.
    pub fn extend(&mut self, place: usize, keep: bool) {
        if !keep {
            self.spans.clear();
        }
        self.add(self.anchor.min(place)..self.anchor.max(place) + 1);
        self.cursor = Some(place);
    }

    pub fn all(&mut self, count: usize) {
        self.spans = if count == 0 { Vec::new() } else { std::iter::once(0..count).collect() };
    }

    /// Nothing is chosen; the keyboard stays where it is.
    pub fn clear(&mut self) {
        self.spans.clear();
    }

    /// The list is another one: each place that is kept is told its new one.
    pub fn relocate(&mut self, count: usize, place: impl Fn(usize) -> Option<usize>) {
        let last = count.checked_sub(1);
        let cursor = self.cursor.and_then(|cursor| place(cursor).or(last.map(|last| cursor.min(last))));
        let mut places: Vec<usize> = self.places().filter_map(place).collect();
        places.sort_unstable();
        self.spans.clear();
        for place in places {
            match self.spans.last_mut() {
                Some(span) if span.end >= place => span.end = span.end.max(place + 1),
                _ => self.spans.push(place..place + 1),
            }
        }
        (self.anchor, self.cursor) = (cursor.unwrap_or(0), cursor);
    }

    fn add(&mut self, mut new: Range<usize>) {
        let touches = |span: &Range<usize>| span.start <= new.end && new.start <= span.end;
        let from = self.spans.partition_point(|span| span.end < new.start);
        let to = from + self.spans[from..].iter().take_while(|span| touches(span)).count();
        for span in &self.spans[from..to] {
            new = new.start.min(span.start)..new.end.max(span.end);
        }
        self.spans.splice(from..to, [new]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    #[test]
    fn shift_goes_from_where_the_last_click_was() {
        let mut selection = Selection::default();
        selection.only(5);
        selection.extend(8, false);
        selection.extend(3, false);
        assert_eq!(selection.places().collect::<Vec<_>>(), [3, 4, 5]);
        assert_eq!(selection.cursor(), Some(3));
        selection.toggle(9);
        selection.extend(11, true);
        assert_eq!(selection.places().collect::<Vec<_>>(), [3, 4, 5, 9, 10, 11]);
    }

    #[test]
    fn what_is_chosen_stays_chosen_when_rows_are_taken_out() {
        let mut selection = Selection::default();
        selection.only(2);
        selection.extend(4, false);
        selection.relocate(4, |place| (place != 3).then(|| if place > 3 { place - 1 } else { place }));
        assert_eq!(selection.places().collect::<Vec<_>>(), [2, 3]);
        assert_eq!(selection.cursor(), Some(3));
    }

    proptest! {
        #[test]
        fn it_holds_what_a_set_would(steps in proptest::collection::vec((0usize..30, any::<bool>()), 0..40)) {
            let (mut selection, mut set, mut anchor) = (Selection::default(), BTreeSet::new(), 0);
            for (place, extend) in steps {
                if extend {
                    selection.extend(place, true);
                    set.extend(place.min(anchor)..=place.max(anchor));
                } else {
                    selection.toggle(place);
                    if !set.remove(&place) {
                        set.insert(place);
                    }
                    anchor = place;
                }
                prop_assert!(selection.places().eq(set.iter().copied()));
                prop_assert_eq!(selection.len(), set.len());
                prop_assert!((0..30).all(|place| selection.contains(place) == set.contains(&place)));
            }
        }
    }
}
