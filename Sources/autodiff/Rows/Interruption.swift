import Numerics

/// Ends a run promptly when it is interrupted, but not in the midst of a row.
///
/// The signals that ask a process to end are held back in all threads but one, which waits for
/// them; it then takes the lock under which rows are written, and lets the signal have its usual
/// effect. Signals that the process was started to ignore stay ignored.
enum Interruption {
  private static let signals = [SIGINT, SIGTERM, SIGHUP]
  /// A reader that has stopped reading holds the writer, and so the lock: after this many
  /// milliseconds the run ends without it. What a pipe was given is whole rows even then.
  private static let patience = 200

  /// Called before other threads are started.
  ///
  /// - Parameters:
  ///   - output: is held while rows are written.
  ///   - tidy: is called before the process ends, by the thread that holds `output` then.
  static func guardRows(_ output: Lock, tidy: @escaping @Sendable () -> Void) {
    var held = sigset_t()
    sigemptyset(&held)
    var isAny = false
    for number in signals where !isIgnored(number) {
      sigaddset(&held, number)
      isAny = true
    }
    guard isAny, pthread_sigmask(SIG_BLOCK, &held, nil) == 0 else { return }
    let waiting = held
    let isStarted = Platform.startThread {
      var waiting = waiting
      var number: Int32 = 0
      while sigwait(&waiting, &number) != 0 {}
      var waited = 0
      var isQuiet = output.tryLock()
      while !isQuiet, waited < patience {
        usleep(10_000)
        waited += 10
        isQuiet = output.tryLock()
      }
      if isQuiet { tidy() }
      signal(number, SIG_DFL)
      pthread_sigmask(SIG_UNBLOCK, &waiting, nil)
      kill(getpid(), number)
    }
    if !isStarted { pthread_sigmask(SIG_UNBLOCK, &held, nil) }
  }

  private static func isIgnored(_ number: Int32) -> Bool {
    let present = signal(number, SIG_DFL)
    guard unsafeBitCast(present, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) else {
      return false
    }
    signal(number, SIG_IGN)
    return true
  }
}
