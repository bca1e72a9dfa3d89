import Calculus
import Diagnostics
import Numerics

extension ShapeError {
  /// The message for a person.
  func diagnostic(at place: SyntaxLocation, in source: SourceText) -> Diagnostic {
    let writer = ShapeMessage(place: place, source: source)
    switch self {
    case .elementwise(let left, let right, let operands):
      return writer.elementwise(left, right, operands)
    case .product(let left, let right):
      return writer.product(left, right)
    case .solve(let left, let right):
      return writer.report(
        "cannot solve for a right side with \(right.rows) row\(right.rows == 1 ? "" : "s"): "
          + "the matrix has \(left.rows)",
        [(0, "\(left)"), (1, "\(right)")],
        help: "the right side needs \(left.rows) row\(left.rows == 1 ? "" : "s")"
          + (right.columns == left.rows ? "; \(writer.transposed(1)) has them" : ""))
    case .divisionByMatrix(let left, let right):
      return writer.division(left, right)
    case .power(let base, let exponent):
      return writer.power(base, exponent)
    case .notSquare(let function, let shape):
      return writer.report(
        "`\(function)` needs a square matrix, not \(shape)", [(0, "\(shape)")],
        help: function == "\\"
          ? writer.leastSquares
          : "the number of rows must be that of columns")
    case .notVector(let function, let shape, let operand):
      return writer.report(
        "`\(function)` needs vectors, not a \(shape) matrix", [(operand, "\(shape)")],
        help: "`vec(…)` makes a vector of a matrix")
    case .notScalar(let function, let shape, let operand):
      return writer.report(
        "`\(function)` needs a number here, not \(shape.described)", [(operand, "\(shape)")],
        help: function == "diff"
          ? "`grad(f, x)` differentiates a number by an array, `jacobian(f, x)` an array"
          : DerivativeFunction(named: function) != nil
            ? "`sum(f)` is a number; `jacobian(f, x)` differentiates an array"
            : "pick one element, as in `x[1]`")
    case .different(let function, let left, let right):
      return writer.report(
        "`\(function)` needs two values of the same shape, not \(left) and \(right)",
        [(0, "\(left)"), (1, "\(right)")],
        help: left == right.transposed
          ? "transpose one: \(writer.transposed(1)) is \(left)" : "give both the same shape")
    case .reshape(let shape, let target):
      return writer.report(
        "cannot reshape \(shape.count) elements to \(target)", [(0, "\(shape)")],
        help: "the new shape needs \(shape.count) elements")
    case .heights(let first, let other, let operand):
      return writer.report(
        "parts side by side need the same number of rows, not \(first.rows) and \(other.rows)",
        [(operand, "\(other)")], help: "a part before it is \(first)")
    case .widths(let first, let other, let operand):
      return writer.report(
        "rows below each other need the same number of columns, not \(first.columns) and "
          + "\(other.columns)", [(operand, "\(other)")], help: "a row before it is \(first)")
    case .indexOutside(let index, let count, let dimension, let operand):
      return writer.indexOutside(index, count, dimension, operand)
    case .indexNotWhole(let index, let operand):
      return writer.report(
        "an index must be a whole number, not \(DecimalWriter.text(index))", [(operand, "")],
        help: "indices count from 1")
    case .indexNotConstant(let operand):
      return writer.report(
        "an index must be constant, and this depends on an input", [(operand, "")],
        help: "write numbers; `if(k == 1, x[1], x[2])` chooses by a value")
    case .indexCount:
      return writer.report(
        "a matrix has one index or two", [], help: "write `A[i, j]`, or `A[k]` down the columns")
    case .dimension(let function, let operand):
      return writer.report(
        "the dimension of `\(function)` is 1 or 2", [(operand, "")],
        help: "1 goes down the columns, 2 along the rows")
    case .notConstant(let function, let parameter, let operand):
      return writer.report(
        "the argument `\(parameter)` of `\(function)` must be a constant whole number",
        [(operand, "")],
        help: "write a number; `rows(A)`, `cols(A)` and `numel(A)` are constant too")
    case .outOfRange(let function, let parameter, let value, let most, let operand):
      return writer.report(
        "the argument `\(parameter)` of `\(function)` must be between 0 and \(most), "
          + "not \(DecimalWriter.text(value))",
        [(operand, "")], help: "write a whole number in that range")
    case .exponent(let function, let parameter, let value, let operand):
      return writer.report(
        "the exponent `\(parameter)` of `\(function)` "
          + (value.map { "must be 1 or greater, not \(DecimalWriter.text($0))" }
            ?? "needs a constant, and this depends on an input"),
        [(operand, "")], help: "write a number of 1 or greater, or `inf`")
    case .negativeSize(let function, let parameter, let size, let operand):
      return writer.report(
        "the size `\(parameter)` of `\(function)` is negative: \(DecimalWriter.text(size))",
        [(operand, "")], help: "sizes are 0 or above")
    case .rangeNotConstant(let operand):
      return writer.report(
        "the parts of a range must be constant numbers", [(operand, "")],
        help: "write numbers, as in `1:10`; `a + (b - a)*(0:n)/n` makes a row from variables")
    case .rangeWithoutStep(let operand):
      return writer.report("the step of a range is 0", [(operand, "")], help: "write another step")
    case .tooLarge(let rows, let columns):
      return writer.report(
        "an array of \(elements(rows, columns)) is too large", [],
        help: "an array has at most \(Shape.mostElements) elements")
    case .tooManyShapes:
      return writer.report(
        "the program has too many arrays of different shapes", [],
        help: "give arrays that belong together the same shape")
    }
  }
}

