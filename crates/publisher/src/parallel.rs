//! Work on many items with all processors. Pure but for its threads.

use std::num::NonZero;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

/// Works on all items, as many at once as there are processors. `take` gets each result with its item's position, in the order
/// in which they are done, and says whether to go on.
pub fn each<I: Sync, O: Send>(
    items: &[I],
    work: impl Fn(&I) -> O + Sync,
    mut take: impl FnMut(usize, O) -> bool,
) {
    let threads = processors().min(items.len());
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    thread::scope(|scope| {
        let (sender, receiver) = mpsc::channel();
        for _ in 0..threads {
            let (sender, next, stop, work) = (sender.clone(), &next, &stop, &work);
            scope.spawn(move || {
                while !stop.load(Ordering::Relaxed) {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(at) else { return };
                    if sender.send((at, work(item))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        for (at, result) in receiver {
            if !take(at, result) {
                stop.store(true, Ordering::Relaxed);
            }
        }
    });
}

/// How many items are worked on at once.
pub fn processors() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

#[cfg(test)]
mod tests {
    use super::each;
    use std::collections::BTreeMap;

    #[test]
    fn every_item_is_worked_on_once_until_told_to_stop() {
        let items: Vec<usize> = (0..1000).collect();
        let mut done = BTreeMap::new();
        each(
            &items,
            |x| x * 2,
            |at, result| done.insert(at, result).is_none(),
        );
        assert!(done.len() == 1000 && done.iter().all(|(at, twice)| at * 2 == *twice));
        let mut taken = 0;
        each(
            &items,
            |x| std::thread::sleep(std::time::Duration::from_micros(*x as u64 % 7)),
            |_, ()| {
                taken += 1;
                taken < 10
            },
        );
        assert!((10..1000).contains(&taken), "{taken}");
        each(&[] as &[u8], |_| (), |_, ()| unreachable!());
    }
}
