import Calculus
import Graph
import Numerics

/// Steps on arrays in LaTeX.
extension LaTeX {
  /// An operation on arrays, as textbooks set it.
  package func apply(_ step: ArrayStep, _ operands: [Piece]) -> Piece {
    let texts = operands.map(\.text)
    switch step.operation.layout {
    case .call, .solution, .solutionOfTransposed, .transpose: return spelled(step, operands)
    case .operand: return operands[0]
    case .product: return product(operands)
    case .row:
      let row = texts.joined(separator: " & ")
      return Piece(matrix(row), row: row)
    case .column:
      return Piece(matrix(operands.map { $0.row ?? $0.text }.joined(separator: #" \\ "#)))
    case .element:
      return Piece(enclose(operands[0], below: Piece.atom) + index(step, of: step.shapes[0]))
    case .placed: return placed(step, texts)
    case .range: return Piece(ProgramText().range(step, texts).text)
    case .repeated:
      if step.constant(0) == 0 { return Piece("0") }
      let one = #"\mathbf{1}_{\#(step.shape.rows) \times \#(step.shape.columns)}"#
      return step.constant(0) == 1 ? Piece(one) : product([operands[0], Piece(one)])
    case .diagonalMatrix, .diagonal: return call(#"\operatorname{diag}"#, texts)
    case .reshaped:
      return step.shape.columns == 1
        ? call(#"\operatorname{vec}"#, texts) : spelled(step, operands)
    }
  }

  /// As the operation's table says.
  private func spelled(_ step: ArrayStep, _ operands: [Piece]) -> Piece {
    switch step.operation.latex {
    case .command(let command): return call(command + lowered(step), operands.map(\.text))
    case .pattern(let pattern): return Piece(fill(pattern, operands.map(\.text)))
    case .raised(let pattern): return raised(pattern, operands)
    }
  }

  private func product(_ operands: [Piece]) -> Piece {
    .infix(operands, Precedence.product, LaTeX.brackets) { _ in #" \, "# }
  }

  private func index(_ step: ArrayStep, of shape: Shape) -> String {
    "_{\(step.indices(of: shape))}"
  }

  /// A unit vector, a matrix with a single 1, or elements in their places.
  private func placed(_ step: ArrayStep, _ texts: [String]) -> Piece {
    let index = index(step, of: step.shape)
    guard step.constant(0) == 1, step.shapes[0].isScalar else {
      return call(#"\operatorname{place}"# + index, texts)
    }
    guard step.shape.isVector else { return Piece("E" + index) }
    return step.shape.columns == 1
      ? Piece("e" + index) : Piece("e" + index + #"^\top"#, Precedence.power)
  }

  private func call(_ command: String, _ arguments: [String]) -> Piece {
    .call(command, arguments, LaTeX.brackets)
  }

  private func matrix(_ rows: String) -> String { #"\begin{bmatrix} "# + rows + #" \end{bmatrix}"# }

  /// A superscript on the first operand.
  private func raised(_ latex: String, _ operands: [Piece]) -> Piece {
    let base = enclose(operands[0], below: Piece.atom)
    // A fraction is an atom, but an exponent would belong to its upper part.
    var texts = [base.hasPrefix(#"\frac"#) ? LaTeX.brackets.around(base) : base]
    texts += operands.dropFirst().map { enclose($0, below: Precedence.product + 1) }
    return Piece(fill(latex, texts), operands.count > 1 ? Precedence.product : Precedence.power)
  }

  /// The dimension of a reduction, where columns are 1, and the diagonal of a triangle stand as an
  /// index.
  private func lowered(_ step: ArrayStep) -> String {
    switch step.operation.structure {
    case .reduction, .assembly: step.said.map { "_{\($0)}" } ?? ""
    case .view, .scan, .columnwise, .besideShares, .contraction, .system, .inverse, .determinant,
      .factorisation, .spectrum, .ofMatrices, .body, .table:
      ""
    }
  }

  /// Products, quotients and powers of arrays, element by element.
  func elementwise(_ operation: Operation, _ operands: [Piece]) -> Piece {
    guard operation != .power else {
      return Piece(
        enclose(operands[0], below: Precedence.power + 1) + #"^{\circ "# + operands[1].text + "}",
        Precedence.power)
    }
    return .infix(operands, Precedence.product, LaTeX.brackets) { _ in
      operation == .multiply ? #" \odot "# : #" \oslash "#
    }
  }
}
