extension Platform {
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
    guard let pointer, pointer != MAP_FAILED else { Ending.outOfMemory(wanted: byteCount) }
    #if canImport(Glibc)
      madvise(pointer, byteCount, MADV_HUGEPAGE)
    #endif
    return pointer
  }

  /// Gives back what `allocate` gave, with the same size.
  package static func deallocate(_ pointer: UnsafeMutableRawPointer, byteCount: Int) {
    if byteCount >= largeSize { munmap(pointer, byteCount) } else { pointer.deallocate() }
  }

  #if canImport(Glibc)
    private static let anonymous = MAP_ANONYMOUS
  #elseif canImport(Darwin)
    private static let anonymous = MAP_ANON
  #endif

  /// The system's allocator takes 64 MB of addresses for each thread; where they are limited, they
  /// are better used.
  static func saveAddresses() {
    #if canImport(Glibc)
      var limit = rlimit()
      guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0 else { return }
      if limit.rlim_cur != rlim_t.max { _ = setAllocatorOption(arenaMaximum, 1) }
    #endif
  }
}

#if canImport(Glibc)
  // The linker leads every call of `malloc` and its kin here, also those of the Swift runtime,
  // which has no answer to a null but a trap (`--wrap` in the package's description; without it
  // these functions are there and nobody calls them).

  @_silgen_name("__libc_malloc")
  private func systemAllocate(_ size: Int) -> UnsafeMutableRawPointer?
  @_silgen_name("__libc_calloc")
  private func systemAllocate(count: Int, _ size: Int) -> UnsafeMutableRawPointer?
  @_silgen_name("__libc_realloc")
  private func systemResize(_ old: UnsafeMutableRawPointer?, _ size: Int)
    -> UnsafeMutableRawPointer?
  @_silgen_name("__libc_memalign")
  private func systemAllocate(alignment: Int, _ size: Int) -> UnsafeMutableRawPointer?

  /// `mallopt(3)`, and the name of its limit of arenas, which the module of the C library leaves
  /// out.
  @_silgen_name("mallopt")
  private func setAllocatorOption(_ name: Int32, _ value: Int32) -> Int32
  private let arenaMaximum: Int32 = -8

  @_cdecl("__wrap_malloc")
  func allocateOrEnd(_ size: Int) -> UnsafeMutableRawPointer {
    guard let memory = systemAllocate(size) else { Ending.outOfMemory(wanted: size) }
    return memory
  }

  @_cdecl("__wrap_calloc")
  func allocateOrEnd(count: Int, _ size: Int) -> UnsafeMutableRawPointer {
    guard let memory = systemAllocate(count: count, size) else {
      Ending.outOfMemory(wanted: count.multipliedReportingOverflow(by: size).partialValue)
    }
    return memory
  }

  @_cdecl("__wrap_realloc")
  func resizeOrEnd(_ old: UnsafeMutableRawPointer?, _ size: Int) -> UnsafeMutableRawPointer? {
    let memory = systemResize(old, size)
    if memory == nil, size > 0 { Ending.outOfMemory(wanted: size) }
    return memory
  }

  @_cdecl("__wrap_posix_memalign")
  func allocateOrEnd(
    _ result: UnsafeMutablePointer<UnsafeMutableRawPointer?>, alignment: Int, _ size: Int
  ) -> Int32 {
    result.pointee = systemAllocate(alignment: alignment, size)
    if result.pointee == nil { Ending.outOfMemory(wanted: size) }
    return 0
  }

  /// What `CommandLine` has, without the runtime's search for it.
  @_cdecl("__wrap__swift_stdlib_getUnsafeArgvArgc")
  func argumentVector(
    _ count: UnsafeMutablePointer<Int32>
  ) -> UnsafePointer<UnsafeMutablePointer<CChar>?> {
    let vector = Platform.argumentVector
    count.pointee = Int32(vector.count)
    return vector.words
  }

  /// Where the program is that the Swift runtime lets print stack traces: nowhere.
  @_cdecl("__wrap_swift_copyAuxiliaryExecutablePath")
  func auxiliaryExecutablePath(_ name: UnsafePointer<CChar>?) -> UnsafePointer<CChar>? { nil }
#endif
