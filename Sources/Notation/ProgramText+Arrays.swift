import Calculus
import Numerics

/// Steps on arrays in the language's own notation.
extension ProgramText {
  /// An operation on arrays, as a program may call it.
  package func apply(_ step: ArrayStep, _ operands: [Piece]) -> Piece {
    let texts = operands.map(\.text)
    let (rows, columns) = (step.shape.rows, step.shape.columns)
    switch step.operation.layout {
    case .call: return call(step, texts)
    case .operand: return operands[0]
    case .product: return .infix(operands, Precedence.product) { _ in "*" }
    case .solution: return .infix(operands, Precedence.product) { _ in " \\ " }
    case .solutionOfTransposed:
      return .infix([transposed(operands[0]), operands[1]], Precedence.product) { _ in " \\ " }
    case .transpose: return transposed(operands[0])
    case .row:
      let row = texts.joined(separator: ", ")
      return Piece("[\(row)]", row: row)
    case .column:
      return Piece("[\(operands.map { $0.row ?? $0.text }.joined(separator: "; "))]")
    case .element:
      return Piece(
        operands[0].enclosed(below: Piece.atom) + "[\(step.indices(of: step.shapes[0]))]")
    case .placed: return .call("place", [texts[0], step.indices(of: step.shape)])
    case .range: return range(step, texts)
    case .repeated: return repeated(step, operands[0])
    case .reshaped:
      return columns == 1
        ? .call("vec", texts) : .call("reshape", texts + ["\(rows)", "\(columns)"])
    case .diagonalMatrix: return diagonalMatrix(step, texts)
    case .diagonal: return diagonal(step, operands[0])
    }
  }

  private func call(_ step: ArrayStep, _ texts: [String]) -> Piece {
    let said = step.said.map { ["\($0)"] } ?? []
    let gap = step.operation.dimensionIsThird && !said.isEmpty ? ["[]"] : []
    return .call(step.operation.name, texts + gap + said)
  }

  private func transposed(_ operand: Piece) -> Piece {
    Piece(operand.enclosed(below: Piece.atom) + "'")
  }

  /// `diag` makes a square matrix; what lies beside or below it is zeros.
  private func diagonalMatrix(_ step: ArrayStep, _ texts: [String]) -> Piece {
    let (rows, columns, count) = (step.shape.rows, step.shape.columns, step.shapes[0].count)
    if step.constant(0) == 1 { return .call("eye", ["\(rows), \(columns)"]) }
    guard count > 0 else { return .call("zeros", ["\(rows), \(columns)"]) }
    if rows == columns { return .call("diag", texts) }
    return rows > columns
      ? Piece("[diag(\(texts[0])); zeros(\(rows - count), \(columns))]")
      : Piece("[diag(\(texts[0])), zeros(\(rows), \(columns - count))]")
  }

  /// `diag` of a vector is a matrix: its diagonal is its first element.
  private func diagonal(_ step: ArrayStep, _ operand: Piece) -> Piece {
    guard step.shapes[0].isVector, !step.shapes[0].isScalar else {
      return .call("diag", [operand.text])
    }
    return step.shape.count == 0
      ? .call("zeros", ["0, 1"]) : Piece(operand.enclosed(below: Piece.atom) + "[1]")
  }

  /// `a:s:b`, to be read again: its end is a number.
  func range(_ step: ArrayStep, _ texts: [String]) -> Piece {
    guard let start = step.number(0), let by = step.number(1) else {
      return .call("ramp", texts)
    }
    let end = number(start + by * Double(step.shape.columns - 1)).text
    return Piece("(\(texts[0]):\(by == 1 ? "" : texts[1] + ":")\(end))")
  }

  /// A scalar or a vector that is repeated.
  private func repeated(_ step: ArrayStep, _ operand: Piece) -> Piece {
    let shape = "\(step.shape.rows), \(step.shape.columns)"
    guard step.shapes[0].isScalar else {
      let copies = [
        step.shape.rows / max(1, step.shapes[0].rows),
        step.shape.columns / max(1, step.shapes[0].columns),
      ]
      return .call("repmat", [operand.text, "\(copies[0])", "\(copies[1])"])
    }
    if step.constant(0) == 0 { return .call("zeros", [shape]) }
    if step.constant(0) == 1 { return .call("ones", [shape]) }
    return .infix([operand, .call("ones", [shape])], Precedence.product) { _ in "*" }
  }
}
