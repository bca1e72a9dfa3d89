import Calculus
import Numerics

/// Steps on arrays in the language's own notation.
extension ProgramText {
  package func apply(_ step: ArrayStep, _ operands: [Piece]) -> Piece {
    let texts = operands.map(\.text)
    switch step.operation.name {
    case "*", "\\":
      return .infix(operands, Precedence.product) { _ in
        step.operation.name == "*" ? "*" : " \\ "
      }
    case "solvetransposed":
      return .infix(
        [transposed(operands[0]), operands[1]], Precedence.product
      ) { _ in " \\ " }
    case "'": return transposed(operands[0])
    case "hold": return operands[0]
    case "beside":
      let row = texts.joined(separator: ", ")
      var piece = Piece("[\(row)]")
      piece.row = row
      return piece
    case "stack":
      return Piece("[\(operands.map { $0.row ?? $0.text }.joined(separator: "; "))]")
    case "index":
      return Piece(
        operands[0].enclosed(below: Piece.atom) + "[\(step.indices(of: step.operands[0]))]")
    case "place": return Piece("place(\(texts[0]), \(step.indices(of: step.shape)))")
    case "ramp": return ramp(step, texts)
    case "expand": return expand(step, operands[0])
    case "sum", "norm", "logsumexp":
      return .call(step.operation.name, texts + dimension(step.reducedDimension))
    case "max", "min":
      let dimension = step.reducedDimension
      return .call(step.operation.name, texts + (dimension == 0 ? [] : ["[]", "\(dimension)"]))
    case "reshape":
      return step.shape.columns == 1
        ? .call("vec", texts)
        : .call("reshape", texts + ["\(step.shape.rows)", "\(step.shape.columns)"])
    case "diagmatrix": return diagonalMatrix(step, texts)
    case "diagonal": return diagonal(step, operands[0])
    case "tril", "triu":
      return .call(step.operation.name, texts + step.parameters.filter { $0 != 0 }.map { "\($0)" })
    case "flip", "cumsum":
      return .call(step.operation.name, texts + dimension(step.writtenDimension ?? 0))
    default: return .call(step.operation.name, texts)
    }
  }

  private func dimension(_ dimension: Int) -> [String] { dimension == 0 ? [] : ["\(dimension)"] }

  private func transposed(_ operand: Piece) -> Piece {
    Piece(operand.enclosed(below: Piece.atom) + "'")
  }

  /// `diag` makes a square matrix; what lies beside or below it is zeros.
  private func diagonalMatrix(_ step: ArrayStep, _ texts: [String]) -> Piece {
    let (rows, columns, count) = (step.shape.rows, step.shape.columns, step.operands[0].count)
    if step.constants[0] == 1 { return .call("eye", ["\(rows), \(columns)"]) }
    guard count > 0 else { return .call("zeros", ["\(rows), \(columns)"]) }
    if rows == columns { return .call("diag", texts) }
    return rows > columns
      ? Piece("[diag(\(texts[0])); zeros(\(rows - count), \(columns))]")
      : Piece("[diag(\(texts[0])), zeros(\(rows), \(columns - count))]")
  }

  /// `diag` of a vector is a matrix: its diagonal is its first element.
  private func diagonal(_ step: ArrayStep, _ operand: Piece) -> Piece {
    guard step.operands[0].isVector, !step.operands[0].isScalar else {
      return .call("diag", [operand.text])
    }
    return step.shape.count == 0
      ? .call("zeros", ["0, 1"]) : Piece(operand.enclosed(below: Piece.atom) + "[1]")
  }

  private func ramp(_ step: ArrayStep, _ texts: [String]) -> Piece {
    guard let start = step.constants[0], let by = step.constants[1] else {
      return .call("ramp", texts)
    }
    let end = number(start + by * Double(step.shape.columns - 1)).text
    return Piece("(\(texts[0]):\(by == 1 ? "" : texts[1] + ":")\(end))")
  }

  /// A scalar or a vector that is repeated.
  private func expand(_ step: ArrayStep, _ operand: Piece) -> Piece {
    let shape = "\(step.shape.rows), \(step.shape.columns)"
    guard step.operands[0].isScalar else {
      let copies = [
        step.shape.rows / max(1, step.operands[0].rows),
        step.shape.columns / max(1, step.operands[0].columns),
      ]
      return .call("repmat", [operand.text, "\(copies[0])", "\(copies[1])"])
    }
    if step.constants[0] == 0 { return .call("zeros", [shape]) }
    if step.constants[0] == 1 { return .call("ones", [shape]) }
    return .infix(
      [operand, .call("ones", [shape])], Precedence.product
    ) { _ in "*" }
  }
}
