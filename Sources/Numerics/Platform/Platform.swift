// The one place that knows the platform's C library; every other file gets it through `Numerics`.
#if canImport(Glibc)
  @preconcurrency @_exported import Glibc
#elseif canImport(Darwin)
  @preconcurrency @_exported import Darwin
#endif

/// System calls whose names a type's own methods would hide.
package enum Platform {
  /// `read(2)`: the number of bytes read, 0 at the end, -1 with `errno` set.
  package static func read(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) -> Int {
    #if canImport(Glibc)
      Glibc.read(descriptor, buffer.baseAddress, buffer.count)
    #elseif canImport(Darwin)
      Darwin.read(descriptor, buffer.baseAddress, buffer.count)
    #endif
  }

  /// `write(2)`: the number of bytes written, -1 with `errno` set.
  package static func write(_ descriptor: Int32, _ buffer: UnsafeRawBufferPointer) -> Int {
    #if canImport(Glibc)
      Glibc.write(descriptor, buffer.baseAddress, buffer.count)
    #elseif canImport(Darwin)
      Darwin.write(descriptor, buffer.baseAddress, buffer.count)
    #endif
  }

  /// What the last failed call says of itself.
  package static var reason: String { String(cString: strerror(errno)) }

  // MARK: - Arguments

  /// The arguments without the tool's own name, as the bytes that were typed: a program need not be
  /// valid UTF-8.
  package static var arguments: [[UInt8]] {
    let (count, words) = argumentVector
    return (1..<max(1, count)).map { index in
      words[index].map { word in
        UnsafeBufferPointer(start: word, count: strlen(word)).map { UInt8(bitPattern: $0) }
      } ?? []
    }
  }

  #if canImport(Glibc)
    /// Found from where the environment begins: the kernel puts the number of arguments, the
    /// arguments, a null and the environment one behind another (System V ABI, "Initial Process
    /// Stack"). The standard library's `CommandLine` reads a file below /proc, which costs time,
    /// and may not be there.
    static var argumentVector: (count: Int, words: UnsafePointer<UnsafeMutablePointer<CChar>?>) {
      let end = UnsafePointer<UnsafeMutablePointer<CChar>?>(environ) - 1
      var count = 0
      while Int(bitPattern: end[-1 - count]) != count { count += 1 }
      return (count, end - count)
    }
  #elseif canImport(Darwin)
    static var argumentVector: (count: Int, words: UnsafePointer<UnsafeMutablePointer<CChar>?>) {
      (Int(CommandLine.argc), UnsafePointer(CommandLine.unsafeArgv))
    }
  #endif

  // MARK: - Threads

  /// How many processors are in use, at least 1.
  package static var processorCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// What a thread has for its calls. The system's own choice follows the limit of the first
  /// thread, and may be far too little or too much; nothing here calls itself.
  private static let stackSize = 1 << 19

  /// What the program itself needs: readers of other languages call themselves, to a fixed depth.
  private static let mainStackSize = 1 << 22

  /// Starts a thread that runs `body`; false where the system has no more of them.
  ///
  /// Nobody waits for it to end: what it leaves behind is handed over under a lock. It must return
  /// as a function does; a static executable pays dearly for unwinding.
  package static func startThread(_ body: @escaping @Sendable () -> Void) -> Bool {
    startThread(body, stackSize: stackSize)
  }

  private static func startThread(
    _ body: @escaping @Sendable () -> Void, stackSize: Int
  ) -> Bool {
    let box = Unmanaged.passRetained(ThreadBody(run: body)).toOpaque()
    let isStarted = startThread(box, stackSize: stackSize)
    if !isStarted { Unmanaged<ThreadBody>.fromOpaque(box).release() }
    return isStarted
  }

  private static func startThread(_ body: UnsafeMutableRawPointer, stackSize: Int) -> Bool {
    saveAddresses()
    var attributes = pthread_attr_t()
    guard pthread_attr_init(&attributes) == 0 else { return false }
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, stackSize)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    #if canImport(Glibc)
      var thread = pthread_t()
    #elseif canImport(Darwin)
      var thread: pthread_t?
    #endif
    return pthread_create(&thread, &attributes, { Platform.runThread($0) }, body) == 0
  }

  /// Runs `body`, which ends the process, with a stack of a thread if the process was given a
  /// smaller one.
  package static func runWithStack(_ body: @escaping @Sendable () -> Never) -> Never {
    #if canImport(Glibc)
      let resource = __rlimit_resource_t(RLIMIT_STACK.rawValue)
    #elseif canImport(Darwin)
      let resource = RLIMIT_STACK
    #endif
    var limit = rlimit()
    if getrlimit(resource, &limit) == 0, limit.rlim_cur < mainStackSize,
      startThread({ body() }, stackSize: mainStackSize)
    {
      // Signals are the thread's to hold back.
      var all = sigset_t()
      sigfillset(&all)
      pthread_sigmask(SIG_BLOCK, &all, nil)
      while true { pause() }
    }
    body()
  }

  private final class ThreadBody: Sendable {
    let run: @Sendable () -> Void
    init(run: @escaping @Sendable () -> Void) { self.run = run }
  }

  private static func runThread(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let argument {
      Ending.guardThread(Unmanaged<ThreadBody>.fromOpaque(argument).takeRetainedValue().run)
    }
    return nil
  }

  // MARK: - Signals

  /// A function that is called for a signal, with what is known of it.
  typealias Handler =
    @convention(c) (Int32, UnsafeMutablePointer<siginfo_t>?, UnsafeMutableRawPointer?) -> Void

  /// Whether a signal has the effect that it has by default.
  static func isDefault(_ signal: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(signal, nil, &action) == 0 else { return false }
    #if canImport(Glibc)
      let handler = action.__sigaction_handler.sa_handler
    #elseif canImport(Darwin)
      let handler = action.__sigaction_u.__sa_handler
    #endif
    return handler == nil
  }

  /// Has a handler called for a signal, on the stack that is kept for handlers. Whoever has set
  /// another before keeps it.
  static func handle(_ signal: Int32, _ handler: @escaping Handler) {
    guard isDefault(signal) else { return }
    var action = sigaction()
    action.sa_flags = Int32(SA_SIGINFO) | Int32(SA_ONSTACK) | Int32(SA_RESTART)
    #if canImport(Glibc)
      action.__sigaction_handler.sa_sigaction = handler
    #elseif canImport(Darwin)
      action.__sigaction_u.__sa_sigaction = handler
    #endif
    sigaction(signal, &action, nil)
  }

  /// The process that sent a signal; nil where nobody did, and a thread's own step is its cause.
  static func sender(_ information: siginfo_t) -> pid_t? {
    #if canImport(Glibc)
      information.si_code <= 0 ? information._sifields._kill.si_pid : nil
    #elseif canImport(Darwin)
      information.si_code == SI_USER ? information.si_pid : nil
    #endif
  }

  /// The address that a process may not use, and tried to.
  static func faultAddress(_ information: siginfo_t) -> UInt {
    #if canImport(Glibc)
      UInt(bitPattern: information._sifields._sigfault.si_addr)
    #elseif canImport(Darwin)
      UInt(bitPattern: information.si_addr)
    #endif
  }

  /// The signals that end a process by default, and that come from outside.
  static let endingSignals: [Int32] = {
    let everywhere = [
      SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGALRM, SIGTERM, SIGUSR1, SIGUSR2, SIGXCPU, SIGVTALRM,
      SIGPROF,
    ]
    #if canImport(Glibc)
      return everywhere + [SIGIO, SIGPWR, SIGSTKFLT]
        + Array(__libc_current_sigrtmin()...__libc_current_sigrtmax())
    #elseif canImport(Darwin)
      return everywhere
    #endif
  }()
}
