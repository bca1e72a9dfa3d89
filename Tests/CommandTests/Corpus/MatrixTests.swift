import Differentiation
import Evaluation
import Graph
import Numerics
import TestSupport
import Testing

/// Operations on matrices with values, adjoints and tangents of 30 digits.
@Suite("Corpus: matrices", .enabled(if: Corpus.isHere, "\(Corpus.skipped)"))
struct MatrixTests {
  struct Row: Decodable {
    let id: String
    let op: String
    let program: String?
    let inputs: [String: CorpusMatrix]
    let value: CorpusMatrix
    let seed: CorpusMatrix?
    let adjoint: [String: CorpusMatrix]
    let direction: [String: CorpusMatrix]
    let tangent: CorpusMatrix
    let symmetricInputs: [String]?
  }

  /// Rows that say in words what is computed.
  private static func program(_ row: Row) -> String? {
    switch row.op {
    case "expm": exponential
    case "nuclear-norm": "sum(sqrt(eigvals(A'*A)))"
    case "logsumexp": "logsumexp(Z, 2)"
    case "layernorm":
      """
      m = mean(X, 2); v = mean((X - m).^2, 2)
      (X - m)./sqrt(v + 1e-5).*g + b
      """
    case "gp-marginal":
      """
      K = exp(2*th[1])*exp(-(x - x').^2/(2*exp(2*th[2]))) + exp(2*th[3])*eye(rows(x))
      L = chol(K); a = lsolve(L, y)
      -sum(a.^2)/2 - sum(log(diag(L))) - rows(x)*log(2*pi)/2
      """
    default: row.program
    }
  }

  /// Scaling, the series by Horner's rule, and squaring.
  private static var exponential: String {
    let series = (1...24).reversed().reduce("I") { "I + B*(\($0))/\($1)" }
    return "I = eye(rows(A)); B = A/8; twice(X) = X*X; iterate(twice, 3, \(series))"
  }

  @Test("Values, adjoints in both modes and tangents are right")
  func rows() throws {
    var tally = Tally()
    for row in try Corpus.rows("matrix", as: Row.self) {
      let program = try #require(Self.program(row), "\(row.id) has no program")
      let inputs = row.inputs.mapValues(\.matrix)
      let subject = try Subject(program, with: inputs)
      compare(subject.program.values(at: subject.point)[0], row.value.matrix, row.id, &tally)
      try adjoints(of: program, row, &tally)
      compare(tangent(of: subject, row), row.tangent.matrix, "\(row.id) tangent", &tally)
    }
    tally.report("matrix")
  }

  /// The derivatives of the seed's product with the value.
  private func adjoints(of program: String, _ row: Row, _ tally: inout Tally) throws {
    let seed = row.seed?.matrix ?? Matrix(1)
    let statements = program.split { $0 == ";" || $0 == "\n" }
    let output = try #require(statements.last)
    let weighted =
      statements.dropLast().joined(separator: ";") + "; sum((\(output)).*seed_of_output)"
    var inputs = row.inputs.mapValues(\.matrix)
    inputs["seed_of_output"] = seed
    let subject = try Subject(weighted, with: inputs)
    for mode in DifferentiationMode.allCases {
      let indices = Array(subject.program.inputs.indices)
      let partials = Gradient(of: subject.program, by: indices, at: subject.point, mode: mode)
        .partials
      for (input, name) in zip(subject.program.inputs, subject.names) {
        guard let reference = row.adjoint[name]?.matrix else { continue }
        var computed = Matrix(input.shape, Array(partials[input.coordinates]))
        if row.symmetricInputs?.contains(name) ?? false { computed = Self.folded(computed) }
        compare(computed, reference, "\(row.id) d\(name) \(mode)", &tally)
      }
    }
  }

  /// An element beside the diagonal moves its mirror image with it.
  private static func folded(_ matrix: Matrix) -> Matrix {
    var folded = matrix
    let size = matrix.shape.rows
    for column in 0..<size {
      for row in 0..<size {
        folded.elements[row + column * size] =
          row == column ? matrix[row, column] : matrix[row, column] + matrix[column, row]
      }
    }
    return folded
  }

  private func tangent(of subject: Subject, _ row: Row) -> Matrix {
    let graph = subject.program.graph
    let output = subject.program.outputs[0].node
    let directions = subject.program.inputs.map { graph.makeInput($0.shape) }
    let seeds = zip(subject.program.inputs, directions).map { Seed($0.node, $1) }
    let tangent = Tangent(of: [output], seeds: seeds, in: graph)
    guard let root = tangent[output] else { return Matrix(graph.shape(of: output)) }
    let evaluator = Evaluator(graph, roots: [root])
    evaluator.bind(subject.program, to: subject.point)
    for (node, name) in zip(directions, subject.names) {
      let direction = row.direction[name]?.matrix.elements ?? []
      evaluator.bind(node, to: direction[...])
    }
    evaluator.run()
    return evaluator.matrix(root)
  }

  /// Within a small multiple of the rounding of the largest element, and more where the matrix is
  /// ill-conditioned (Hilbert's of order 4: 3e4).
  private func compare(
    _ value: Matrix, _ reference: Matrix, _ what: String, _ tally: inout Tally
  ) {
    guard value.shape == reference.shape else {
      return tally.fail("\(what): \(value.shape), reference \(reference.shape)")
    }
    let largest = reference.elements.reduce(0) { max($0, abs($1)) }
    let condition = what.contains("hilbert") ? 3e4 : 1
    for (computed, known) in zip(value.elements, reference.elements) {
      tally.compare(computed, with: known, noise: 16 * 0x1p-53 * largest * condition, what)
    }
  }
}

/// A matrix as a list of rows, or a number.
struct CorpusMatrix: Decodable {
  let matrix: Matrix

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(CorpusNumber.self) {
      matrix = Matrix(number.value)
      return
    }
    let rows = try container.decode([[CorpusNumber]].self)
    let columns = rows.first?.count ?? 0
    let elements = (0..<columns).flatMap { column in rows.map { $0[column].value } }
    matrix = Matrix(Shape(rows.count, columns), elements)
  }
}
