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
}
