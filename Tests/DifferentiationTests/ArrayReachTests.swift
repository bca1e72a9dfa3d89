import Differentiation
import Evaluation
import Graph
import Numerics
import ProgramSupport
import Testing

/// What an index, an extreme, a triangle or a selection leaves out never shows in a derivative.
@Suite("Structural zeros of arrays")
struct ArrayReachTests {
  struct Case: CustomStringConvertible, Sendable {
    let text: String
    let bindings: [String: Matrix]
    let gradient: [String: Matrix]

    init(_ text: String, _ bindings: [String: Matrix], _ gradient: [String: Matrix]) {
      self.text = text
      self.bindings = bindings
      self.gradient = gradient
    }

    var description: String { text }
  }

  private static let inf = Double.infinity

  /// Programs in which the slope of something that is left out is infinite or nan.
  static let cases: [Case] = [
    Case("sqrt(x)[2]", ["x": .column(0, 1)], ["x": .column(0, 0.5)]),
    Case("sqrt(x)[end]", ["x": .column(-1, 4)], ["x": .column(0, 0.25)]),
    // Behind an extreme, what it does not take meets a slope that is not finite.
    Case(
      "atan2(max([x; y; 2])*3, 1/z)",
      ["x": Matrix(1), "y": Matrix(3), "z": Matrix(0)],
      ["x": Matrix(0), "y": Matrix(.nan), "z": Matrix(.nan)]),
    Case("max(sqrt(x))", ["x": .column(0, 4)], ["x": .column(0, 0.25)]),
    Case("min(1./x)", ["x": .column(0, 2)], ["x": .column(0, -0.25)]),
    Case(
      "sum(max(sqrt(A), [], 1))", ["A": Matrix([[0, 4], [1, 0]])],
      ["A": Matrix([[0, 0.25], [0.5, 0]])]),
    Case(
      "sum(tril(1./A))", ["A": Matrix([[1, 0], [2, 4]])],
      ["A": Matrix([[-1, 0], [-0.25, -0.0625]])]),
    Case(
      "sum(triu(sqrt(A), 1))", ["A": Matrix([[0, 4], [0, 0]])],
      ["A": Matrix([[0, 0.25], [0, 0]])]),
    Case(
      "trace(log(A))", ["A": Matrix([[1, 0], [-1, 2]])], ["A": Matrix([[1, 0], [0, 0.5]])]),
    Case(
      "sum(diag(sqrt(A)))", ["A": Matrix([[4, 0], [0, 1]])], ["A": Matrix([[0.25, 0], [0, 0.5]])]),
    Case(
      "sum(if(x > 0, sqrt(x), 0))", ["x": .column(0, 4, -1)], ["x": .column(0, 0.25, 0)]),
    Case(
      "sum(if(x > 0, sqrt(x), x.^2))", ["x": .column(-3, 4)], ["x": .column(-6, 0.25)]),
    Case(
      "s = sqrt(x); sum(s[2:3]) + if(y > 0, s[1], 0)",
      ["x": .column(0, 1, 4), "y": Matrix(-1)], ["x": .column(0, 0.5, 0.25), "y": Matrix(0)]),
    Case(
      "s = sqrt(x); s[1] + s[2]", ["x": .column(0, 1)], ["x": .column(inf, 0.5)]),
    // Through arrangements.
    Case(
      "flip(sqrt(x))[1]", ["x": .column(0, 1)], ["x": .column(0, 0.5)]),
    Case(
      "reshape(sqrt(x), 2, 2)[:, 2]'*[1; 2]", ["x": .column(0, 0, 1, 4)],
      ["x": .column(0, 0, 0.5, 0.5)]),
    Case(
      "A = sqrt(x)*[1, 2]; A[2, 2]", ["x": .column(0, 1)], ["x": .column(0, 1)]),
    Case(
      "[sqrt(x); y][3]", ["x": .column(0, 0), "y": .column(7, 8)],
      ["x": .column(0, 0), "y": .column(1, 0)]),
    Case(
      "[sqrt(x), y][1, 2]", ["x": .column(0, 0), "y": .column(7, 8)],
      ["x": .column(0, 0), "y": .column(1, 0)]),
    Case(
      "cumsum(sqrt(x))[1]", ["x": .column(4, 0)], ["x": .column(0.25, 0)]),
    Case("sqrt(x)'[2]", ["x": .column(0, 1)], ["x": .column(0, 0.5)]),
    Case(
      "repmat(sqrt(x), 1, 2)[2, 2]", ["x": .column(0, 1)], ["x": .column(0, 0.5)]),
    Case(
      "kron([1, 2], sqrt(x))[2, 2]", ["x": .column(0, 1)], ["x": .column(0, 1)]),
    Case(
      "sum((sqrt(x) + [1, 2])[2, :])", ["x": .column(0, 1)], ["x": .column(0, 1)]),
    // A scalar below a selection of an array.
    Case(
      "sum(if([1; 2] > 5, sqrt(s), 3)) + s", ["s": Matrix(0)], ["s": Matrix(1)]),
    Case(
      "sum(if([1; 2] > 1, s*[1; 1], sqrt(s)))", ["s": Matrix(4)], ["s": Matrix(1.25)]),
    Case(
      "if(s > 0, sum(sqrt(x)), sum(x))", ["s": Matrix(-1), "x": .column(0, 0)],
      ["s": Matrix(0), "x": .column(1, 1)]),
    Case(
      "if(s > 0, det(A), s)", ["s": Matrix(-1), "A": Matrix([[inf, 0], [0, 1]])],
      ["s": Matrix(1), "A": Matrix(Shape(2, 2))]),
    Case(
      "if(s > 0, inv(A)[1, 1], s)", ["s": Matrix(-1), "A": Matrix(Shape(2, 2))],
      ["s": Matrix(1), "A": Matrix(Shape(2, 2))]),
    // Mixed with products and reductions of what is finite.
    Case(
      "[1, 2]*sqrt(x)[2:3]", ["x": .column(0, 1, 4)], ["x": .column(0, 0.5, 0.5)]),
    Case(
      "B = tril(1./A); [1, 1]*B*[1; 0]", ["A": Matrix([[1, 0], [2, 1]])],
      ["A": Matrix([[-1, 0], [-0.25, 0]])]),
    Case(
      "norm(if(x > 0, sqrt(x), 0))", ["x": .column(0, 9, -1)], ["x": .column(0, 1.0 / 6, 0)]),
    Case(
      "max(max(sqrt(A), [], 1)*[1; 2], 1)", ["A": Matrix([[4, 0], [0, 9]])],
      ["A": Matrix([[0.25, 0], [0, 1.0 / 3]])]),
    Case(
      "sum(min(sqrt(x), 1))", ["x": .column(9, 4)], ["x": .column(0, 0)]),
    Case(
      "sum(clamp(log(x), 0, 1))", ["x": .column(0, 2)], ["x": .column(0, 0.5)]),
    Case(
      "prod(if(x > 0, sqrt(x), 2))", ["x": .column(0, 4)], ["x": .column(0, 0.5)]),
    Case(
      "logsumexp(sqrt(x)[2:2])", ["x": .column(0, 1)], ["x": .column(0, 0.5)]),
    // What one element spoils is not the others' trouble.
    Case(
      "norm(sqrt(A), 1)[2]", ["A": Matrix([[0, 9], [4, 16]])],
      ["A": Matrix([[0, 0.5 / 5], [0, 0.5 / 5]])]),
    Case("sum(sqrt(x))", ["x": .column(0, 1)], ["x": .column(inf, 0.5)]),
    Case(
      "sum(sqrt(A)*[1; 1])", ["A": Matrix([[0, 1], [4, 1]])],
      ["A": Matrix([[inf, 0.5], [0.25, 0.5]])]),
    Case(
      "sum((sqrt(x)*y').*[1, 2; 3, 4])", ["x": .column(0, 1), "y": .column(1, 1)],
      ["x": .column(inf, 3.5), "y": .column(3, 4)]),
    Case(
      "s = x[1]; y = s*[1; 2; 3]; sqrt(y[2] - 2) + sqrt(x[2])", ["x": .column(3, 0)],
      ["x": .column(0.5, inf)]),
    Case(
      "y = sum(x)*[1; 2; 3]; sqrt(y[3] - y[1]) + sqrt(z)",
      ["x": .column(1, 1), "z": Matrix(0)], ["x": .column(0.5, 0.5), "z": Matrix(inf)]),
  ]

