//! Work on several threads, results in the order of the input, bounded memory.

use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Items that may wait for each worker, done or undone.
const AHEAD: usize = 8;

/// A worker's stack, in bytes: trees of long sentences are walked by recursion.
const STACK: usize = 16 << 20;

/// Runs `work` over the items on `jobs` threads and hands the results to `take` on the calling thread, in the order of
/// the items, until it breaks.
///
/// The items are drawn on a thread of their own, at most a fixed number ahead of `take`, so memory is bounded whatever
/// their count, and a slow item holds up the output but not the other workers. What comes out does not depend on `jobs`.
///
/// # Panics
/// If `work` panics, or a thread cannot be started.
pub fn in_order<T: Send, R: Send>(
    items: impl Iterator<Item = T> + Send,
    jobs: usize,
    work: impl Fn(T) -> R + Sync,
    mut take: impl FnMut(R) -> ControlFlow<()>,
) {
    let jobs = jobs.max(1);
    // A result's place in the output is a channel of its own, queued when its item is drawn.
    let (places, results) = sync_channel::<Receiver<R>>(jobs * AHEAD);
    let (tasks, waiting) = sync_channel::<(T, SyncSender<R>)>(jobs * AHEAD);
    let waiting = Mutex::new(waiting);
    let (waiting, work) = (&waiting, &work);
    thread::scope(|scope| {
        let spawn = |name: &str| thread::Builder::new().name(name.to_owned()).stack_size(STACK);
        for _ in 0..jobs {
            let run = move || {
                loop {
                    let task = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok((item, result)) = task else { break };
                    // Nobody waits for the result once `take` has broken off.
                    let _ = result.send(work(item));
                }
            };
            spawn("worker").spawn_scoped(scope, run).expect("the system starts a thread");
        }
        let draw = move || {
            for item in items {
                let (result, place) = sync_channel(1);
                if places.send(place).is_err() || tasks.send((item, result)).is_err() {
                    break;
                }
            }
        };
        spawn("reader").spawn_scoped(scope, draw).expect("the system starts a thread");
        // Moved in here, so that breaking off closes the queue and stops the reader.
        for place in results {
            let Ok(result) = place.recv() else { break };
            if take(result).is_break() {
                break;
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn keeps_the_order_at_any_number_of_threads() {
        let expected: Vec<u64> = (0..500).map(|n| n * n).collect();
        for jobs in [1, 2, 7] {
            let mut seen = Vec::new();
            let work = |n: u64| {
                // Early items are slow, so that later ones overtake them.
                if n.is_multiple_of(50) {
                    thread::sleep(std::time::Duration::from_millis(3));
                }
                n * n
            };
            in_order(0..500, jobs, work, |r| {
                seen.push(r);
                ControlFlow::Continue(())
            });
            assert_eq!(seen, expected, "{jobs} threads");
        }
    }

    #[test]
    fn draws_no_more_than_a_bounded_number_ahead() {
        let drawn = AtomicUsize::new(0);
        let items = (0..100_000).inspect(|_| {
            drawn.fetch_add(1, Ordering::Relaxed);
        });
        let mut taken = 0;
        in_order(
            items,
            2,
            |n: i32| n,
            |_| {
                taken += 1;
                if taken == 10 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            },
        );
        assert_eq!(taken, 10);
        assert!(drawn.load(Ordering::Relaxed) < 100, "{drawn:?}");
    }
}
