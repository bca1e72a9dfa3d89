/// Mutual exclusion between threads, with a condition to wait for.
///
/// The system's own mutex and condition variable, at an address that never changes. Unchecked: both
/// are made to be used by several threads at once, and nothing else is stored.
package final class Lock: @unchecked Sendable {
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let condition: UnsafeMutablePointer<pthread_cond_t>

  /// A lock that nobody has.
  package init() {
    mutex = .allocate(capacity: 1)
    mutex.initialize(to: pthread_mutex_t())
    pthread_mutex_init(mutex, nil)
    condition = .allocate(capacity: 1)
    condition.initialize(to: pthread_cond_t())
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    condition.deallocate()
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  /// Waits until nobody has the lock, and takes it.
  package func lock() { pthread_mutex_lock(mutex) }
  package func unlock() { pthread_mutex_unlock(mutex) }

  /// Takes the lock if nobody has it.
  package func tryLock() -> Bool { pthread_mutex_trylock(mutex) == 0 }

  /// Gives the lock away until another thread calls `wakeAll`, and takes it again. May wake without
  /// reason: ask again what is waited for.
  package func wait() { pthread_cond_wait(condition, mutex) }

  /// Wakes all threads that wait.
  package func wakeAll() { pthread_cond_broadcast(condition) }
}
