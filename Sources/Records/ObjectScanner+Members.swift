import Numerics

/// What the first object of a file says of all: its members and the shapes of their values.
extension ObjectScanner {
  /// A member whose value is an array of numbers, or no array and no object, below the names of the
  /// objects around it.
  struct Member {
    let path: [ObjectName]
    let shape: Shape
  }

  /// All members that can be a number or an array of numbers, also of objects inside, and the names
  /// of all members of the object itself.
  mutating func membersWithShapes() throws(ObjectError) -> (numbers: [Member], all: [ObjectName]) {
    var members: [Member] = []
    var all: [ObjectName] = []
    if try open() {
      repeat {
        let name = ObjectName(spelling: text(try key()))
        all.append(name)
        let start = offset
        if let shape = shape() {
          members.append(Member(path: [name], shape: shape))
        } else {
          offset = start
          members += innerMembers(below: [name])
          try skipValue()
        }
      } while try goesOn()
    }
    try finish()
    return (members, all)
  }

  /// Objects inside more others than this are not looked into.
  private static let mostLevels = 16

  /// The members of the object that stands here, if one does; moves nowhere. What is wrong with it
  /// is not told: nobody may need it.
  private func innerMembers(below path: [ObjectName]) -> [Member] {
    guard byte == UInt8(ascii: "{"), path.count < ObjectScanner.mostLevels else { return [] }
    var inner = self
    var members: [Member] = []
    do throws(ObjectError) {
      guard try inner.open() else { return [] }
      repeat {
        let own = path + [ObjectName(spelling: text(try inner.key()))]
        let start = inner.offset
        if let shape = inner.shape() {
          members.append(Member(path: own, shape: shape))
        } else {
          inner.offset = start
          members += inner.innerMembers(below: own)
          try inner.skipValue()
        }
      } while try inner.goesOn()
      return members
    } catch {
      return []
    }
  }

  private func text(_ range: Range<Int>) -> [UInt8] {
    Array(UnsafeBufferPointer(start: bytes + range.lowerBound, count: range.count))
  }

  private mutating func shape() -> Shape? {
    if byte == UInt8(ascii: "[") { return try? array { _, _, _ in } }
    guard byte != UInt8(ascii: "{"), (try? skipValue()) != nil else { return nil }
    // What is missing or a text in the first row may be a number in others.
    return .scalar
  }
}