/// Counts from 10^15 on are no exact numbers any more, and nobody reads them.
private func elements(_ rows: Double, _ columns: Double) -> String {
  guard max(rows, columns) >= 1e15 else {
    return "\(DecimalWriter.text(rows))×\(DecimalWriter.text(columns)) elements"
  }
  let power = (log10(max(1, rows)) + log10(max(1, columns))).rounded()
  return power.isFinite ? "about 10^\(Int(power)) elements" : "more than 10^308 elements"
}

extension Shape {
  /// "a scalar" or "a 2×3 matrix".
  var described: String { isScalar ? "a scalar" : "a \(self) matrix" }

  /// What a label under an operand says.
  fileprivate var label: String { isScalar ? "a scalar" : "\(self)" }
}

/// Puts messages about shapes together.
private struct ShapeMessage {
  let place: SyntaxLocation
  let source: SourceText

  /// Labels are of operands, by their number; without any the whole operation is marked.
  func report(
    _ headline: String, _ labels: [(operand: Int, text: String)], help: String
  ) -> Diagnostic {
    var primary = labels.filter { $0.operand < place.operands.count }.map {
      Diagnostic.Label(place.operands[$0.operand], $0.text)
    }
    if primary.isEmpty { primary = [.init(place.span)] }
    return Diagnostic(.error, headline, source: source, primary: primary, helps: [help])
  }

  /// The operand's own text, cut where it is long.
  func operand(_ index: Int) -> String {
    guard index < place.operands.count else { return index == 0 ? "A" : "B" }
    let text = source.excerpt(place.operands[index])
    return isName(text) ? text : "(\(text))"
  }

  /// Whether a text is a name or a whole number.
  private func isName(_ text: some StringProtocol) -> Bool {
    text.utf8.allSatisfy {
      $0 == UInt8(ascii: "_") || $0 >= 0x80
        || ($0 | 0x20) >= UInt8(ascii: "a")
          && ($0 | 0x20) <= UInt8(ascii: "z")
        || $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9")
    }
  }

  /// The operand's transpose, as code: of a transpose the operand itself.
  func transposed(_ index: Int) -> String { "`\(transpose(index))`" }

  private func transpose(_ index: Int) -> String {
    let text = index < place.operands.count ? source.excerpt(place.operands[index]) : ""
    let isTransposedName = text.hasSuffix("'") && isName(text.dropLast())
    return isTransposedName ? String(text.dropLast()) : operand(index) + "'"
  }

