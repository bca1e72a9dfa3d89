import Calculus

/// What a node does: hold a constant, stand for an input, chain operands, apply a primitive number
/// by number, or apply an operation on whole arrays.
package struct Operation: RawRepresentable, BitwiseCopyable, Hashable, Sendable {
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

  /// The primitive with this place in `Registry.all`.
  @inline(__always)
  package init(primitive index: Int) {
    self.init(rawValue: Operation.firstPrimitive + UInt16(truncatingIfNeeded: index))
  }

  /// The operation with this place in `ArrayRegistry.operations`.
  @inline(__always)
  package init(array index: Int) {
    self.init(rawValue: Operation.firstArray + UInt16(truncatingIfNeeded: index))
  }

  /// Where the operations on arrays begin.
  private static let firstArray = firstPrimitive + UInt16(Registry.count)

  /// Whether the node is computed from operands.
  @inline(__always) package var isComputed: Bool { rawValue >= Operation.firstPrimitive }

  /// Whether the node is a function of numbers, applied element by element.
  @inline(__always)
  package var isPrimitive: Bool { isComputed && rawValue < Operation.firstArray }

  /// Whether the node is an operation on whole arrays.
  @inline(__always) package var isArray: Bool { rawValue >= Operation.firstArray }

  /// The element of the table of array operations.
  package var array: ArrayOperation {
    ArrayRegistry.operations[Int(rawValue) - Int(Operation.firstArray)]
  }

  /// Whether the node is a factorisation, which no derivative goes through.
  package var isFactor: Bool { isArray && array.isFactor }

  /// Its place in `ArrayRegistry.operations`.
  package var arrayIndex: Int { Int(rawValue) - Int(Operation.firstArray) }

  /// Its place in `Registry.all`.
  @inline(__always)
  package var primitiveIndex: Int { Int(rawValue) - Int(Operation.firstPrimitive) }

  /// The element of the table of primitives.
  package var primitive: Primitive { Registry.primitive(at: primitiveIndex) }

  /// What loops over nodes and terms ask of an operation, in two bytes.
  package struct Traits: Sendable {
    fileprivate let bits: UInt16

    fileprivate enum Bit {
      /// Set in all traits, so that 0 is none yet.
      static let known: UInt16 = 1
      static let isFold: UInt16 = 2
      static let selects: UInt16 = 4
      static let hasKink: UInt16 = 8
      static let bends: UInt16 = 16
      static let hasSquare: UInt16 = 32
      static let hasConstantParameters: UInt16 = 64
      static let isPiecewiseConstant: UInt16 = 128
      static let hasRefinedSlopes: UInt16 = 256
      static let isOdd: UInt16 = 512
      static let isEven: UInt16 = 1024
      static let isNonnegative: UInt16 = 2048
      static let sharesWork: UInt16 = 4096
    }

    fileprivate init(bits: UInt16) { self.bits = bits }

    fileprivate init(
      isFold: Bool = false, selects: Bool = false, hasKink: Bool = false, bends: Bool = false,
      isPiecewiseConstant: Bool = false, hasSquare: Bool = false,
      hasConstantParameters: Bool = false, hasRefinedSlopes: Bool = false,
      parity: Primitive.Parity = .none, isNonnegative: Bool = false, sharesWork: Bool = false
    ) {
      bits =
        Bit.known | (isFold ? Bit.isFold : 0) | (selects ? Bit.selects : 0)
        | (hasKink ? Bit.hasKink : 0) | (bends ? Bit.bends : 0)
        | (hasSquare ? Bit.hasSquare : 0)
        | (hasConstantParameters ? Bit.hasConstantParameters : 0)
        | (isPiecewiseConstant ? Bit.isPiecewiseConstant : 0)
        | (hasRefinedSlopes ? Bit.hasRefinedSlopes : 0)
        | (parity == .odd ? Bit.isOdd : 0) | (parity == .even ? Bit.isEven : 0)
        | (isNonnegative ? Bit.isNonnegative : 0) | (sharesWork ? Bit.sharesWork : 0)
    }

    /// Any number of operands, folded from the left.
    @inline(__always) package var isFold: Bool { bits & Bit.isFold != 0 }
    /// The operation takes some of its operands and leaves others.
    @inline(__always) package var selects: Bool { bits & Bit.selects != 0 }
    /// The slope jumps somewhere.
    @inline(__always) package var hasKink: Bool { bits & Bit.hasKink != 0 }
    /// The slopes are conventions somewhere, which have no derivative.
    @inline(__always) package var bends: Bool { bits & Bit.bends != 0 }
    /// No operand has a slope.
    @inline(__always)
    package var isPiecewiseConstant: Bool { bits & Bit.isPiecewiseConstant != 0 }
    /// Its square is known as a formula that is smooth where the operation bends.
    @inline(__always) package var hasSquare: Bool { bits & Bit.hasSquare != 0 }
    /// Some of its operands must be constant whole numbers.
    @inline(__always)
    package var hasConstantParameters: Bool { bits & Bit.hasConstantParameters != 0 }
    /// Its slopes are made of other steps where they are differentiated again.
    @inline(__always) var hasRefinedSlopes: Bool { bits & Bit.hasRefinedSlopes != 0 }
    /// Of one operand, with f(-x) = -f(x).
    @inline(__always) package var isOdd: Bool { bits & Bit.isOdd != 0 }
    /// Of one operand, with f(-x) = f(x).
    @inline(__always) package var isEven: Bool { bits & Bit.isEven != 0 }
    /// Nowhere below 0.
    @inline(__always) package var isNonnegative: Bool { bits & Bit.isNonnegative != 0 }
    /// Another function of the same number costs little more beside it.
    @inline(__always) package var sharesWork: Bool { bits & Bit.sharesWork != 0 }
  }

  /// By operation on numbers: its traits, 0 while nobody has asked for them.
  ///
  /// Not guarded: threads that ask at once find the same bits and write them.
  nonisolated(unsafe) private static let numberTraits: UnsafeMutablePointer<UInt16> = {
    let traits = UnsafeMutablePointer<UInt16>.allocate(capacity: Int(numberCount))
    traits.initialize(repeating: 0, count: Int(numberCount))
    return traits
  }()

  private static let arrayTraits: [Traits] = ArrayRegistry.operations.map {
    Traits(
      selects: $0.reach != nil,
      hasKink: $0.kink != nil || $0.obstacle != nil || $0.isSymmetric,
      bends: $0.kink != nil, hasSquare: $0.square != nil, hasRefinedSlopes: $0.adjointAgain != nil)
  }

  /// What loops ask of the operation, found once and then kept.
  package var traits: Traits {
    if isArray { return Operation.arrayTraits[arrayIndex] }
    let known = Operation.numberTraits[Int(rawValue)]
    return known != 0 ? Traits(bits: known) : findTraits()
  }

  private func findTraits() -> Traits {
    var traits = Traits()
    if isPrimitive {
      let primitive = primitive
      traits = Traits(
        isFold: primitive.isVariadic, selects: primitive.selects,
        hasKink: primitive.kink != nil, bends: primitive.bends,
        isPiecewiseConstant: primitive.isPiecewiseConstant,
        hasSquare: primitive.square != nil,
        hasConstantParameters: !primitive.constantParameters.isEmpty,
        hasRefinedSlopes: !primitive.again.isEmpty, parity: primitive.parity,
        isNonnegative: primitive.range == .nonnegative,
        sharesWork: primitive.sharesWorkWith != nil)
    }
    Operation.numberTraits[Int(rawValue)] = traits.bits
    return traits
  }

  /// The function whose value this one takes back: of `sin` it is `asin`. nil: none is known.
  package var inverse: Operation? {
    isPrimitive ? primitive.inverse.flatMap(Operation.named) : nil
  }

  /// The function of the same number that costs little more beside this one; nil: none.
  package var sharesWorkWith: Operation? {
    traits.sharesWork ? primitive.sharesWorkWith.flatMap { Operation.named($0.function) } : nil
  }

  /// Whether the result has a slope by an operand: where it is piecewise constant in it, it has
  /// none.
  package func hasSlope(byOperand position: Int) -> Bool {
    guard isPrimitive else { return true }
    let primitive = self.primitive
    return primitive.partial(primitive.isVariadic ? 0 : position) != nil
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
  /// The place of what a slope jumps in.
  static let movingOperandOfJump = 2
  /// A value with its slope by a square.
  package static let lift = Operation(DerivativeSteps.Index.lift)

  /// The function of numbers that a rule calls so, among those that only derivatives use too.
  static func inRules(_ name: String) -> Operation? {
    named(name)
      ?? DerivativeSteps.index(named: name).map {
        Operation(primitive: Registry.programCount + $0)
      }
  }

  private init(_ step: DerivativeSteps.Index) {
    self.init(primitive: Registry.programCount + step.rawValue)
  }

  /// Where the steps begin that are their first operand, and of which only derivatives read the
  /// others.
  static let firstPassedThrough = Operation(primitive: Registry.programCount)

  /// Whether the step is its first operand.
  package var isPassedThrough: Bool {
    isPrimitive && rawValue >= Operation.firstPassedThrough.rawValue
  }

  /// The function of this name or alias; nil if there is none.
  package static func named(_ name: String) -> Operation? {
    var copy = name
    return copy.withUTF8 { Operation.named($0) }
  }

  /// Whether a name is that of a function of numbers or of arrays.
  package static func isFunction(_ name: String) -> Bool {
    named(name) != nil || ArrayRegistry.index(named: name) != nil
  }

  /// The function whose name or alias is these bytes.
  package static func named(_ name: UnsafeBufferPointer<UInt8>) -> Operation? {
    Registry.index(named: name).map { Operation(primitive: $0) }
  }
}
