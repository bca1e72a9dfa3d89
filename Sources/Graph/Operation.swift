import Calculus

/// What a node does: hold a constant, stand for an input, chain operands, apply a primitive number by
/// number, or apply an operation on whole arrays.
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
  /// Operations up to the last primitive.
  package static var numberCount: UInt16 { firstArray }

  @inline(__always)
  package init(primitive index: Int) {
    self.init(rawValue: Operation.firstPrimitive + UInt16(truncatingIfNeeded: index))
  }

  @inline(__always)
  package init(array index: Int) {
    self.init(rawValue: Operation.firstArray + UInt16(truncatingIfNeeded: index))
  }

  /// Where the operations on arrays begin.
  private static let firstArray = firstPrimitive + UInt16(Registry.all.count)

  /// Whether the node is computed from operands.
  @inline(__always) package var isComputed: Bool { rawValue >= Operation.firstPrimitive }

  /// Whether the node is a function of numbers, applied element by element.
  @inline(__always)
  package var isPrimitive: Bool { isComputed && rawValue < Operation.firstArray }

  @inline(__always) package var isArray: Bool { rawValue >= Operation.firstArray }

  /// The element of the table of array operations.
  package var array: ArrayOperation {
    ArrayRegistry.operations[Int(rawValue) - Int(Operation.firstArray)]
  }

  /// Whether the node is a factorisation, which no derivative goes through.
  package var isFactor: Bool { isArray && array.isFactor }

  package var arrayIndex: Int { Int(rawValue) - Int(Operation.firstArray) }

  @inline(__always)
  package var primitiveIndex: Int { Int(rawValue) - Int(Operation.firstPrimitive) }

  package var primitive: Primitive { Registry.all[primitiveIndex] }

  /// What loops over nodes ask of an operation, in a few bytes: a primitive itself is large to copy.
  package struct Traits: Sendable {
    /// Any number of operands, folded from the left.
    package let isFold: Bool
    /// The operation takes some of its operands and leaves others.
    package let selects: Bool
    /// The slope jumps somewhere.
    package let hasKink: Bool
    /// The slopes are conventions somewhere, which have no derivative.
    package let bends: Bool
    /// No operand has a slope.
    package let isPiecewiseConstant: Bool
    /// Its square is known as a formula that is smooth where the operation bends.
    package let hasSquare: Bool

    static let none = Traits(
      isFold: false, selects: false, hasKink: false, bends: false,
      isPiecewiseConstant: false, hasSquare: false)
  }

  private static let table: [Traits] =
    Array(repeating: .none, count: Int(firstPrimitive))
    + Registry.all.map {
      Traits(
        isFold: $0.isVariadic, selects: !$0.reach.isEmpty, hasKink: $0.kink != nil,
        bends: $0.bends, isPiecewiseConstant: $0.partials.allSatisfy { $0 == nil },
        hasSquare: $0.square != nil)
    }

  private static let arrayTable: [Traits] = ArrayRegistry.operations.map {
    Traits(
      isFold: false, selects: $0.reach != nil,
      hasKink: $0.kink != nil || $0.obstacle != nil || $0.isSymmetric,
      bends: $0.kink != nil, isPiecewiseConstant: false, hasSquare: $0.square != nil)
  }

  package var traits: Traits {
    isArray ? Operation.arrayTable[arrayIndex] : Operation.table[Int(rawValue)]
  }

  /// Whether the result has a slope by an operand: where it is piecewise constant in it, it has none.
  package func hasSlope(byOperand position: Int) -> Bool {
    guard isPrimitive else { return true }
    let primitive = self.primitive
    return primitive.partials[primitive.isVariadic ? 0 : position] != nil
  }

  /// What messages and tables call the operation.
  package var name: String {
    isArray ? array.name : isPrimitive ? primitive.name : ""
  }
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

  /// `&&`, `||`, `!`.
  @inline(__always)
  package var isLogic: Bool {
    rawValue >= Operation.and.rawValue && rawValue <= Operation.not.rawValue
  }

  /// A slope that has no derivative at a kink.
  package static let jump = Operation(DerivativeSteps.Index.jump)
  /// A value with its slope by a square.
  package static let lift = Operation(DerivativeSteps.Index.lift)

  private init(_ step: DerivativeSteps.Index) {
    self.init(primitive: Registry.primitives.count + step.rawValue)
  }

  /// Where the steps begin that are their first operand, and of which only derivatives read the
  /// others.
  static let firstPassedThrough = Operation(primitive: Registry.primitives.count)

  /// Whether the step is its first operand.
  package var isPassedThrough: Bool {
    isPrimitive && rawValue >= Operation.firstPassedThrough.rawValue
  }

  /// `if(condition, a, b)`.
  package static let select = Operation.named("if") ?? .constant

  /// The function of this name or alias; nil if there is none.
  package static func named(_ name: String) -> Operation? {
    var copy = name
    return copy.withUTF8 { Operation.named($0) }
  }

  /// Whether a name is that of a function of numbers or of arrays.
  package static func isFunction(_ name: String) -> Bool {
    named(name) != nil || ArrayRegistry.index(named: name) != nil
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
