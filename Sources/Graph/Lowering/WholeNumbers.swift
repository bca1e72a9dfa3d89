import Calculus
import Diagnostics
import Language
import Numerics

/// An input that is a whole number everywhere, because a count, an index, a size or an order hangs
/// on it: its value is part of the program's form, as shapes are, and nothing is differentiated by
/// it.
package struct WholeNumber: Equatable, Sendable {
  package let name: String
  package let value: Double
  /// Where its name stands first.
  package let span: Span
  /// Where it is used as a whole number.
  package let use: Span
}

/// Which inputs of a program are whole numbers. This is the one place that decides it.
///
/// A program is read with all its inputs as inputs. Where it needs a constant and finds inputs,
/// these are whole numbers: it is read anew, with their values in their places.
struct WholeNumbers {
  /// Those that are constants of this reading.
  private(set) var known: [WholeNumber]
  private var demanded: [WholeNumber] = []
  /// The number that is bound to a name.
  let number: (String) -> Double?

  init(known: [WholeNumber], _ number: @escaping (String) -> Double?) {
    self.known = known
    self.number = number
  }

  /// Whether the program is to be read anew.
  var hasDemanded: Bool { !demanded.isEmpty }

  /// For the next reading.
  var withDemanded: WholeNumbers { WholeNumbers(known: known + demanded, number) }

  func named(_ name: String) -> WholeNumber? {
    known.first { $0.name.utf8.elementsEqual(name.utf8) }
  }

  func span(where isMeant: (Span) -> Bool) -> Span? { known.first { isMeant($0.span) }?.span }

  fileprivate mutating func demand(_ numbers: [WholeNumber]) { demanded = numbers }
}

extension Lowering {
  /// Asks for whole numbers in the places of the inputs that a node hangs on, where it should hang
  /// on none. Whoever asks throws its own error: it is that of the program where there are no such
  /// inputs, and otherwise the program is read anew.
  ///
  /// - Parameter operand: the number of the node among the operands of the instruction.
  mutating func demandWholeNumbers(
    _ node: Node, _ instruction: Instruction, operand: Int
  ) throws(LoweringError) {
    // A body is given up: its function is written out, and asks outside of it.
    guard node.index >= 0, captured == nil else { return }
    let needed = graph.ancestors(of: [node])
    let found = inputs.filter {
      Int($0.node.index) < needed.count && needed[Int($0.node.index)]
    }
    guard found.allSatisfy({ $0.shape.isScalar }) else { return }
    let location = SyntaxLocation(ofOrigin: instruction.origin, in: source)
    let use =
      location.operands.indices.contains(operand) ? location.operands[operand] : location.span
    var numbers: [WholeNumber] = []
    for input in found {
      let name = text(input.span)
      guard let value = wholeNumbers.number(name) else {
        throw .wholeNumberWithoutValue(name: shown(input.span), use)
      }
      guard value == value.rounded(), value.isFinite else {
        throw .notWhole(name: shown(input.span), value, use, isRange: location.kind == .range)
      }
      numbers.append(.init(name: name, value: value, span: input.span, use: use))
    }
    wholeNumbers.demand(numbers)
  }

  private func shown(_ span: Span) -> String { source.excerpt(span) }

  /// The error of an operation on arrays; its operands begin at `first` on the stack.
  mutating func mistake(
    _ error: ShapeError, _ instruction: Instruction, _ first: Int
  ) throws(LoweringError) -> LoweringError {
    switch error {
    case .indexNotConstant(let operand):
      // `Sin[x]` is no index into `Sin`, which has no elements.
      if graph[Node(stack[first])].operation != .input || graph.shape(at: stack[first]) != .scalar {
        try demandWholeNumbers(Node(stack[first + operand]), instruction, operand: operand)
      }
    case .notConstant(_, _, let operand), .rangeNotConstant(let operand):
      try demandWholeNumbers(Node(stack[first + operand]), instruction, operand: operand)
    case .power(let base, let exponent) where base.isSquare && exponent.isScalar:
      let node = Node(stack[first + 1])
      // Other exponents are not meant to be whole: the message says what is.
      try? demandWholeNumbers(node, instruction, operand: 1)
    case .exponent, .power, .elementwise, .product, .solve, .divisionByMatrix, .notSquare,
      .notVector,
      .notScalar, .different, .reshape, .heights, .widths, .indexOutside, .indexNotWhole,
      .indexCount, .dimension, .outOfRange, .negativeSize, .rangeWithoutStep, .tooLarge,
      .tooManyShapes:
      break
    }
    return .shape(error, SyntaxLocation(ofOrigin: instruction.origin, in: source))
  }

  /// The value of a name that is a whole number in this reading.
  func wholeNumber(named symbol: Int32) -> Double? {
    wholeNumbers.known.isEmpty ? nil : wholeNumbers.named(name(symbol))?.value
  }
}
