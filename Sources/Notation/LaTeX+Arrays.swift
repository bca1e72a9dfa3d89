import Calculus
import Numerics

/// Steps on arrays in LaTeX.
extension LaTeX {
  package func apply(_ step: ArrayStep, _ operands: [Piece]) -> Piece {
    let texts = operands.map(\.text)
    let latex = step.operation.latex.text
    switch step.operation.name {
    case "*":
      return .infix(
        operands, Precedence.product, rightAssociative: false, LaTeX.open, LaTeX.close
      ) { _ in #" \, "# }
    case "\\", "solvetransposed", "lsolve", "usolve", "inv", "'":
      return raised(latex, operands)
    case "hold": return operands[0]
    case "beside":
      let row = texts.joined(separator: " & ")
      return Piece(matrix(row), Piece.atom, row: row)
    case "stack":
      return Piece(matrix(operands.map { $0.row ?? $0.text }.joined(separator: #" \\ "#)))
    case "index":
      return Piece(
        enclose(operands[0], below: Piece.atom) + "_{\(step.indices(of: step.operands[0]))}")
    case "place" where step.constants[0] == 1 && step.operands[0].isScalar:
      // A unit vector, or a matrix with a single 1.
      let index = "_{\(step.indices(of: step.shape))}"
      guard step.shape.isVector else { return Piece("E" + index) }
      return step.shape.columns == 1
        ? Piece("e" + index) : Piece("e" + index + #"^\top"#, Precedence.power)
    case "place":
      return call(#"\operatorname{place}_{\#(step.indices(of: step.shape))}"#, texts)
    case "tril" where step.parameters[0] != 0, "triu" where step.parameters[0] != 0:
      return call(latex + "_{\(step.parameters[0])}", texts)
    case "ramp": return Piece(ProgramText().apply(step, operands).text)
    case "expand" where step.constants[0] == 0: return Piece("0")
    case "expand":
      let one = #"\mathbf{1}_{\#(step.shape.rows) \times \#(step.shape.columns)}"#
      return step.constants[0] == 1
        ? Piece(one)
        : .infix(
          [operands[0], Piece(one)], Precedence.product, rightAssociative: false,
          LaTeX.open, LaTeX.close
        ) { _ in #" \, "# }
    case "diagmatrix", "diagonal": return call(#"\operatorname{diag}"#, texts)
    case "reshape" where step.shape.columns == 1: return call(#"\operatorname{vec}"#, texts)
    default:
      return latex.contains("#") ? Piece(fill(latex, texts)) : call(subscripted(latex, step), texts)
    }
  }

  private func call(_ command: String, _ arguments: [String]) -> Piece {
    Piece(command + LaTeX.open + arguments.joined(separator: ", ") + LaTeX.close)
  }

  private func matrix(_ rows: String) -> String { #"\begin{bmatrix} "# + rows + #" \end{bmatrix}"# }

  /// A superscript on the first operand.
  private func raised(_ latex: String, _ operands: [Piece]) -> Piece {
    let base = enclose(operands[0], below: Piece.atom)
    // A fraction is an atom, but an exponent would belong to its upper part.
    var texts = [base.hasPrefix(#"\frac"#) ? LaTeX.open + base + LaTeX.close : base]
    texts += operands.dropFirst().map { enclose($0, below: Precedence.product + 1) }
    return Piece(fill(latex, texts), operands.count > 1 ? Precedence.product : Precedence.power)
  }

  /// The dimension of a reduction stands as an index: columns are 1.
  private func subscripted(_ command: String, _ step: ArrayStep) -> String {
    guard case .reduction = step.operation.structure, step.reducedDimension > 0 else {
      return command
    }
    return command + "_{\(step.reducedDimension)}"
  }

  /// Products, quotients and powers of arrays, element by element.
  func elementwise(_ name: String, _ operands: [Piece]) -> Piece {
    switch name {
    case "*":
      return .infix(
        operands, Precedence.product, rightAssociative: false, LaTeX.open, LaTeX.close
      ) { _ in #" \odot "# }
    case "/":
      return .infix(
        operands, Precedence.product, rightAssociative: false, LaTeX.open, LaTeX.close
      ) { _ in #" \oslash "# }
    default:
      return Piece(
        enclose(operands[0], below: Precedence.power + 1) + #"^{\circ "# + operands[1].text + "}",
        Precedence.power)
    }
  }
}
