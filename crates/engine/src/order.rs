//! Sorting short lists without the weight of the general sorts (3.6 kB of the widget each). Pure.

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

#[cfg(test)]
mod tests {
    use super::sort_short;

    #[test]
    fn sorts_and_keeps_equal_entries_in_order() {
        let mut list = vec![(3, 'a'), (1, 'b'), (3, 'c'), (2, 'd'), (1, 'e')];
        sort_short(&mut list, |a, b| a.0 < b.0);
        assert_eq!(list, [(1, 'b'), (1, 'e'), (2, 'd'), (3, 'a'), (3, 'c')]);
        sort_short::<u8>(&mut [], |a, b| a < b);
    }
}
