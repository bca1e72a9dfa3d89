/// The ways in which a process ends before its work is done: memory that there is no more of, signals,
/// and faults of its own.
///
/// What was written is left whole. What is done here may be done in the midst of anything, also in
/// the handler of a signal: nothing is allocated, and no lock is waited for without end.
package enum Ending {
  /// Is held while output is written that must not be cut, as rows are; set before other threads are
  /// started.
  nonisolated(unsafe) package static var writing: Lock?
  /// The thread that takes this lock ends the process; the others wait for it, though not for ever: a
  /// second fault may be one of the ending itself.
  private static let ending = Lock()

  /// A reader that has stopped reading holds the writer, and so the lock: after this many
  /// milliseconds the process ends without it. What a pipe was given is whole rows even then.
  private static let patience = 200

  /// Takes the lock under which output is written, and keeps it; false where it could not be had.
  package static func holdOutput() -> Bool {
    guard let writing else { return true }
    for _ in 0..<patience / 10 {
      if writing.tryLock() { return true }
      usleep(10_000)
    }
    return writing.tryLock()
  }

  // MARK: - Memory

  /// The exit status of a run that needs more memory than there is.
  private static let memoryStatus: Int32 = 5
  /// The exit status of a fault of the tool itself.
  private static let faultStatus: Int32 = 70

  /// Ends the process with a message: there is no memory for so many bytes.
  package static func outOfMemory(wanted: Int) -> Never {
    end(
      memoryStatus, "error: out of memory: ", number: UInt(bitPattern: max(0, wanted)),
      """
       more bytes were wanted
      help: a smaller problem or fewer `--threads` need less; `ulimit -a` shows the limits

      """)
  }

  /// Ends the process with a message, once: what other threads have to say is not heard.
  private static func end(
    _ status: Int32, _ start: StaticString, number: UInt? = nil, _ rest: StaticString
  ) -> Never {
    var rounds = 0
    while !ending.tryLock(), rounds < patience {
      usleep(10_000)
      rounds += 1
    }
    _ = holdOutput()
    withUnsafeTemporaryAllocation(byteCount: 512, alignment: 1) { message in
      var count = 0
      func append(_ text: StaticString) {
        for byte in UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount) {
          message[count] = byte
          count += 1
        }
      }
      // A line of progress may stand there.
      if writing != nil, isatty(2) == 1 { append("\r\u{1b}[K") }
      append(start)
      if let number {
        var place: UInt = 1
        while number / place >= 10 { place *= 10 }
        while place > 0 {
          message[count] = UInt8(ascii: "0") + UInt8(number / place % 10)
          count += 1
          place /= 10
        }
      }
      append(rest)
      _ = Platform.write(2, UnsafeRawBufferPointer(rebasing: message[..<count]))
    }
    _exit(status)
  }

  // MARK: - Signals

  /// The signals that end a process from outside, and would do so now: those that the process was
  /// started to ignore stay ignored.
  private static var effective: sigset_t {
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in Platform.endingSignals where Platform.isDefault(signal) {
      sigaddset(&signals, signal)
    }
    return signals
  }

  /// Holds back, in this thread and those that it starts from now on, the signals that end the
  /// process; says which they are.
  package static func holdSignals() -> sigset_t {
    var signals = effective
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    return signals
  }

  /// Lets signals have their effect that were held back.
  package static func releaseSignals(_ signals: sigset_t) {
    var signals = signals
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }

  /// Whether a signal was sent that is held back.
  package static func isAwaited(_ signals: sigset_t) -> Bool {
    var pending = sigset_t()
    var signals = signals
    guard sigpending(&pending) == 0 else { return false }
    return Platform.endingSignals.contains {
      sigismember(&pending, $0) == 1 && sigismember(&signals, $0) == 1
    }
  }

  /// Ends the process as a signal does.
  package static func end(by number: Int32) {
    signal(number, SIG_DFL)
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, number)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    raise(number)
  }

  // MARK: - Faults

  /// The stack on which handlers run, for a process whose own is at its end.
  private static let handlerStackSize = 1 << 15
  /// What lies no farther below the beginning of the first thread's stack is the stack's: nothing
  /// else is put there, so that it can grow.
  private static let stackReach: UInt = 128 << 20
  nonisolated(unsafe) private static var stackStart: UInt = 0

  /// Called first of all: a process that comes to the end of its stack says so, and one with a fault
  /// of its own too. A file that may not grow is an error of `write`, and no signal.
  package static func guardProcess() {
    _ = ending
    var stack = stack_t()
    withUnsafePointer(to: &stack) { stackStart = UInt(bitPattern: $0) }
    stack.ss_sp = .allocate(byteCount: handlerStackSize, alignment: 16)
    stack.ss_size = .init(handlerStackSize)
    sigaltstack(&stack, nil)
    signal(SIGXFSZ, SIG_IGN)
    for number in [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGSYS] {
      Platform.handle(number) { number, information, _ in Ending.fault(number, information) }
    }
  }

  private static func fault(_ number: Int32, _ information: UnsafeMutablePointer<siginfo_t>?) {
    guard let information = information?.pointee else { return }
    if let sender = Platform.sender(information), sender != getpid() {
      _ = holdOutput()
      return end(by: number)
    }
    let address = Platform.faultAddress(information)
    if number == SIGSEGV || number == SIGBUS, address < stackStart,
      stackStart - address < stackReach
    {
      end(
        memoryStatus, "error: out of memory: the stack cannot grow\n",
        "help: `ulimit -a` shows the limits\n")
    }
    end(
      faultStatus, "error: autodiff has failed: signal ", number: UInt(number),
      "\nhelp: this is a fault of autodiff itself: please report it with the command line\n")
  }
}