  func elementwise(_ left: Shape, _ right: Shape, _ operands: [Int]) -> Diagnostic {
    let headline: String
    let symbol: String?
    switch place.kind {
    case .add:
      (symbol, headline) = ("+", "cannot add \(left.described) and \(right.described)")
    case .subtract:
      (symbol, headline) = ("-", "cannot subtract \(right.described) from \(left.described)")
    case .elementMultiply:
      symbol = ".*"
      headline = "cannot multiply \(left.described) and \(right.described) element by element"
    case .elementDivide:
      symbol = "./"
      headline = "cannot divide \(left.described) by \(right.described) element by element"
    case .elementPower, .number, .name, .functionName, .negate, .not, .multiply, .divide,
      .leftDivide, .power, .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual,
      .and, .or, .call, .transpose, .range, .row, .matrix, .index, .allIndices, .lastIndex,
      .columnName, .localName, .localDefinition, .block:
      symbol = place.kind == .elementPower ? ".^" : nil
      headline = "the shapes \(left) and \(right) do not fit element by element"
    }
    var help = "dimensions must be equal, or 1"
    if let symbol {
      // The smaller one is turned, where the larger one's shape stays.
      let (turnsLeft, turnsRight) = (
        left.transposed.broadcast(with: right) == right,
        left.broadcast(with: right.transposed) == left
      )
      if turnsRight, !turnsLeft || right.count <= left.count {
        help += "; `\(operand(0)) \(symbol) \(transpose(1))` would fit"
      } else if turnsLeft {
        help += "; `\(transpose(0)) \(symbol) \(operand(1))` would fit"
      }
    }
    return report(headline, [(operands[0], "\(left)"), (operands[1], "\(right)")], help: help)
  }

  func product(_ left: Shape, _ right: Shape) -> Diagnostic {
    let (a, b) = (operand(0), operand(1))
    var help = "the right side needs \(left.columns) row\(left.columns == 1 ? "" : "s")"
    if left.rows == right.rows {
      help += "; `\(transpose(0)) * \(b)` would fit"
    } else if left.columns == right.columns {
      help += "; `\(a) * \(transpose(1))` would fit"
    } else if left.rows == right.columns {
      help += "; `\(b) * \(a)` would fit"
    }
    if left == right { help += "; `\(a) .* \(b)` goes element by element" }
    return report(
      "cannot multiply \(left.described) by \(right.described)",
      [(0, "\(left)"), (1, "\(right)")], help: help)
  }

  func division(_ left: Shape, _ right: Shape) -> Diagnostic {
    let (a, b) = (operand(0), operand(1))
    var helps: [String] = []
    if left.broadcast(with: right) != nil { helps.append("`\(a)./\(b)` goes element by element") }
    if right.isSquare, left.columns == right.rows {
      helps.append("`(\(b)' \\ \(a)')'` is \(a)*inv(\(b))")
    }
    return report(
      "cannot divide by a \(right) matrix", [(0, left.label), (1, "\(right)")],
      help: helps.isEmpty ? "`/` divides by a number" : helps.joined(separator: ", "))
  }

  var leastSquares: String {
    let (a, b) = (operand(0), operand(1))
    return "for least squares write `(\(a)'*\(a)) \\ (\(a)'*\(b))`"
  }

  func power(_ base: Shape, _ exponent: Shape) -> Diagnostic {
    let elements = "`\(operand(0)).^\(operand(1))` goes element by element"
    if !exponent.isScalar {
      return report(
        "the exponent of `^` is a number, not \(exponent.described)", [(1, "\(exponent)")],
        help: base.broadcast(with: exponent) == nil
          ? "`.^` goes element by element, and needs the same shapes" : elements)
    }
    let help = operand(1) == "T" ? "`\(operand(0))'` is the transpose" : elements
    if !base.isSquare {
      return report("`^` needs a square matrix, not \(base)", [(0, "\(base)")], help: help)
    }
    return report(
      "the power of a matrix must be a constant whole number", [(1, "")], help: help)
  }

  func indexOutside(
    _ index: Double, _ count: Int, _ dimension: ShapeError.Counted, _ operand: Int
  ) -> Diagnostic {
    let counted =
      count == 1
      ? "there is 1 \(dimension.rawValue.dropLast())" : "there are \(count) \(dimension)"
    return report(
      "the index \(DecimalWriter.text(index)) is outside: \(counted)", [(operand, "")],
      help: count == 0
        ? "nothing can be picked" : "indices go from 1 to \(count), `end` is the last")
  }
}