  @Test("Both modes give the gradient, by the whole sweep and by each element", arguments: cases)
  func gradient(_ test: Case) throws {
    let bindings = test.bindings.map { (name: $0.key, value: $0.value) }
    let program = try Program(test.text, bindings)
    let wanted = program.inputs.flatMap { test.gradient[program.text($0.span)]?.elements ?? [] }
    for mode in DifferentiationMode.allCases {
      let gradient = Gradient(
        of: program, by: Array(program.inputs.indices), at: program.point(bindings), mode: mode)
      #expect(close(gradient.partials, wanted), "\(mode): \(gradient.partials), not \(wanted)")
      for (index, input) in program.inputs.enumerated() {
        let start = program.coordinates(of: Array(0..<index)).count
        let alone = Gradient(of: program, by: [index], at: program.point(bindings), mode: mode)
        #expect(
          close(alone.partials, Array(wanted[start..<start + input.shape.count])),
          "\(mode) by \(program.text(input.span)): \(alone.partials)")
      }
    }
  }

  @Test("The trace evaluates the same derivatives", arguments: cases)
  func trace(_ test: Case) throws {
    let bindings = test.bindings.map { (name: $0.key, value: $0.value) }
    let program = try Program(test.text, bindings)
    let wanted = program.inputs.flatMap { test.gradient[program.text($0.span)]?.elements ?? [] }
    let point = program.point(bindings)
    let inputs = Array(program.inputs.indices)
    let adjoints = Trace(of: program, by: inputs, at: point, derivatives: .adjoints)
    let found = program.inputs.flatMap { input in
      adjoints.positions[input.node].flatMap { adjoints.rows[$0].adjoint?.elements } ?? []
    }
    #expect(close(found, wanted), "adjoints \(found), not \(wanted)")
    let directions = Array(0..<program.coordinateCount)
    let forward = Trace(of: program, by: inputs, at: point, derivatives: .tangents(directions))
    let row = try #require(forward.positions[program.outputs[0].node])
    let tangents = forward.rows[row].tangents.map { $0.elements[0] }
    #expect(close(tangents, wanted), "tangents \(tangents), not \(wanted)")
  }

  @Test("A trace with trouble elsewhere reaches everything that it should")
  func masks() throws {
    // The mask of a scalar element is spread over an array, of which an element is picked again.
    let bindings = [(name: "x", value: Matrix.column(1, 1))]
    for (text, slope) in [
      ("y = x[1]*[1; 2; 3]; sqrt(y[2]*2)", 1.0), ("y = x[1] + [1, 2; 3, 4]; y[2, 2]^2", 10),
      ("y = x[1]*[1; 2; 3]; z = flip(y); z[1]^2", 18), ("y = x[1]*[1; 2]; sum(y')^2", 18),
      ("y = x[1]*[1; 2]; [y; x][2]^2", 8), ("y = x[1]*[1, 2; 3, 4]; tril(y)[2, 1]^2", 18),
      ("y = x[1]*ones(2, 2); diag(y)[2]^2", 2), ("y = x[1]*ones(2, 1); cumsum(y)[2]^2", 8),
      ("y = x[1]*ones(2, 1); reshape(y, 1, 2)[2]^2", 2), ("y = x[1]*ones(2, 1); (y*y')[2, 2]^2", 4),
    ] {
      let program = try Program(text, bindings)
      let trace = Trace(of: program, by: [0], at: [1, 1], derivatives: .tangents([0]))
      let row = try #require(trace.positions[program.outputs[0].node])
      #expect(
        abs(trace.rows[row].tangents[0].elements[0] - slope) <= 1e-14 * slope,
        "\(text): \(trace.rows[row].tangents)")
    }
  }

  @Test("Numerical 0·inf on a reached arc stays nan in both modes")
  func numericalTrouble() throws {
    let bindings = [(name: "x", value: Matrix.column(0, 1))]
    let program = try Program("sum(sqrt(x).*[0; 1])", bindings)
    for mode in DifferentiationMode.allCases {
      let gradient = Gradient(of: program, by: [0], at: [0, 1], mode: mode)
      #expect(gradient.partials[0].isNaN && gradient.partials[1] == 0.5, "\(gradient.partials)")
    }
  }

  private func close(_ found: [Double], _ wanted: [Double]) -> Bool {
    found.count == wanted.count
      && zip(found, wanted).allSatisfy {
        $0 == $1 || $0.isNaN && $1.isNaN || abs($0 - $1) <= 1e-15 * max(1, abs($1))
      }
  }
}
