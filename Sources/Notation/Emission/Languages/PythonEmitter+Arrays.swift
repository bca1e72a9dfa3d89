import Calculus
import Graph
import Numerics

/// Steps on arrays, by NumPy's operations on whole arrays.
extension PythonEmitter {
  mutating func arrayStep(_ node: Int32) throws(EmissionError) -> Piece {
    let step = ArrayStep(Node(node), in: graph)
    var pieces: [Piece] = []
    for operand in step.written { pieces.append(number(try piece(operand))) }
    // What only moves elements leaves a number as it is.
    if step.shape.isScalar, step.shapes.first?.isScalar ?? false,
      StepKind(graph[Node(node)], in: graph) == .view
    {
      return pieces[0]
    }
    let text = NumPyStep(step: step, pieces: pieces)
    guard let whole = text.piece else {
      throw .missing(function: step.operation.name, language: .python)
    }
    if let helper = text.helper { helpers.need(helper) }
    guard step.shape.isScalar, !text.yieldsNumber else { return whole }
    return Piece(whole.enclosed(below: Piece.atom) + "[0, 0]")
  }
}

/// A step on arrays with its operands, in NumPy.
private struct NumPyStep {
  let step: ArrayStep
  let pieces: [Piece]

  /// nil: NumPy has no words for it.
  var piece: Piece? {
    switch step.operation.numpy {
    case .expression(let pattern, let precedence):
      return Piece(filled(pattern), precedence ?? Piece.atom)
    case .helper:
      return .call(ownHelper, helped + axis.prefix(1))
    case .layout: return laidOut
    case nil: return nil
    }
  }

  /// The function that the code brings along for the step.
  var helper: String? {
    switch step.operation.numpy {
    case .helper: ownHelper
    case .layout: step.operation.layout == .placed ? "ad_place" : nil
    case .expression, nil: nil
    }
  }

  /// The helper of an operation that has its own.
  private var ownHelper: String { "ad_" + step.operation.name }

  /// What a helper is given: behind the array of a reduction only numbers.
  private var helped: [String] {
    guard case .reduction = step.operation.structure else {
      return pieces.indices.map { matrix($0) }
    }
    return [matrix(0)] + pieces.dropFirst().map(\.text)
  }

  /// Whether NumPy gives a number where the result is one.
  var yieldsNumber: Bool {
    switch step.operation.structure {
    case .reduction, .determinant: true
    case .view: step.operation.layout == .element || step.operation.layout == .operand
    case .ofMatrices: (try? step.operation.shape([Shape(2, 2)], []))?.0.isScalar ?? false
    case .assembly, .scan, .columnwise, .besideShares, .contraction, .system, .inverse,
      .factorisation,
      .spectrum, .body, .table:
      false
    }
  }

  // MARK: - Operands

  /// An operand as an array with rows and columns.
  private func matrix(_ number: Int, below precedence: Int = 0) -> String {
    let piece = pieces[number]
    return shape(of: number).isScalar
      ? "np.reshape(\(piece.text), (1, 1))" : piece.enclosed(below: precedence)
  }

  private func shape(of number: Int) -> Shape {
    ArrayStep.written(step.shapes, step.operation)[number]
  }

  private var size: String { "(\(step.shape.rows), \(step.shape.columns))" }

  /// The dimension of a reduction, as NumPy counts.
  private var axis: [String] {
    guard case .reduction = step.operation.structure, let axisNumber else { return [] }
    return ["axis=\(axisNumber)", "keepdims=True"]
  }

  /// The step's dimension, counted from 0.
  private var axisNumber: Int? { step.dimension.map { $0.rawValue - 1 } }

  /// A pattern of the table with what its marks stand for (see `NumPyForm`).
  private func filled(_ pattern: String) -> String {
    var text = pattern
    for (number, piece) in pieces.enumerated() {
      text = text.replacing("#[\(number + 1)]", by: matrix(number))
        .replacing("#(\(number + 1))", by: matrix(number, below: Piece.atom))
        .replacing("#\(number + 1)", by: piece.text)
    }
    let numbers = [
      ("#m", "\(step.shape.rows)"), ("#n", "\(step.shape.columns)"),
      ("#axis", axis.map { ", " + $0 }.joined()),
      ("#dim", "\(axisNumber ?? 0)"), ("#k", "\(step.parameters.first ?? 0)"),
    ]
    return numbers.reduce(text) { $0.replacing($1.0, by: $1.1) }
  }

  // MARK: - Layouts

  private var laidOut: Piece? {
    let texts = pieces.map(\.text)
    switch step.operation.layout {
    case .operand: return pieces[0]
    case .product:
      return Piece(
        matrix(0, below: Precedence.product) + " @ " + matrix(1, below: Precedence.product + 1),
        Precedence.product)
    case .row: return .call("np.block", ["[[\(texts.joined(separator: ", "))]]"])
    case .column: return .call("np.block", ["[[\(texts.joined(separator: "], ["))]]"])
    case .element: return element
    case .placed:
      return .call("ad_place", [texts[0], list(step.picks.rows), list(step.picks.columns), size])
    case .range:
      return Piece(
        pieces[0].enclosed(below: Precedence.sum) + " + "
          + pieces[1].enclosed(below: Piece.atom)
          + "*np.arange(\(step.shape.columns)).reshape(1, \(step.shape.columns))",
        Precedence.sum)
    case .diagonalMatrix: return diagonalMatrix
    case .call, .solution, .solutionOfTransposed, .transpose, .repeated, .reshaped, .diagonal:
      return nil
    }
  }

  private var diagonalMatrix: Piece {
    let vector = "np.ravel(\(pieces[0].text))"
    if step.shape.isSquare { return .call("np.diag", [vector]) }
    let column = step.shape.rows < step.shape.columns ? ".reshape(-1, 1)" : ""
    return Piece("np.eye\(size)*\(vector)\(column)", Precedence.product)
  }

  private var element: Piece {
    let base = matrix(0, below: Piece.atom)
    let picks = step.picks
    if step.shape.isScalar, let row = picks.rows.first, let column = picks.columns.first {
      return Piece("\(base)[\(row), \(column)]")
    }
    guard let rows = slice(picks.rows, step.shapes[0].rows),
      let columns = slice(picks.columns, step.shapes[0].columns)
    else { return Piece("\(base)[np.ix_(\(list(picks.rows)), \(list(picks.columns)))]") }
    return Piece("\(base)[\(rows), \(columns)]")
  }

  private func list(_ places: ArraySlice<Int32>) -> String {
    "[\(places.map { "\($0)" }.joined(separator: ", "))]"
  }

  /// Places with equal steps above 0 as a slice.
  private func slice(_ places: ArraySlice<Int32>, _ count: Int) -> String? {
    guard let first = places.first, let last = places.last else { return "0:0" }
    guard let run = PlaceRun(places), places.count == 1 || run.step > 0 else { return nil }
    if first == 0, Int(last) == count - 1, places.count == 1 || run.step == 1 { return ":" }
    return "\(first):\(last + 1)" + (places.count == 1 || run.step == 1 ? "" : ":\(run.step)")
  }
}
