import Calculus
import Numerics

/// The identities as patterns: those of an operation are parsed once a process, when a step of its
/// kind is first rewritten.
///
/// Unchecked: the entries are touched only under the lock.
final class IdentityTable: @unchecked Sendable {
  /// An identity with its parsed forms.
  final class Entry: Sendable {
    /// Its place in `Identity.all`.
    let place: Int
    let identity: Identity
    let left: Pattern
    let right: Pattern
    /// Whether the operands of the left form itself may be exchanged.
    let isSymmetric: Bool
    /// Those of the left form, as parts of it.
    let operands: [Int]
    /// What the first two must be.
    private let needs: (Need, Need)

    fileprivate init(place: Int, _ identity: Identity, of family: Operation) {
      self.place = place
      self.identity = identity
      left = Pattern(identity.left)
      right = Pattern(identity.right)
      guard case .step(let operation, let operands) = left.parts[left.root], operation == family
      else {
        preconditionFailure("the left form `\(identity.left)` is a step of its family")
      }
      isSymmetric = identity.order == .either && operation.isSymmetric
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

  private static let shared = IdentityTable()

  private let lock = Lock()
  /// By operation, those of all uses.
  private var entries: [Operation: [Entry]] = [:]

  /// The identities of an operation that are tried for a use, in order.
  static func entries(of operation: Operation, for use: Identity.Use) -> [Entry] {
    shared.lock.lock()
    defer { shared.lock.unlock() }
    return shared.entries(of: operation).filter { $0.identity.uses.contains(use) }
  }

  private func entries(of operation: Operation) -> [Entry] {
    if let known = entries[operation] { return known }
    var found: [Entry] = []
    var place = operation.isArray ? IdentityTable.numberCount : 0
    for family in operation.isArray ? Identity.ofArrays : Identity.ofNumbers {
      if family.operation == operation {
        found += family.identities.enumerated().map {
          Entry(place: place + $0.offset, $0.element, of: operation)
        }
      }
      place += family.identities.count
    }
    entries[operation] = found
    return found
  }

  private static let numberCount = Identity.ofNumbers.reduce(0) { $0 + $1.identities.count }
}
