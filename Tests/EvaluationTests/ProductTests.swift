import Evaluation
import Graph
import Numerics
import ProgramSupport
import Testing

/// Products with directions and weights, and Taylor series.
@Suite("Products and series")
struct ProductTests {
  @Test("Products are those of the whole matrices")
  func products() throws {
    let subject = try Subject("[x[1]*y^2; sin(x[2]) + y; x[1]]", shapes: ["x": Shape(2, 1)])
    let point = [1.5, 0.7, -0.4]
    let matrix = Jacobian(of: subject.program, by: [0, 1], at: point).matrix.dense
    let direction = [0.3, -1, 2.0]
    let tangent = DerivativeProduct.tangents(
      of: subject.program, at: point, direction: direction
    ).tangents[0]
    for row in 0..<3 {
      let expected = (0..<3).reduce(0) { $0 + matrix[row, $1] * direction[$1] }
      #expect(abs(tangent.elements[row] - expected) <= 1e-14)
    }
    let weight = Matrix(Shape(3, 1), [1, -2, 0.5])
    let adjoints = DerivativeProduct.adjoints(
      of: subject.program, by: [0, 1], at: point, weights: [weight]
    ).adjoints.flatMap(\.elements)
    for column in 0..<3 {
      let expected = (0..<3).reduce(0) { $0 + matrix[$1, column] * weight.elements[$1] }
      #expect(abs(adjoints[column] - expected) <= 1e-14)
    }
  }

  @Test("The Hessian's product is that of the whole Hessian")
  func hessianProduct() throws {
    let subject = try Subject("exp(x[1]*y) + x[2]^3*y^2", shapes: ["x": Shape(2, 1)])
    let point = [0.5, 0.7, -0.4]
    let matrix = Hessian(of: subject.program, by: [0, 1], at: point).matrix.dense
    let direction = [0.3, -1, 2.0]
    let products = DerivativeProduct.hessian(
      of: subject.program, by: [0, 1], at: point, direction: direction
    ).products.flatMap(\.elements)
    for row in 0..<3 {
      let expected = (0..<3).reduce(0) { $0 + matrix[row, $1] * direction[$1] }
      #expect(abs(products[row] - expected) <= 1e-14)
    }
  }

  @Test("What a direction does not move does not show, however infinite its slope")
  func structuralZeros() throws {
    let subject = try Subject("sum(sqrt(x))", shapes: ["x": Shape(2, 1)])
    let tangent = DerivativeProduct.tangents(
      of: subject.program, at: [0, 4], direction: [0, 1]
    ).tangents[0]
    #expect(tangent.elements == [0.25])
  }

  // MARK: - Series

  /// Functions with the coefficients of their series at 0, as a function of the order.
  static let series: [(text: String, coefficient: @Sendable (Int) -> Double)] = [
    ("exp(x)", { 1 / factorial($0) }),
    ("1/(1 - x)", { _ in 1 }),
    ("log1p(x)", { $0 == 0 ? 0 : ($0 % 2 == 1 ? 1 : -1) / Double($0) }),
    ("sin(x)", { $0 % 2 == 0 ? 0 : ($0 % 4 == 1 ? 1 : -1) / factorial($0) }),
    ("cosh(x)", { $0 % 2 == 0 ? 1 / factorial($0) : 0 }),
    ("atan(x)", { $0 % 2 == 0 ? 0 : ($0 % 4 == 1 ? 1 : -1) / Double($0) }),
    ("sqrt(1 + x)", { binomial(0.5, $0) }), ("(1 + x)^(-2.5)", { binomial(-2.5, $0) }),
    ("(1 + x)^3", { binomial(3, $0) }), ("exp(2*x)*exp(-x)", { 1 / factorial($0) }),
    ("lambertw(x)", { $0 == 0 ? 0 : lambert($0) }), ("x^5", { $0 == 5 ? 1 : 0 }),
    ("abs(x - 2)", { [2, -1][min($0, 1)] * ($0 > 1 ? 0 : 1) }),
    ("if(x < 1, 1/(1 - x), nan)", { _ in 1 }),
    ("sinh(x)/cosh(x) - tanh(x) + x", { $0 == 1 ? 1 : 0 }),
  ]

