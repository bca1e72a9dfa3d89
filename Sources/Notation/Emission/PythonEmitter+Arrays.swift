import Calculus
import Graph
import Numerics

/// Steps on arrays, by NumPy's operations on whole arrays.
extension PythonEmitter {
  mutating func arrayStep(_ node: Int32) throws(EmissionError) -> CodePiece {
    let record = graph.records[Int(node)]
    let operation = record.operation.array
    let shape = graph.shape(of: record)
    let written = ArrayStep.written(graph.operands(of: Node(node)), operation).map(\.index)
    var pieces: [CodePiece] = []
    for operand in written { pieces.append(number(try piece(operand))) }
    let shapes = written.map { graph.shape(at: $0) }
    let step = PythonStep(
      operation: operation, shape: shape, pieces: pieces, shapes: shapes,
      parameters: graph.parameters(of: record))
    // What only moves elements leaves a number as it is.
    if shape.isScalar, shapes.first?.isScalar ?? false, StepKind(record, in: graph) == .view {
      return pieces[0]
    }
    guard let whole = try wholeArray(step) else {
      throw .missing(function: operation.name, language: .python)
    }
    guard shape.isScalar, !step.yieldsNumber else { return whole }
    return CodePiece(whole.enclosed(below: Piece.atom) + "[0, 0]")
  }

  private mutating func wholeArray(_ step: PythonStep) throws(EmissionError) -> CodePiece? {
    let first = step.pieces.first?.text ?? ""
    if case .columnwise = step.operation.structure {
      helpers.need("ad_" + step.name)
      return call("ad_" + step.name, [step.matrix(0)])
    }
    switch step.name {
    case "hold": return step.pieces[0]
    case "*":
      return CodePiece(
        step.matrix(0, below: Precedence.product) + " @ "
          + step.matrix(1, below: Precedence.product + 1), Precedence.product)
    case "'": return CodePiece(step.pieces[0].enclosed(below: Piece.atom) + ".T")
    case "expand":
      return call("np.broadcast_to", [first, "(\(step.shape.rows), \(step.shape.columns))"])
    case "reshape":
      return call(
        "np.reshape", [first, "(\(step.shape.rows), \(step.shape.columns))", "order=\"F\""])
    case "flip": return call("np.flip", [step.matrix(0), "\(step.parameters[0] - 1)"])
    case "cumsum":
      // A sum begins with 0, which makes 0 of -0.
      let sums = call("np.cumsum", [step.matrix(0), "axis=\(step.parameters[0] - 1)"])
      return .infix("+", Precedence.sum, sums, PythonEmitter.literal(0))
    case "tril", "triu":
      return call("np.\(step.name)", [step.matrix(0), "\(step.parameters[0])"])
    case "diagonal":
      return CodePiece("np.reshape(np.diagonal(\(step.matrix(0))), (-1, 1))")
    case "diagmatrix": return diagonalMatrix(step)
    case "sum", "max", "min": return call("np.\(step.name)", [first] + step.axis)
    case "norm":
      // `np.linalg.norm` squares before it scales: 1e200 would overflow.
      helpers.need("ad_norm")
      return call("ad_norm", [step.matrix(0)] + step.axis.prefix(1))
    case "logsumexp":
      helpers.need("ad_logsumexp")
      return call("ad_logsumexp", [step.matrix(0)] + step.axis.prefix(1))
    case "beside": return call("np.block", ["[[\(step.list(", "))]]"])
    case "stack": return call("np.block", ["[[\(step.list("], ["))]]"])
    case "ramp":
      return CodePiece(
        step.pieces[0].enclosed(below: Precedence.sum) + " + "
          + step.pieces[1].enclosed(below: Piece.atom)
          + "*np.arange(\(step.shape.columns)).reshape(1, \(step.shape.columns))",
        Precedence.sum)
    case "index": return index(step)
    case "place":
      helpers.need("ad_place")
      let places = step.places
      return call(
        "ad_place",
        [
          first, PythonStep.list(places.rows), PythonStep.list(places.columns),
          "(\(step.shape.rows), \(step.shape.columns))",
        ])
    default: return linearAlgebra(step)
    }
  }

