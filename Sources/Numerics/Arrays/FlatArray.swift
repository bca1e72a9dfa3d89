/// An array of plain values: numbers, indices, small records of them.
///
/// It is used like a standard array and has its value semantics. A standard array that grows asks
/// the runtime for the metadata of its storage, which is made when a type of element is first met:
/// for each type as much time as a hundred small arrays take. This one's memory has a class without
/// a type parameter. So what every run needs lies in flat arrays, and what only some runs need in
/// standard ones.
///
/// Public, as nothing else is: what belongs to the package is not inlined in other modules, and a
/// generic type that is not asks for metadata of its own.
public struct FlatArray<Element: BitwiseCopyable> {
  @usableFromInline var memory: FlatMemory?
  @usableFromInline var start: UnsafeMutablePointer<Element>
  @usableFromInline var capacity = 0
  @usableFromInline var length = 0

  /// An empty array, which has no memory.
  @inlinable
  public init() {
    memory = nil
    start = FlatMemory.none.assumingMemoryBound(to: Element.self)
  }

  /// The same element a number of times.
  @inlinable
  public init(repeating value: Element, count: Int) {
    self.init()
    reserveCapacity(count)
    start.initialize(repeating: value, count: count)
    length = count
  }

  /// The elements of a sequence, in its order.
  @inlinable
  public init(_ elements: some Sequence<Element>) {
    self.init()
    reserveCapacity(elements.underestimatedCount)
    for element in elements { append(element) }
  }

  /// How many elements there are.
  @inlinable public var count: Int { length }

  // MARK: - Growth

  /// Adds an element at the end. Cost: constant on average.
  @inlinable @inline(__always)
  public mutating func append(_ element: Element) {
    if count == capacity || !isKnownUniquelyReferenced(&memory) { makeRoom(for: 1) }
    start[count] = element
    length &+= 1
  }

  /// Adds the elements of a sequence at the end.
  @inlinable
  public mutating func append(contentsOf elements: some Sequence<Element>) {
    for element in elements { append(element) }
  }

  /// Makes room for a number of elements in all.
  @inlinable
  public mutating func reserveCapacity(_ count: Int) {
    if count > capacity { makeRoom(for: count - self.count) }
  }

  /// Memory of its own for some more elements.
  @inlinable @inline(never)
  mutating func makeRoom(for more: Int) {
    let least = count + more
    let size = least > capacity ? Swift.max(least, 2 * capacity, FlatMemory.fewest) : capacity
    let byteCount = size * MemoryLayout<Element>.stride
    if isKnownUniquelyReferenced(&memory), let memory {
      memory.resize(to: byteCount)
    } else {
      memory = FlatMemory(copying: start, count * MemoryLayout<Element>.stride, room: byteCount)
    }
    guard let memory else { return }
    start = memory.bytes.assumingMemoryBound(to: Element.self)
    capacity = size
  }

  // MARK: - Shortening

  /// Removes the last element, which must be there, and gives it.
  @inlinable @discardableResult
  public mutating func removeLast() -> Element {
    precondition(count > 0, "an empty array has no last element")
    length &-= 1
    return start[count]
  }

  /// Removes a number of elements from the end.
  @inlinable
  public mutating func removeLast(_ fewer: Int) {
    precondition(fewer >= 0 && fewer <= count, "an array has not so many elements")
    length &-= fewer
  }

  /// Removes the last element and gives it; nil where there is none.
  @inlinable
  public mutating func popLast() -> Element? { isEmpty ? nil : removeLast() }

  /// Removes all elements, and keeps the memory.
  @inlinable
  public mutating func removeAll() { length = 0 }

  // MARK: - Pointers

  /// Gives the elements where they lie; the pointer is not to be kept.
  @inlinable
  public func withUnsafeBufferPointer<Result>(
    _ body: (UnsafeBufferPointer<Element>) -> Result
  ) -> Result {
    withExtendedLifetime(memory) {
      body(UnsafeBufferPointer(start: UnsafePointer(start), count: count))
    }
  }
}

extension FlatArray: RandomAccessCollection, MutableCollection {
  /// Indices count from 0.
  @inlinable public var startIndex: Int { 0 }
  @inlinable public var endIndex: Int { count }

  /// An element; the index must be one of the array's.
  @inlinable
  public subscript(index: Int) -> Element {
    @inline(__always) get {
      precondition(index >= 0 && index < count, "an index is one of the array's")
      return start[index]
    }
    @inline(__always) _modify {
      precondition(index >= 0 && index < count, "an index is one of the array's")
      if !isKnownUniquelyReferenced(&memory) { makeRoom(for: 0) }
      yield &start[index]
    }
  }
}

/// Unchecked: the memory is written by the only array that refers to it.
extension FlatArray: @unchecked Sendable where Element: Sendable {}

/// The memory of flat arrays, which goes when no array refers to it.
@usableFromInline
final class FlatMemory {
  @usableFromInline private(set) var bytes: UnsafeMutableRawPointer

  /// Where empty arrays begin.
  @usableFromInline static var none: UnsafeMutableRawPointer {
    UnsafeMutableRawPointer(bitPattern: 64).unsafelyUnwrapped
  }

  /// An array that grows has room for so many elements at least.
  @usableFromInline static var fewest: Int { 8 }

  @usableFromInline
  init(copying source: UnsafeRawPointer, _ byteCount: Int, room: Int) {
    bytes = .allocate(byteCount: room, alignment: 16)
    bytes.copyMemory(from: source, byteCount: byteCount)
  }

  deinit { bytes.deallocate() }

  /// The elements may move.
  @usableFromInline
  func resize(to byteCount: Int) {
    guard let moved = realloc(bytes, byteCount) else { Ending.outOfMemory(wanted: byteCount) }
    bytes = moved
  }
}
