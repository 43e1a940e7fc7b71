//! Counts what the marked stretches of a thread allocate and free: how often, and how many bytes at once. The allocator
//! of the whole test program.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

thread_local! {
    /// Neither has a destructor, nor is made on first use: both would allocate in the allocator.
    static WATCHED: Cell<bool> = const { Cell::new(false) };
    static CALLS: Cell<usize> = const { Cell::new(0) };
    /// Bytes that the stretch holds now, and the most that it held. What was there before and is freed counts below 0.
    static HELD: Cell<isize> = const { Cell::new(0) };
    static MOST: Cell<isize> = const { Cell::new(0) };
}

/// A call that leaves so many bytes more (or less).
fn count(bytes: isize) {
    if WATCHED.get() {
        CALLS.set(CALLS.get() + 1);
        HELD.set(HELD.get() + bytes);
        MOST.set(MOST.get().max(HELD.get()));
    }
}

// SAFETY: every call goes to the system's allocator unchanged; counting touches two plain thread-local cells.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size().cast_signed());
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        count(-layout.size().cast_signed());
        unsafe { System.dealloc(memory, layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(layout.size().cast_signed());
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size.cast_signed() - layout.size().cast_signed());
        unsafe { System.realloc(memory, layout, size) }
    }
}

/// How often `work` allocates, grows or frees memory on this thread.
pub fn calls(work: impl FnOnce()) -> usize {
    CALLS.set(0);
    WATCHED.set(true);
    work();
    WATCHED.set(false);
    CALLS.get()
}

/// The most bytes that `work` holds at once on this thread.
pub fn peak(work: impl FnOnce()) -> usize {
    HELD.set(0);
    MOST.set(0);
    calls(work);
    MOST.get().unsigned_abs()
}

#[test]
fn the_guard_sees_what_it_is_to_see() {
    assert_eq!(calls(|| drop(std::hint::black_box(vec![1, 2, 3]))), 2);
    assert_eq!(calls(|| assert_eq!(std::hint::black_box([1, 2, 3])[0], 1)), 0);
    let elsewhere = || drop(std::thread::spawn(|| vec![0; 1000]).join());
    assert!(calls(|| ()) == 0 && calls(elsewhere) > 0);
    let two_at_once = || {
        let (a, b) = (vec![0u8; 1000], vec![0u8; 500]);
        drop(std::hint::black_box((a, b)));
        drop(std::hint::black_box(vec![0u8; 800]));
    };
    assert_eq!(peak(two_at_once), 1500);
}
