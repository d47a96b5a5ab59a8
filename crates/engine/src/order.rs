//! Sorting without the weight of the general sorts (3.6 kB of the widget each). Pure.

/// Sorts a short list in place; equal entries keep their order. Quadratic: for a few hundred entries at most.
pub fn sort_short<T>(list: &mut [T], mut before: impl FnMut(&T, &T) -> bool) {
    for end in 1..list.len() {
        let mut at = end;
        while at > 0 {
            let (left, right) = (list.get(at - 1), list.get(at));
            match (left, right) {
                (Some(left), Some(right)) if before(right, left) => list.swap(at - 1, at),
                _ => break,
            }
            at -= 1;
        }
    }
}

/// Sorts a list of any length in place; equal entries come in no order of their own (heap sort, Williams 1964).
pub fn sort<T>(list: &mut [T], mut before: impl FnMut(&T, &T) -> bool) {
    let mut end = list.len();
    let mut start = end / 2;
    // First every entry from the middle down is put above those that come after it, then the last one is taken off again and again.
    while end > 1 {
        if start > 0 {
            start -= 1;
        } else {
            end -= 1;
            list.swap(0, end);
        }
        let mut at = start;
        loop {
            let below = 2 * at + 1;
            let Some(heap) = list.get_mut(..end) else {
                break;
            };
            let last = match (heap.get(below), heap.get(below + 1)) {
                (Some(left), Some(right)) if before(left, right) => below + 1,
                (Some(_), _) => below,
                (None, _) => break,
            };
            match (heap.get(at), heap.get(last)) {
                (Some(above), Some(under)) if before(above, under) => heap.swap(at, last),
                _ => break,
            }
            at = last;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{sort, sort_short};
    use crate::random::Random;

    #[test]
    fn sorts_lists_of_any_length() {
        let mut random = Random::new(1);
        for length in (0..40).chain([1000, 4097]) {
            // Few different numbers, many, and those already in order.
            for different in [3, 1 << 32] {
                let mut list: Vec<u64> = (0..length).map(|_| random.below(different)).collect();
                let mut expected = list.clone();
                expected.sort_unstable();
                sort(&mut list, |a, b| a < b);
                assert_eq!(list, expected);
                sort(&mut list, |a, b| a < b);
                assert_eq!(list, expected);
                sort(&mut list, |a, b| a > b);
                expected.reverse();
                assert_eq!(list, expected);
            }
        }
    }

    #[test]
    fn sorts_and_keeps_equal_entries_in_order() {
        let mut list = vec![(3, 'a'), (1, 'b'), (3, 'c'), (2, 'd'), (1, 'e')];
        sort_short(&mut list, |a, b| a.0 < b.0);
        assert_eq!(list, [(1, 'b'), (1, 'e'), (2, 'd'), (3, 'a'), (3, 'c')]);
        sort_short::<u8>(&mut [], |a, b| a < b);
    }
}
