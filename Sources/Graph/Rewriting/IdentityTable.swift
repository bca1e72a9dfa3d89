import Calculus

/// The identities as patterns, parsed once a process, when something is first rewritten.
struct IdentityTable: Sendable {
  /// An identity with its parsed forms.
  final class Entry: Sendable {
    /// Its place in `Identity.all`.
    let place: Int
    let identity: Identity
    let left: Pattern
    let right: Pattern
    /// What the left form does.
    let operation: Operation
    /// Whether the steps inside the left form must be the derivative's own.
    let isOfDerivative: Bool
    /// Whether operands may not be exchanged.
    let isInOrder: Bool
    /// Whether those of the left form itself may be.
    let isSymmetric: Bool
    /// Those of the left form, as parts of it.
    let operands: [Int]
    /// What the first two must be.
    private let needs: (Need, Need)

    init(place: Int, _ identity: Identity) {
      self.place = place
      self.identity = identity
      left = Pattern(identity.left)
      right = Pattern(identity.right)
      isOfDerivative = identity.conditions.contains {
        if case .ofDerivative = $0 { true } else { false }
      }
      isInOrder = identity.conditions.contains { if case .isInOrder = $0 { true } else { false } }
      guard case .step(let operation, let operands) = left.parts[left.root] else {
        preconditionFailure("the left form `\(identity.left)` is a step")
      }
      self.operation = operation
      isSymmetric = !isInOrder && operation.isSymmetric
      self.operands = operands
      needs = (
        Need(left.parts[operands[0]]),
        operands.count > 1 ? Need(left.parts[operands[1]]) : .anything
      )
    }

    /// A quick look at the first two operands, which sees most steps that do not fit.
    func mayFit(_ first: Int32, _ second: Int32, _ graph: ExpressionGraph) -> Bool {
      needs.0.mayFit(graph.records[Int(first)].operation)
        && needs.1.mayFit(graph.records[Int(second)].operation)
    }
  }

  /// What an operand must be at least.
  private enum Need: Sendable {
    case anything
    case number
    case step(Operation)

    init(_ part: Pattern.Part) {
      switch part {
      case .letter(let letter): self = letter.isNumber ? .number : .anything
      case .number, .filled: self = .number
      case .step(let operation, _): self = .step(operation)
      }
    }

    func mayFit(_ operation: Operation) -> Bool {
      switch self {
      case .anything: true
      case .number: operation == .constant || operation.isArray
      case .step(.negate): operation == .negate || operation == .constant
      case .step(let expected): operation == expected
      }
    }
  }

  static let shared = IdentityTable()

  /// By use and operation of the left form: those to be tried, in order.
  private let entries: [[[Entry]]]

  private init() {
    var entries = Identity.Use.allCases.map { _ in
      [[Entry]](repeating: [], count: Int(Operation.endOfAll))
    }
    for (place, identity) in Identity.all.enumerated() {
      let entry = Entry(place: place, identity)
      for (number, use) in Identity.Use.allCases.enumerated()
      where identity.uses.contains(use) {
        entries[number][Int(entry.operation.rawValue)].append(entry)
      }
    }
    self.entries = entries
  }

  /// By operation, those of one use.
  subscript(use: Identity.Use) -> [[Entry]] {
    switch use {
    case .code: entries[0]
    case .display: entries[1]
    case .formulas: entries[2]
    }
  }
}

extension Operation {
  /// Behind the last operation.
  fileprivate static let endOfAll = numberCount + UInt16(ArrayRegistry.operations.count)
}
