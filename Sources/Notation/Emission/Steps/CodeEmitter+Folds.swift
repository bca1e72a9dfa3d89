import Calculus
import Graph
import Numerics

/// Folds of elements: sums and extremes of all, of columns or rows, and as they run.
extension CodeEmitter {
  /// - Parameter ofNothing: what an extreme is where there is no element.
  mutating func write(
    _ fold: ElementFold, of step: ArrayStep, _ target: LoopTarget, ofNothing: Double = .nan
  ) throws(EmissionError) {
    let isEmpty = step.shapes[0].count == 0
    try begin(target, isEmpty ? fold.ofNothing ?? ofNothing : fold.start, isWhole: isEmpty)
    try forEachReduced(step) { (emitter, place) throws(EmissionError) in
      try emitter.take(try emitter.operand(step, 0, place), fold, into: target.reduced(place))
    }
  }

  /// Takes one more value into what a fold has come to.
  private mutating func take(
    _ value: Piece, _ fold: ElementFold, into target: String
  ) throws(EmissionError) {
    switch fold {
    case .sum: write(syntax.add(target, value.text))
    case .greatest: try take(value, by: .greatest, into: target)
    case .least: try take(value, by: .least, into: target)
    }
  }

  private mutating func take(
    _ value: Piece, by operation: Operation, into target: String
  ) throws(EmissionError) {
    let folded = try spelled(NumberStep(operation), [Piece(value.text), Piece(target)])
    write(syntax.assign(target, folded.text))
  }

  /// A loop over the elements that a reduction reads.
  mutating func forEachReduced(
    _ step: ArrayStep, _ body: (inout CodeEmitter, ElementPlace) throws(EmissionError) -> Void
  ) throws(EmissionError) {
    try forEachElement(
      of: step.shapes[0], needsPlaces: needsPlaces(step.operands[0]) || !step.shape.isScalar, body)
  }

  /// The sum of an element and all before it.
  mutating func writeScan(_ step: ArrayStep, _ target: LoopTarget) throws(EmissionError) {
    declareNumber(target)
    let isDown = step.dimension == .downColumns
    let shape = step.shape
    let names = loopNames
    guard shape.count > 0 else { return }
    let running = names.inner + "_sum"
    try loop(isDown ? names.column : names.row, isDown ? shape.columns : shape.rows) {
      (emitter, outer) throws(EmissionError) in
      emitter.lines.open(emitter.syntax.block)
      emitter.write(
        emitter.syntax.variable(running, emitter.syntax.literal(ElementFold.sum.start).text))
      try emitter.loop(isDown ? names.row : names.column, isDown ? shape.rows : shape.columns) {
        (emitter, inner) throws(EmissionError) in
        let place = ElementPlace(row: isDown ? inner : outer, column: isDown ? outer : inner)
        try emitter.take(try emitter.operand(step, 0, place), .sum, into: running)
        emitter.write(emitter.syntax.assign(target.element(place), running))
      }
      emitter.lines.close()
    }
  }
}

/// What elements become, one after the other.
enum ElementFold {
  case sum, greatest, least

  /// What a fold begins with.
  fileprivate var start: Double {
    switch self {
    case .sum: 0
    case .greatest: -.infinity
    case .least: .infinity
    }
  }

  /// What it is of no elements, where the operation does not say.
  fileprivate var ofNothing: Double? {
    switch self {
    case .sum: 0
    case .greatest, .least: nil
    }
  }
}
