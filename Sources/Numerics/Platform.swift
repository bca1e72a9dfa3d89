// The one place that knows the platform's C library; every other file gets it through `Numerics`.
#if canImport(Glibc)
  @_exported import Glibc
#elseif canImport(Darwin)
  @_exported import Darwin
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

  // MARK: - Threads

  /// How many processors are in use, at least 1.
  package static var processorCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// Starts a thread that runs `body`; false where the system has no more of them.
  ///
  /// Nobody waits for it to end: what it leaves behind is handed over under a lock. It must return
  /// as a function does; a static executable pays dearly for unwinding.
  package static func startThread(_ body: @escaping @Sendable () -> Void) -> Bool {
    let box = Unmanaged.passRetained(ThreadBody(run: body)).toOpaque()
    let isStarted = startThread(box)
    if !isStarted { Unmanaged<ThreadBody>.fromOpaque(box).release() }
    return isStarted
  }

  private static func startThread(_ body: UnsafeMutableRawPointer) -> Bool {
    #if canImport(Glibc)
      var thread = pthread_t()
      guard pthread_create(&thread, nil, { Platform.runThread($0) }, body) == 0 else {
        return false
      }
      pthread_detach(thread)
    #elseif canImport(Darwin)
      var thread: pthread_t?
      guard pthread_create(&thread, nil, { Platform.runThread($0) }, body) == 0 else {
        return false
      }
      if let thread { pthread_detach(thread) }
    #endif
    return true
  }

  private final class ThreadBody: Sendable {
    let run: @Sendable () -> Void
    init(run: @escaping @Sendable () -> Void) { self.run = run }
  }

  private static func runThread(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let argument { Unmanaged<ThreadBody>.fromOpaque(argument).takeRetainedValue().run() }
    return nil
  }

  // MARK: - Large memory

  /// From this size on a buffer is mapped on its own, in large pages where the system has them: the
  /// page faults of a program of a million steps were a quarter of its time.
  private static let largeSize = 1 << 22

  /// Uninitialised memory for `byteCount` bytes, from the start of a line of the cache on. Ends the
  /// process with a message where there is none.
  package static func allocate(byteCount: Int) -> UnsafeMutableRawPointer {
    guard byteCount >= largeSize else {
      return .allocate(byteCount: byteCount, alignment: 64)
    }
    let pointer = mmap(nil, byteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | anonymous, -1, 0)
    guard let pointer, pointer != MAP_FAILED else {
      let message = Array("error: not enough memory for a program of this size\n".utf8)
      _ = message.withUnsafeBytes { write(2, $0) }
      exit(outOfMemory)
    }
    #if canImport(Glibc)
      madvise(pointer, byteCount, MADV_HUGEPAGE)
    #endif
    return pointer
  }

  /// Gives back what `allocate` gave, with the same size.
  package static func deallocate(_ pointer: UnsafeMutableRawPointer, byteCount: Int) {
    if byteCount >= largeSize { munmap(pointer, byteCount) } else { pointer.deallocate() }
  }

  /// The exit status of a fault of the tool itself.
  private static let outOfMemory: Int32 = 70

  #if canImport(Glibc)
    private static let anonymous = MAP_ANONYMOUS
  #elseif canImport(Darwin)
    private static let anonymous = MAP_ANON
  #endif
}
