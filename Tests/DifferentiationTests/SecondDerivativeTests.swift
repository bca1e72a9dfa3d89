import Calculus
import Differentiation
import Evaluation
import Graph
import Numerics
import ProgramSupport
import Testing

/// Second and higher derivatives where a function bends: the curvature of what is smooth there, and
/// nan for all else. Never the number that comes from differentiating a convention.
@Suite("Second derivatives at kinks")
struct SecondDerivativeTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let text: String
    let point: [String: [Double]]
    /// Row by row.
    let hessian: [Double]
    var testDescription: String { text }

    init(_ text: String, _ point: [String: [Double]], _ hessian: [Double]) {
      self.text = text
      self.point = point
      self.hessian = hessian
    }
  }

  private static let origin: [String: [Double]] = ["x": [0], "y": [0]]
  private static let vector: [String: [Double]] = ["v": [0, 0]]
  private static let quarter = Double.pi * Double.pi

  /// Even functions of what bends; closed forms.
  static let smooth: [Case] = [
    Case("abs(x)^2", ["x": [0]], [2]), Case("abs(x)*abs(x)", ["x": [0]], [2]),
    Case("square(abs(-3*x))", ["x": [0]], [18]), Case("abs(x)^3", ["x": [0]], [0]),
    Case("abs(x)^4 + x", ["x": [0]], [0]), Case("oneminussquare(abs(x)/2)", ["x": [0]], [-0.5]),
    Case("cos(abs(x))", ["x": [0]], [-1]), Case("cosh(2*abs(x))", ["x": [0]], [4]),
    Case("sech(abs(x))*sec(abs(x))", ["x": [0]], [0]),
    Case("exp(cos(abs(x)))", ["x": [0]], [-exp(1)]),
    Case("cospi(abs(x))", ["x": [0]], [-quarter]), Case("sinc(abs(x))", ["x": [0]], [-quarter / 3]),
    Case("hypot(x, y)^2", origin, [2, 0, 0, 2]), Case("hypot(x, y)^4 + x*y", origin, [0, 1, 1, 0]),
    Case("hypot(x, y)^3", origin, [0, 0, 0, 0]), Case("abs(x)^2.5", ["x": [0]], [0]),
    Case("norm(v)^2.5 + v[1]*v[2]", vector, [0, 1, 1, 0]),
    Case("abs(x)^3", ["x": [-2]], [12]), Case("abs(x)^2.5", ["x": [4]], [7.5]),
    Case("cos(2*hypot(x, 3*y))", origin, [-4, 0, 0, -36]),
    Case("cosh(hypot(x, y)/2)", origin, [0.25, 0, 0, 0.25]),
    Case("sinc(-hypot(x, y))", origin, [-quarter / 3, 0, 0, -quarter / 3]),
    Case("cos(abs(x)*abs(y))", origin, [0, 0, 0, 0]),
    Case("exp(-norm(v)^2)", vector, [-2, 0, 0, -2]),
    Case("sech(norm(v))", vector, [-1, 0, 0, -1]),
    Case("normpdf(norm(v))*sqrt(2*pi)", vector, [-1, 0, 0, -1]),
    Case("sum(abs(v).^2)", vector, [2, 0, 0, 2]), Case("sum(norm(v, 2).^2)", vector, [2, 0, 0, 2]),
    Case("(norm(v)/4)^2", vector, [0.125, 0, 0, 0.125]),
    Case("if(x < 1, cos(abs(x)), abs(x))", ["x": [0]], [-1]),
    Case("if(x < 1, x^2, relu(x) + abs(x) + max(x, 0))", ["x": [0]], [2]),
    Case("max(x, y)^2", ["x": [1], "y": [2]], [0, 0, 0, 2]),
    Case("abs(abs(x))^2", ["x": [0]], [2]), Case("hypot(abs(x), abs(y))^2", origin, [2, 0, 0, 2]),
    Case("hypot(x, hypot(y, 2*y))^2", origin, [2, 0, 0, 10]),
    Case("cos(hypot(hypot(x, x), y))", origin, [-2, 0, 0, -1]),
    Case("norm(abs(v))^2", vector, [2, 0, 0, 2]), Case("besselj(0, abs(x))", ["x": [0]], [-0.5]),
    Case("besselj(-2, hypot(x, y))", origin, [0.25, 0, 0, 0.25]),
    Case("abs(x)*y", ["x": [-1], "y": [2]], [0, -1, -1, 0]),
    Case("floor(x)*x*y", ["x": [2.5], "y": [3]], [0, 2, 2, 0]),
    Case("(x > 0 && x < 1)*x^2", ["x": [0.5]], [2]), Case("x^0", ["x": [1e-200]], [0]),
    Case("relu(x)^2 + relu(y)^2", ["x": [3], "y": [-3]], [2, 0, 0, 0]),
    Case("sum(relu([1, 2; -3, -4]*v).*[v[2]; v[1]])", ["v": [1, 1]], [0, 1, 1, 4]),
    Case("abs(x)*tanh(abs(x))", ["x": [0]], [2]),
    Case("sin(-2*abs(x))*erf(abs(x))*sqrt(pi)", ["x": [0]], [-8]),
    Case("(abs(x) + atan(abs(x)))*y*sinh(abs(x)/2)", ["x": [0], "y": [3]], [6, 0, 0, 0]),
    Case("cos(tanh(abs(x)))*2 + asinh(abs(x))^4", ["x": [0]], [-2]),
    Case("hypot(x, y)*tanh(hypot(x, y))", origin, [2, 0, 0, 2]),
    Case("sin(norm(v))*atan(norm(v))", vector, [2, 0, 0, 2]),
    Case("sum(abs(v).*tanh(abs(v)))", vector, [2, 0, 0, 2]),
    Case("expminussquare(abs(x)) + 8*logisticpdf(hypot(x, 0*x))", ["x": [0]], [-3]),
    Case("abs(x)*x", ["x": [-2]], [-2]), Case("max(x, x)^2", ["x": [1]], [2]),
  ]

  @Test("What is smooth has its curvature, in every mode", arguments: smooth)
  func curvature(_ example: Case) throws {
    for hessian in try hessians(example) {
      #expect(hessian.count == example.hessian.count)
      for (found, expected) in zip(hessian, example.hessian) {
        #expect(abs(found - expected) <= 1e-14 * max(1, abs(expected)), "\(hessian)")
      }
    }
  }

  /// What has no second derivative; 0 for elements that have one.
  static let bent: [Case] = [
    Case("abs(x)", ["x": [0]], [.nan]), Case("x*abs(x)", ["x": [0]], [.nan]),
    Case("sin(abs(x))", ["x": [0]], [.nan]),
    Case("hypot(x, y)", origin, Array(repeating: .nan, count: 4)),
    Case("pnorm(v, 3)", vector, Array(repeating: .nan, count: 4)),
    Case("norm(v)", vector, Array(repeating: .nan, count: 4)),
    Case("max(x, y)^2", ["x": [1], "y": [1]], Array(repeating: .nan, count: 4)),
    Case("min(x, y) + 0*x", ["x": [1], "y": [1]], Array(repeating: .nan, count: 4)),
    Case("max(v)", ["v": [3, 3]], Array(repeating: .nan, count: 4)),
    Case("relu(x)^2", ["x": [0]], [.nan]), Case("clamp(x, 1, 2)^2", ["x": [2]], [.nan]),
    Case("clamp(1, x, y)^2", ["x": [1], "y": [2]], [.nan, 0, 0, 0]),
    Case("if(x < 1, abs(x), x^2)", ["x": [0]], [.nan]),
    Case("hypot(x, x)", ["x": [0]], [.nan]), Case("exp(hypot(2*x, 2*x))", ["x": [0]], [.nan]),
    Case("norm([x; 2*x])", ["x": [0]], [.nan]), Case("max([x; 2*x])", ["x": [0]], [.nan]),
    Case("relu(2*x)", ["x": [0]], [.nan]), Case("relu(sin(x))", ["x": [0]], [.nan]),
    Case("relu(exp(x) - 1)", ["x": [0]], [.nan]), Case("sin(relu(x))", ["x": [0]], [.nan]),
    Case("x*relu(x)", ["x": [0]], [.nan]), Case("abs(2*sin(x))*3", ["x": [0]], [.nan]),
    // A slope that is a convention is none in a mixed derivative either, whichever comes first.
    Case("abs(x)*abs(y)", origin, Array(repeating: .nan, count: 4)),
    Case("abs(x)*y", ["x": [0], "y": [2]], [.nan, .nan, .nan, 0]),
    Case("relu(x)*y", ["x": [0], "y": [2]], [.nan, .nan, .nan, 0]),
    Case("max(x, 0)*max(y, 0)", origin, Array(repeating: .nan, count: 4)),
    Case("hypot(x, x)*y", ["x": [0], "y": [1]], [.nan, .nan, .nan, 0]),
    Case("abs(v[1])*v[2]", ["v": [0, 1]], [.nan, .nan, .nan, 0]),
    Case("norm(v)*x", ["v": [0, 0], "x": [1]], Array(repeating: .nan, count: 8) + [0]),
    Case("x^y", origin, [0, .nan, .nan, .nan]),
    // Nor does what jumps have a second derivative, where it jumps.
    Case("x*sign(x)", ["x": [0]], [.nan]), Case("x*floor(x)", ["x": [2]], [.nan]),
    Case("floor(x)", ["x": [2]], [.nan]), Case("x*mod(x, 2)", ["x": [2]], [.nan]),
    Case("x*heaviside(x)", ["x": [0]], [.nan]), Case("x*round(x)", ["x": [0.5]], [.nan]),
    Case("(x > 0)*x^2", ["x": [0]], [.nan]), Case("(x > 0 && x < 1)*x^2", ["x": [0]], [.nan]),
    Case("!(x > 0)*x^2", ["x": [0]], [.nan]),
    Case("sign(x)*y^2", ["x": [0], "y": [1]], [.nan, .nan, .nan, 0]),
    Case("sum(sign(v).*v)", vector, [.nan, 0, 0, .nan]),
    Case("besselj(1, abs(x))", ["x": [0]], [.nan]),
    Case("max(x, sin(x))", ["x": [0]], [.nan]), Case("exp(relu(3*x)^2)", ["x": [0]], [.nan]),
  ]

  @Test("What has none is nan, in every mode", arguments: bent)
  func none(_ example: Case) throws {
    for hessian in try hessians(example) {
      #expect(hessian.count == example.hessian.count)
      for (found, expected) in zip(hessian, example.hessian) {
        #expect(expected.isNaN ? found.isNaN : found == expected, "\(hessian)")
      }
    }
  }

  /// Forward and reverse over the gradient, products, and derivatives inside a program.
  private func hessians(_ example: Case) throws -> [[Double]] {
    let shapes = example.point.mapValues { Shape($0.count, 1) }
    let subject = try Subject(example.text, shapes: shapes)
    let point = subject.point(example.point)
    let inputs = Array(subject.program.inputs.indices)
    var found = [SweepChoice.forward, .reverse].map {
      Hessian(of: subject.program, by: inputs, at: point, choice: $0).matrix.dense.elements
    }
    found.append(
      point.indices.flatMap { column in
        DerivativeProduct.hessian(
          of: subject.program, by: inputs, at: point,
          direction: point.indices.map { $0 == column ? 1 : 0 }
        ).products.flatMap(\.elements)
      })
    if example.point.count == 1, let name = example.point.keys.first {
      let inner = try Subject("hessian(\(example.text), \(name))", shapes: shapes)
      found.append(inner.program.values(at: inner.point(example.point)).flatMap(\.elements))
      if point.count == 1 {
        let twice = try Subject("diff(\(example.text), \(name), 2)")
        found.append(twice.program.values(at: point).flatMap(\.elements))
        let series = Taylor(of: subject.program, along: 0, at: point, order: 2)
        found.append([2 * series.coefficients[0][2].elements[0]])
      }
    }
    return found
  }

  @Test("Series go on where the function does, and end in nan at a kink")
  func series() throws {
    let expected: [(text: String, coefficients: [Double])] = [
      ("abs(x)^2", [0, 0, 1, 0, 0]), ("cos(abs(x))", [1, 0, -0.5, 0, 1.0 / 24]),
      ("x*x + 1", [1, 0, 1, 0, 0]), ("norm([x; 2*x])^2", [0, 0, 5, 0, 0]),
      ("norm([1; 2*x])", [1, 0, 2, 0, -2]), ("abs(x)", [0, 0, .nan, .nan, .nan]),
      ("relu(x)", [0, 0, .nan, .nan, .nan]),
      ("pnorm([1; x], 3)", [1, 0, 0, .nan, .nan]), ("pnorm([1; x], 4)", [1, 0, 0, 0, 0.25]),
      (
        "pnorm([1 + x; 1 + 2*x], 1.5)",
        [
          1.5874010519681994, 2.38110157795229921, 0.0992125657480124672, -0.148818848622018701,
          0.223228272933028051,
        ]
      ),
      ("cos(hypot(x, x))", [1, 0, -1, .nan, .nan]), ("relu(x + 1)", [1, 1, 0, 0, 0]),
    ]
    for (text, coefficients) in expected {
      let subject = try Subject(text)
      let found = Taylor(of: subject.program, along: 0, at: [0], order: 4).coefficients[0]
      for (matrix, coefficient) in zip(found, coefficients) {
        let value = matrix.elements[0]
        #expect(
          coefficient.isNaN ? value.isNaN : abs(value - coefficient) <= 1e-15, "\(text) \(found)")
      }
    }
  }

  @Test("An even function of what bends has no kink to report")
  func noFinding() throws {
    for (text, kinks) in [
      ("norm(v)^2", 0), ("cos(3*norm(v))", 0), ("norm(v)^2 + norm(v)", 1), ("norm(v)", 1),
      ("if(norm(v) <= 1, sum(v), norm(v))", 0), ("if(norm(v) <= 0, norm(v), 1)", 2),
      ("floor(norm(v)/2 + 0.2) + sum(v)", 0), ("norm(v) < 0", 1),
    ] {
      let subject = try Subject(text, shapes: ["v": Shape(2, 1)])
      let search = FindingSearch(of: subject.program, output: 0, by: [0], at: [0, 0])
      #expect(search.kinkFindings().count == kinks, "\(text)")
    }
  }

  @Test("A maximum makes a dense Hessian only where elements are equal")
  func pattern() throws {
    let subject = try Subject("max(v) + sum(v[1:3].*v[2:4])", shapes: ["v": Shape(4, 1)])
    let single = Hessian(of: subject.program, by: [0], at: [1, 5, 3, 4], isSparse: true)
    #expect(single.matrix.pattern.count == 6)
    let tie = Hessian(of: subject.program, by: [0], at: [1, 5, 3, 5], isSparse: true)
    #expect(tie.matrix.pattern.count == 16)
    let counts = [[1, 5, 3, 4], [1, 5, 3, 5.0]].map {
      Hessian.elementCount(of: subject.program, by: [0], at: $0)
    }
    #expect(counts == [6, 16])
  }

  @Test("The curvature that a rule states is that of its function")
  func curvatures() throws {
    let even = Registry.primitives.filter { $0.curvature != nil }
    #expect(even.count >= 9)
    for primitive in even {
      let order = primitive.constantParameters.map { _ in "0, " }.joined()
      let subject = try Subject("\(primitive.name)(\(order)x)")
      let own = Hessian(of: subject.program, by: [0], at: [0]).matrix.dense.elements[0]
      let bent = try Subject("\(primitive.name)(\(order)hypot(x, 0*x))")
      let lifted = Hessian(of: bent.program, by: [0], at: [0]).matrix.dense.elements[0]
      #expect(abs(own - lifted) <= 4 * own.ulp, "\(primitive.name)")
    }
  }

  // MARK: - Eigenvectors

  /// diag(4, 1, 1): the third eigenvalue is simple, the first two are one twice.
  private static let matrix: [Double] = [4, 0, 0, 0, 1, 0, 0, 0, 1]

  @Test(
    "Equal eigenvalues do not show in the derivatives of another one", arguments: [false, true])
  func simpleEigenvalue(isForward: Bool) throws {
    let mode: DifferentiationMode = isForward ? .forward : .reverse
    let choice: SweepChoice = isForward ? .forward : .reverse
    let sixth = 1.0 / 6
    let vectors = try Subject("eigvecs(S)[2, 3]", shapes: ["S": Shape(3, 3)])
    let gradient = Gradient(of: vectors.program, by: [0], at: Self.matrix, mode: mode).partials
    for (found, expected) in zip(gradient, [0, sixth, 0, sixth, 0, 0, 0, 0, 0]) {
      #expect(abs(found - expected) <= 1e-16)
    }
    // Perturbation theory: d²λ₃ = 2·Σ h_i3²/(λ₃ - λ_i), half on each of two mirrored elements.
    let values = try Subject("eigvals(S)[3]", shapes: ["S": Shape(3, 3)])
    let hessian = Hessian(of: values.program, by: [0], at: Self.matrix, choice: choice).matrix.dense
    for row in 0..<9 {
      for column in 0..<9 {
        let first = [1, 3].contains(row) && [1, 3].contains(column)
        let second = [2, 6].contains(row) && [2, 6].contains(column)
        #expect(abs(hessian[row, column] - (first || second ? sixth : 0)) <= 1e-16)
      }
    }
    let search = FindingSearch(of: values.program, output: 0, by: [0], at: Self.matrix)
    #expect(search.kinkFindings().isEmpty)
  }

  @Test("One of two equal eigenvalues has no slope of its vector, and the finding names the value")
  func repeatedEigenvalue() throws {
    let subject = try Subject("eigvecs(S)[1, 1]", shapes: ["S": Shape(3, 3)])
    let partials = Gradient(of: subject.program, by: [0], at: Self.matrix, mode: .reverse).partials
    #expect(partials.contains { $0.isNaN })
    let search = FindingSearch(of: subject.program, output: 0, by: [0], at: Self.matrix)
    let values = search.kinkFindings().compactMap { finding -> Double? in
      if case .repeatedEigenvalue(let value) = finding.kind { return value }
      return nil
    }
    #expect(values == [1])
  }

  /// Of A = [1; 2]: what only the second element moves is finite beside a kink of the first.
  @Test(
    "A kink of one element leaves the derivatives by another alone",
    arguments: [
      "det(abs(A[1] - 1) + 3) + A[2]^2", "inv(abs(A[1] - 1) + 3) + A[2]^2",
      "logdet(abs(A[1] - 1) + 3) + A[2]^2", "softmax([abs(A[1] - 1); 3])[1] + A[2]^2",
      "sum(eigvals([abs(A[1] - 1), 0; 0, 3])) + A[2]^2",
    ])
  func kinkOfOneElement(_ text: String) throws {
    let subject = try Subject(text, shapes: ["A": Shape(2, 1)])
    for choice in [SweepChoice.forward, .reverse] {
      let matrix = Hessian(of: subject.program, by: [0], at: [1, 2], choice: choice).matrix.dense
      #expect(matrix[0, 1] == 0 && matrix[1, 0] == 0 && matrix[1, 1] == 2, "\(choice)")
    }
  }
}
