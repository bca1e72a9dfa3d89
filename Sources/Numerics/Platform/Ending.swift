/// The ways in which a process ends before its work is done: memory that there is no more of,
/// signals, and faults of its own.
///
/// What was written is left whole. What is done here may be done in the midst of anything, also in
/// the handler of a signal: nothing is allocated, and no lock is waited for without end.
package enum Ending {
  /// Is held while output is written that must not be cut, as rows are; set before other threads
  /// are started.
  nonisolated(unsafe) package static var writing: Lock?
  /// The thread that takes this lock ends the process; the others wait for it, though not for ever:
  /// a second fault may be one of the ending itself. Made first of all; what ends before that is
  /// alone.
  nonisolated(unsafe) private static var ending: Lock?

  /// A reader that has stopped reading holds the writer, and so the lock: after so long the process
  /// ends without it. What a pipe was given is whole rows even then.
  private static let outputMilliseconds = 200
  /// Longer: the thread that ends the process waits for the output.
  private static let endingMilliseconds = 2000

  /// Takes the lock under which output is written, and keeps it; false where it could not be had.
  package static func holdOutput() -> Bool {
    writing.map { take($0, milliseconds: outputMilliseconds) } ?? true
  }

  /// Takes a lock and keeps it; false where it could not be had for so long.
  private static func take(_ lock: Lock, milliseconds: Int) -> Bool {
    for _ in 0..<milliseconds / 10 {
      if lock.tryLock() { return true }
      usleep(10_000)
    }
    return lock.tryLock()
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
      help: a smaller problem needs less, and with `--rows` fewer `--threads`; `ulimit -a` shows the limits

      """)
  }

  /// Ends the process with a message, once: what other threads have to say is not heard.
  private static func end(
    _ status: Int32, _ start: StaticString, number: UInt? = nil, _ rest: StaticString
  ) -> Never {
    _ = ending.map { take($0, milliseconds: endingMilliseconds) }
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
  /// started to ignore, or to hold back, stay so.
  private static var effective: sigset_t {
    var held = sigset_t()
    pthread_sigmask(SIG_BLOCK, nil, &held)
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in Platform.endingSignals
    where Platform.isDefault(signal) && sigismember(&held, signal) == 0 {
      sigaddset(&signals, signal)
    }
    return signals
  }

  /// Holds back, in this thread and those that it starts from now on, the signals that would end
  /// the process; says which they are: none that were held back before.
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

  /// The stack on which handlers run, for a thread whose own is at its end.
  private static let handlerStackSize = 1 << 15
  /// What lies no farther below the beginning of the first thread's stack is the stack's: nothing
  /// else is put there, so that it can grow.
  private static let stackReach: UInt = 128 << 20
  nonisolated(unsafe) private static var stackStart: UInt = 0

  private static func handlerStack() -> stack_t {
    var stack = stack_t()
    stack.ss_sp = .allocate(byteCount: handlerStackSize, alignment: 16)
    stack.ss_size = .init(handlerStackSize)
    return stack
  }

  /// Runs what a thread runs that the process starts: each needs a stack for handlers of its own.
  static func guardThread(_ body: () -> Void) {
    var stack = handlerStack()
    var former = stack_t()
    sigaltstack(&stack, &former)
    body()
    sigaltstack(&former, nil)
    stack.ss_sp.deallocate()
  }

  /// Called first of all: a process that comes to the end of its stack says so, and one with a
  /// fault of its own too. A file that may not grow is an error of `write`, and no signal.
  package static func guardProcess() {
    ending = Lock()
    var stack = handlerStack()
    withUnsafePointer(to: &stack) { stackStart = UInt(bitPattern: $0) }
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