  private mutating func linearAlgebra(_ step: PythonStep) -> CodePiece? {
    switch step.name {
    case "\\": return call("np.linalg.solve", [step.matrix(0), step.matrix(1)])
    case "solvetransposed":
      return call(
        "np.linalg.solve", [step.matrix(0, below: Piece.atom) + ".T", step.matrix(1)])
    case "lsolve", "usolve":
      let triangle = step.name == "lsolve" ? "np.tril" : "np.triu"
      return call("np.linalg.solve", ["\(triangle)(\(step.matrix(0)))", step.matrix(1)])
    case "inv", "det": return call("np.linalg.\(step.name)", [step.matrix(0)])
    case "logdet", "cofactor", "eigvecs":
      helpers.need("ad_" + step.name)
      return call("ad_" + step.name, [step.matrix(0)])
    case "chol": return call("np.linalg.cholesky", [step.symmetric])
    case "eigvals":
      return CodePiece("np.reshape(np.linalg.eigvalsh(\(step.symmetric)), (-1, 1))")
    default: return nil
    }
  }

  private func diagonalMatrix(_ step: PythonStep) -> CodePiece {
    let vector = "np.ravel(\(step.pieces[0].text))"
    if step.shape.isSquare { return call("np.diag", [vector]) }
    let column = step.shape.rows < step.shape.columns ? ".reshape(-1, 1)" : ""
    return CodePiece(
      "np.eye(\(step.shape.rows), \(step.shape.columns))*\(vector)\(column)", Precedence.product)
  }

  private func index(_ step: PythonStep) -> CodePiece {
    let base = step.matrix(0, below: Piece.atom)
    let places = step.places
    if step.shape.isScalar { return CodePiece("\(base)[\(places.rows[0]), \(places.columns[0])]") }
    guard IndexRuns(step.parameters) != nil,
      let rows = PythonStep.slice(places.rows, step.shapes[0].rows),
      let columns = PythonStep.slice(places.columns, step.shapes[0].columns)
    else {
      return CodePiece(
        "\(base)[np.ix_(\(PythonStep.list(places.rows)), \(PythonStep.list(places.columns)))]")
    }
    return CodePiece("\(base)[\(rows), \(columns)]")
  }
}

/// A step on arrays that is being written in Python.
struct PythonStep {
  let operation: ArrayOperation
  let shape: Shape
  let pieces: [CodePiece]
  let shapes: [Shape]
  let parameters: [Int32]

  var name: String { operation.name }

  /// Whether NumPy gives a number where the result is one.
  var yieldsNumber: Bool {
    switch name {
    case "sum", "max", "min", "norm", "logsumexp", "det", "logdet", "index", "hold": true
    default: false
    }
  }

  /// An operand as an array with rows and columns.
  func matrix(_ number: Int, below precedence: Int = 0) -> String {
    let piece = pieces[number]
    return shapes[number].isScalar
      ? "np.reshape(\(piece.text), (1, 1))" : piece.enclosed(below: precedence)
  }

  /// The symmetric part of the first operand.
  var symmetric: String {
    let operand = matrix(0, below: Piece.atom)
    return "(\(operand) + \(operand).T)/2.0"
  }

  /// The dimension of a reduction, as NumPy counts.
  var axis: [String] {
    if shape.isScalar { return [] }
    return [
      "axis=\(shape.rows == 1 && shapes[0].rows != 1 || shape.columns != 1 ? 0 : 1)",
      "keepdims=True",
    ]
  }

  func list(_ separator: String) -> String { pieces.map(\.text).joined(separator: separator) }

  var places: (rows: [Int32], columns: [Int32]) {
    let count = Int(parameters[0])
    return (Array(parameters[1..<(1 + count)]), Array(parameters[(1 + count)...]))
  }

  static func list(_ places: [Int32]) -> String {
    "[\(places.map { "\($0)" }.joined(separator: ", "))]"
  }

  /// Places with equal steps above 0 as a slice.
  static func slice(_ places: [Int32], _ count: Int) -> String? {
    guard let first = places.first, let last = places.last else { return "0:0" }
    let step = places.count > 1 ? places[1] - first : 1
    guard step > 0 else { return nil }
    if first == 0, Int(last) == count - 1, step == 1 { return ":" }
    return "\(first):\(last + 1)" + (step == 1 ? "" : ":\(step)")
  }
}
