import Numerics

/// Ends a run promptly when it is interrupted, but not in the midst of a row.
///
/// The signals that end a process are held back in all threads but one, which waits for them; it
/// then takes the lock under which rows are written, and lets the signal have its usual effect.
enum Interruption {
  /// Called before other threads are started.
  ///
  /// - Parameters:
  ///   - output: is held while rows are written.
  ///   - tidy: is called before the process ends, by the thread that holds `output` then.
  static func guardRows(_ output: Lock, tidy: @escaping @Sendable () -> Void) {
    Ending.writing = output
    let held = Ending.holdSignals()
    let isStarted = Platform.startThread {
      var waiting = held
      var number: Int32 = 0
      while sigwait(&waiting, &number) != 0 {}
      if Ending.holdOutput() { tidy() }
      Ending.end(by: number)
    }
    if !isStarted { Ending.releaseSignals(held) }
  }
}
