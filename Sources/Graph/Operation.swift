import Calculus

/// What a node does: hold a constant, stand for an input, chain operands, or apply a primitive.
package struct Operation: RawRepresentable, Hashable, Sendable {
  package let rawValue: UInt16

  @inline(__always)
  package init(rawValue: UInt16) { self.rawValue = rawValue }

  /// A number; its bits are the node's two operands.
  @inline(__always) package static var constant: Operation { Operation(rawValue: 0) }
  /// An independent variable; the first operand is its index.
  @inline(__always) package static var input: Operation { Operation(rawValue: 1) }
  /// Two operands of an operation that has more than two: no value of its own.
  @inline(__always) package static var list: Operation { Operation(rawValue: 2) }

  /// Where the primitives of the registry begin.
  @inline(__always) package static var firstPrimitive: UInt16 { 3 }

  @inline(__always)
  package init(primitive index: Int) {
    self.init(rawValue: Operation.firstPrimitive + UInt16(truncatingIfNeeded: index))
  }

  @inline(__always) package var isPrimitive: Bool { rawValue >= Operation.firstPrimitive }

  @inline(__always)
  package var primitiveIndex: Int { Int(rawValue) - Int(Operation.firstPrimitive) }

  package var primitive: Primitive { Registry.primitives[primitiveIndex] }

  /// What loops over nodes ask of an operation, in two bytes: a primitive itself is large to copy.
  package struct Traits: Sendable {
    /// Any number of operands, folded from the left.
    package let isFold: Bool
    /// The operation takes some of its operands and leaves others.
    package let selects: Bool
    /// The slope jumps somewhere.
    package let hasKink: Bool
  }

  private static let table: [Traits] =
    Array(
      repeating: Traits(isFold: false, selects: false, hasKink: false), count: Int(firstPrimitive))
    + Registry.primitives.map {
      Traits(isFold: $0.isVariadic, selects: !$0.reach.isEmpty, hasKink: $0.kink != nil)
    }

  package var traits: Traits { Operation.table[Int(rawValue)] }
}

/// The operators, in the order of the registry's first family; a test holds the two together.
extension Operation {
  @inline(__always) package static var add: Operation { Operation(primitive: 0) }
  @inline(__always) package static var subtract: Operation { Operation(primitive: 1) }
  @inline(__always) package static var multiply: Operation { Operation(primitive: 2) }
  @inline(__always) package static var divide: Operation { Operation(primitive: 3) }
  @inline(__always) package static var negate: Operation { Operation(primitive: 4) }
  @inline(__always) package static var power: Operation { Operation(primitive: 5) }
  @inline(__always) package static var less: Operation { Operation(primitive: 6) }
  @inline(__always) package static var lessOrEqual: Operation { Operation(primitive: 7) }
  @inline(__always) package static var greater: Operation { Operation(primitive: 8) }
  @inline(__always) package static var greaterOrEqual: Operation { Operation(primitive: 9) }
  @inline(__always) package static var equal: Operation { Operation(primitive: 10) }
  @inline(__always) package static var notEqual: Operation { Operation(primitive: 11) }
  @inline(__always) package static var and: Operation { Operation(primitive: 12) }
  @inline(__always) package static var or: Operation { Operation(primitive: 13) }
  @inline(__always) package static var not: Operation { Operation(primitive: 14) }

  /// `<`, `<=`, `>`, `>=`, `==`, `!=`.
  @inline(__always)
  package var isComparison: Bool {
    rawValue >= Operation.less.rawValue && rawValue <= Operation.notEqual.rawValue
  }

  /// `if(condition, a, b)`.
  package static let select = Operation.named("if") ?? .constant

  /// The function of this name or alias; nil if there is none.
  package static func named(_ name: String) -> Operation? {
    var copy = name
    return copy.withUTF8 { Operation.named($0) }
  }

  /// The function whose name or alias is these bytes. `pow` is the function form of `^`.
  package static func named(_ name: UnsafeBufferPointer<UInt8>) -> Operation? {
    for (index, primitive) in Registry.primitives.enumerated() where primitive.form == .function {
      if matches(primitive.name, name) { return Operation(primitive: index) }
      for alias in primitive.aliases where matches(alias, name) {
        return Operation(primitive: index)
      }
    }
    return matches("pow", name) ? .power : nil
  }

  @inline(__always)
  private static func matches(_ word: String, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    word.utf8.count == bytes.count && word.utf8.elementsEqual(bytes)
  }
}