  private static func factorial(_ n: Int) -> Double { (0..<n).reduce(1) { $0 * Double($1 + 1) } }

  private static func binomial(_ a: Double, _ k: Int) -> Double {
    (0..<k).reduce(1) { $0 * (a - Double($1)) / Double($1 + 1) }
  }

  /// (-k)^(k-1)/k!
  private static func lambert(_ k: Int) -> Double {
    (1...k).reduce(1.0 / Double(k)) { $0 * ($1 < k ? -Double(k) / Double($1) : 1) }
  }

  @Test("Series to order 20 are the closed forms")
  func closedForms() throws {
    for (text, coefficient) in Self.series {
      let subject = try Subject(text)
      let found = Taylor(of: subject.program, along: 0, at: [0], order: 20).coefficients[0]
      for (order, value) in found.enumerated() {
        let expected = coefficient(order)
        #expect(
          abs(value.elements[0] - expected) <= 1e-12 * max(abs(expected), 1e-3),
          "\(text), order \(order): \(value.elements[0]), not \(expected)")
      }
    }
  }

  @Test("Every function's series is that of its repeated derivatives")
  func repeatedDerivatives() throws {
    for text in [
      "gamma(x)", "erf(x)", "tan(x)", "asin(x/2)", "x^x", "besselj(1, x)", "digamma(x)*sin(x)",
      "hypot(x, 2)", "atan2(x, 3)", "softplus(x)", "log(x)/x", "sqrt(x^2 + 1)", "max(x, x^2)",
    ] {
      let subject = try Subject(text)
      let found = Taylor(of: subject.program, along: 0, at: [0.7], order: 5).coefficients[0]
      var factorial = 1.0
      for order in 0...5 {
        if order > 1 { factorial *= Double(order) }
        let derivative = try Subject("diff(\(text), x, \(order))").program.values(at: [0.7])[0]
        let expected = derivative.elements[0] / factorial
        #expect(
          abs(found[order].elements[0] - expected) <= 1e-11 * max(1, abs(expected)),
          "\(text), order \(order): \(found[order].elements[0]), not \(expected)")
      }
    }
  }

  /// One-sided limits at 0: the first coefficients exist, the others are infinite.
  static let endingSeries: [(text: String, coefficients: [Double], step: String?)] = [
    ("sqrt(x)", [0, .infinity, -.infinity, .infinity, -.infinity], "sqrt(x)"),
    ("3*sqrt(2*x) + 1", [1, .infinity, -.infinity, .infinity, -.infinity], "sqrt(2*x)"),
    ("x^2.5", [0, 0, 0, .infinity, -.infinity], "x^2.5"),
    ("x^0.5", [0, .infinity, -.infinity, .infinity, -.infinity], "x^0.5"),
    ("asin(1 - x) + x^3", [.pi / 2, -.infinity], "asin(1 - x)"),
    ("y = x^1.5; cos(y) + x", [1, 1], "x^1.5"),
    ("1 + x^2", [1, 0, 1, 0, 0], nil),
  ]

  @Test("A series says at which step it ends, and is right up to there")
  func endingSeries() throws {
    for (text, coefficients, step) in Self.endingSeries {
      let program = try Subject(text).program
      let taylor = Taylor(of: program, along: 0, at: [0], order: 4)
      let found = taylor.coefficients[0].prefix(coefficients.count).map { $0.elements[0] }
      for (value, expected) in zip(found, coefficients) {
        #expect(value == expected || abs(value - expected) < 1e-15, "\(text): \(found)")
      }
      #expect(taylor.trouble.map { program.text(program.span(of: $0.node)) } == step, "\(text)")
    }
  }

  /// Solutions of equations with a series that is known in every element.
  static let solutions: [(text: String, coefficients: @Sendable (Int) -> [Double])] = [
    ("[1 - t, 0; 0, 1 - 2*t] \\ [1; 1]", { [1, pow(2, Double($0))] }),
    ("[1 - t, t; 0, 1]' \\ [1; 0]", { [1, $0 == 0 ? 0 : -1] }),
    ("lsolve([1 - t, 7; t, 1], [1; 0])", { [1, $0 == 0 ? 0 : -1] }),
    ("usolve([1, t; 7, 1 - t], [0; 1])", { [$0 == 0 ? 0 : -1, 1] }),
    ("inv([1 - t, 0; 0, 2])", { [1, 0, 0, $0 == 0 ? 0.5 : 0] }),
    (
      "chol([1 + t, 0; 0, 4*(1 + t)])",
      { [binomial(0.5, $0), 0, 0, 2 * binomial(0.5, $0)] }
    ),
    // Determinants, also of matrices that are singular at the point or everywhere.
    ("det([t, t^2; 1, 2*t])", { [$0 == 2 ? 1 : 0] }),
    ("det([t, 2*t; sin(t), 2*sin(t)])", { _ in [0] }),
    ("det((1 + t)*eye(4) + t*0)", { [binomial(4, $0)] }),
    ("det(t*ones(5, 5) + eye(5))", { [[1, 5][safe: $0] ?? 0] }),
    (
      "det([t, 1, 0, 0; 0, t, 1, 0; 0, 0, t, 1; 1, 0, 0, t])",
      { [[-1, 0, 0, 0, 1][safe: $0] ?? 0] }
    ),
    // Eigenvalues and what else has a rule for its tangent.
    ("eigvals([t, 1; 1, t])", { [[-1, 1], [1, 1]][safe: $0] ?? [0, 0] }),
    (
      "eigvals([0, 1; 1, 2*t])",
      { order in
        let root = order % 2 == 0 ? binomial(0.5, order / 2) : 0
        let slope = order == 1 ? 1.0 : 0
        return [slope - root, slope + root]
      }
    ),
    ("eigvecs([t, 1; 1, t]).^2", { $0 == 0 ? [0.5, 0.5, 0.5, 0.5] : [0, 0, 0, 0] }),
    (
      "norm([1, t; t, 1], 1)",
      { order in
        Array(repeating: order % 2 == 0 ? binomial(0.5, order / 2) : 0, count: 2)
      }
    ),
    (
      "logsumexp([t, 0; t, 2*t], 1) - log(2)",
      { order in
        // log(1 + exp(2*t)) - log(2) = t + log(cosh(t)).
        let known: [Double] = [0, 1, 0.5, 0, -1.0 / 12, 0, 1.0 / 45]
        return order < known.count ? [order == 1 ? 1 : 0, known[order]] : [0, .nan]
      }
    ),
    (
      "softmax([2*t, t; 0, t])",
      { order in
        // (1 + tanh(t))/2
        let known: [Double] = [0.5, 0.5, 0, -1.0 / 6, 0, 1.0 / 15, 0, -17.0 / 630]
        guard order < known.count else { return [.nan, .nan, 0, 0] }
        let half = order == 0 ? 0.5 : 0
        return [known[order], order == 0 ? 0.5 : -known[order], half, half]
      }
    ),
    ("logdet([1 + t, 0; 0, 3])", { [$0 == 0 ? log(3) : -pow(-1, Double($0)) / Double($0)] }),
  ]

  @Test("Series of solutions to order 20 take one solve an order")
  func solvedSeries() throws {
    for (text, coefficients) in Self.solutions {
      let subject = try Subject(text)
      let found = Taylor(of: subject.program, along: 0, at: [0], order: 20).coefficients[0]
      // Derivatives of derivatives would be nodes, more in every order.
      let counts = try [2, 11, 20].map { order in
        let subject = try Subject(text)
        _ = Taylor(of: subject.program, along: 0, at: [0], order: order)
        return subject.program.graph.count
      }
      #expect(counts[2] - counts[1] <= counts[1] - counts[0], "\(text) \(counts)")
      for (order, value) in found.enumerated() {
        for (element, expected) in zip(value.elements, coefficients(order)) {
          // Where the closed form is not written out so far.
          if expected.isNaN { continue }
          #expect(
            abs(element - expected) <= 1e-13 * max(1, abs(expected)),
            "\(text), order \(order): \(value.elements)")
        }
      }
    }
  }

  @Test(
    "The steps of a series grow no faster than its order",
    arguments: [
      "det([sin(t), t, 1; t^2, cos(t), 3; 1, exp(t), 2])", "eigvals([t, 1; 1, t^2])",
      "eigvecs([t, 1; 1, t^2])", "norm([t, 1; 1, t^2], 1)", "softmax([t, 1; 1, t^2])",
      "logdet([2 + t, 1; 1, 2])", "max([t, 1; 1, t^2], [], 2)", "logsumexp([t, 1; 1, t^2], 2)",
      "det(softmax([sin(t), t; t^2, cos(t)]))", "eigvals(inv([2 + t, 1; 1, 2]))",
    ])
  func steps(text: String) throws {
    let counts = try [8, 24].map { order in
      let program = try Subject(text).program
      let before = program.graph.count
      #expect(Taylor(of: program, along: 0, at: [0.3], order: order).order == order)
      return program.graph.count - before
    }
    #expect(counts[1] <= 3 * counts[0])
  }

  @Test("A large determinant is differentiated again and again only as far as it stays small")
  func repeatedLimit() throws {
    let program = try Subject("det(sin((1:11)'*(1:11)*t))").program
    let series = Taylor(of: program, along: 0, at: [0.3], order: 60)
    #expect(series.order >= 5 && series.order < 60)
    #expect(program.graph.count < 100_000)
  }

  @Test("Second derivatives of a power by its exponent are those of r*log(x), in both orders")
  func powers() throws {
    let subject = try Subject("x^y")
    let values: [(point: [Double], byBoth: Double, byExponent: Double)] = [
      ([2, 3], 12 * log(2) + 4, 8 * log(2) * log(2)), ([0, 2], 0, 0), ([0, 3], 0, 0),
      ([0, 1], .nan, 0), ([0, 0.5], .nan, 0), ([0, -1], .nan, .nan),
      ([-2, 2], .nan, .nan), ([-2, 3], .nan, .nan), ([-2, 0.5], .nan, .nan),
    ]
    for (point, byBoth, byExponent) in values {
      let matrix = Hessian(of: subject.program, by: [0, 1], at: point).matrix
      matrix.forEachElement { row, column, value in
        let expected = row != column ? byBoth : row == 1 ? byExponent : value
        #expect(
          value == expected || value.isNaN && expected.isNaN
            || abs(value - expected) <= 1e-14 * abs(expected),
          "\(point), \(row), \(column): \(value)")
      }
    }
  }

  @Test("Series of arrays: linear operations and products by coefficients, others by derivatives")
  func arrays() throws {
    for text in [
      "[t, 1; 1, 2]*[t; t^2]", "sum([t; 2*t].^2)", "inv([1 + t, 1; 0, 2])", "det([t, 2; 3, t])",
      "chol([2 + t, t; t, 3])", "(v*t)'*v", "flip(cumsum(v*t^2))", "max(v*t)", "norm([1; t])",
    ] {
      let subject = try Subject(text, shapes: ["v": Shape(3, 1)])
      let index = subject.names.firstIndex(of: "t") ?? 0
      let values: [String: [Double]] = ["t": [0.4], "v": [1, 2, -0.5]]
      let point = subject.point(values)
      let found = Taylor(of: subject.program, along: index, at: point, order: 3).coefficients[0]
      for (order, factorial) in [(1, 1.0), (2, 2), (3, 6)] {
        let derivative = try Subject("diff(\(text), t, \(order))", shapes: ["v": Shape(3, 1)])
        let expected = derivative.program.values(at: derivative.point(values))[0]
        for (value, known) in zip(found[order].elements, expected.elements) {
          #expect(abs(value - known / factorial) <= 1e-13, "\(text), order \(order)")
        }
      }
    }
  }
}

extension Array {
  fileprivate subscript(safe index: Int) -> Element? { index < count ? self[index] : nil }
}
