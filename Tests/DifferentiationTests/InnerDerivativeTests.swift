import Diagnostics
import Differentiation
import Evaluation
import Graph
import Numerics
import ProgramSupport
import Testing

/// `diff`, `grad`, `jacobian` and `hessian` inside programs.
@Suite("Derivatives inside programs")
struct InnerDerivativeTests {
  /// Programs in x = 3, y = 2, v = [1; 2], with their values.
  static let values: [(text: String, value: [Double])] = [
    ("diff(x*diff(x + y, y), x)", [1]), ("diff(x*diff(x*y, y), x)", [6]),
    ("a = x^2; diff(x^2 + a, a)", [1]), ("a = x^2; b = x^2; diff(a*b, a)", [9]),
    ("a = x^2; diff(a^2, x)", [108]), ("diff(diff(x^3*y^2, x), y)", [108]),
    ("diff(x^3, x, 0); diff(x^3, x, 3); diff(x^3, x, 4)", [27, 6, 0]),
    ("diff(y, x)", [0]), ("diff(x, x)", [1]), ("diff([x; x^2], x)", [1, 6]),
    ("f(t) = t*x; f(x); diff(f(y), y)", [9, 3]), ("f(t) = diff(t*x, t); f(x)", [3]),
    ("f(t) = diff(t^2, t); g(s) = diff(f(s)*s, s); g(y)", [8]),
    ("g(t) = t^2 - 2; n(t) = t - g(t)/diff(g(t), t); iterate(n, 6, 1)", [1.414213562373095]),
    ("grad(sum(v.^3), v)", [3, 12]), ("grad(x^2, x)", [6]), ("grad(x, v)", [0, 0]),
    ("jacobian(v.^2, v)", [2, 0, 0, 4]), ("jacobian(x*v, x)", [1, 2]),
    ("jacobian(sum(v), v)", [1, 1]), ("jacobian([v; v[1]*v[2]], v)", [1, 0, 2, 0, 1, 1]),
    ("hessian(v[1]^2*v[2], v)", [4, 2, 2, 0]), ("hessian(x^3, x)", [18]),
    ("w = 2*v; grad(w'*w, w)", [4, 8]), ("diff(max(x, y), x)", [1]),
    ("diff(if(x > 0, x^2, sqrt(x)), x)", [6]),
    ("h(t) = t^3; diff(iterate(h, 2, x), x)", [9 * pow(3, 8)]),
    // The arguments of a function are values to a derivative in its body.
    ("f(a) = diff(a^2*x, x); f(x)", [9]), ("f(a) = grad(a^2*x, x); f(x)", [9]),
    ("f(a) = jacobian([a*x; x], x); f(x)", [3, 1]), ("f(a) = hessian(a*x^2, x); f(x^2)", [18]),
    ("f(a) = diff(a^2*x, x); diff(f(x), x)", [6]),
    ("f(a) = diff(a^2*x, x); g(b) = f(b*x); g(x)", [81]),
    ("g(t) = t*x; f(a) = diff(g(a)*x, x); f(x)", [18]),
    ("f(a) = diff(diff(a^2*x, x)*a, a); f(x)", [27]),
    ("f(a) = diff(diff(a^2*x, a)*x, x); f(x)", [36]),
    ("w = x^2; f(a) = diff(a*w, w); f(w)", [9]), ("f(x) = diff(x^2*y, y); f(y)", [4]),
    ("f(a) = a*diff(a*x^2, x); iterate(f, 2, x)", [17496]),
    ("f(a, b) = diff(a*b*y, y); f(y, y^2)", [8]),
    ("f(a) = diff(a*x^6, x, 5); f(x)", [6480]),
    // A definition is another word for its expression, unless it is differentiated by.
    ("a = x; diff(a^2*x, x)", [27]), ("g(t) = t*x; diff(g(2*x), x)", [12]),
  ]

  /// Programs at x = 1, y = -1, v = [1; -1]: behind what a selection leaves, slopes are infinite.
  static let selections: [(text: String, value: [Double])] = [
    ("diff(sqrt(if(x > 0, 0, x)), x)", [0]), ("diff(sqrt(if(x > 0, 0, x)), x, 2)", [0]),
    ("diff(sqrt(if(x > 0, 0, x)), x, 5)", [0]), ("diff(log(relu(y)), y)", [0]),
    ("diff(log(max(y, 0)), y)", [0]), ("diff(sqrt(clamp(y, 0, 1)), y)", [0]),
    ("jacobian([sqrt(if(x > 0, 0, x)); x], x)", [0, 1]), ("diff(sqrt(min(x, 0)), x)", [0]),
    ("hessian(sqrt(if(x > 0, 0, x^3)), x)", [0]), ("diff([0; 1; x]'.^0.5, x)", [0, 0, 0.5]),
    ("diff(sum(sqrt(diag([x; x]))), x)", [1]), ("diff(sum(sqrt(relu(v*x))), x)", [0.5]),
    ("jacobian(sqrt(max(v, 0)), v)", [0.5, 0, 0, 0]),
    ("diff(if(x > 0, x^3, sqrt(x - 1))*x, x)", [4]), ("diff(max(x, y)*x, x)", [2]),
  ]

  /// Programs at v = [0; 1]: an infinite slope of one element is not multiplied by the seed of
  /// another.
  static let elements: [(text: String, value: [Double])] = [
    ("jacobian(sqrt(v), v)", [.infinity, 0, 0, 0.5]),
    ("jacobian(cumsum(sqrt(v)), v)", [.infinity, .infinity, 0, 0.5]),
    ("jacobian([sqrt(v); v], v)", [.infinity, 0, 1, 0, 0, 0.5, 0, 1]),
    ("jacobian(sqrt(v)'*[1; 2], v)", [.infinity, 1]),
    ("hessian(sum(v.^1.5), v)", [.infinity, 0, 0, 0.75]),
  ]

  @Test("A Jacobian inside a program seeds one element at a time", arguments: elements)
  func seedsElements(text: String, value: [Double]) throws {
    let subject = try Subject(text, shapes: ["v": Shape(2, 1)])
    let found = subject.program.values(at: subject.point(["v": [0, 1]])).flatMap(\.elements)
    #expect(found == value)
  }

  @Test("Forward mode follows selections", arguments: selections)
  func followsReach(text: String, value: [Double]) throws {
    let subject = try Subject(text, shapes: ["v": Shape(2, 1)])
    let found = subject.program.values(at: subject.point(["x": [1], "y": [-1], "v": [1, -1]]))
      .flatMap(\.elements)
    #expect(found.count == value.count)
    for (a, b) in zip(found, value) { #expect(abs(a - b) <= 1e-15, "\(found)") }
  }

  @Test("Series follow selections", arguments: ["x", "[x; 4]", "[x, x]'", "sum([x; 2*x])"])
  func series(operand: String) throws {
    let subject = try Subject("sum(sqrt(if(x > 0, 0, \(operand))) + if(x > 0, x, sqrt(x)))")
    let found = Taylor(of: subject.program, along: 0, at: [1], order: 3).coefficients[0]
    let count = subject.program.values(at: [1])[0].elements[0]
    #expect(found.map { $0.elements[0] } == [count, count, 0, 0])
  }

  @Test("A derivative of high order is small, and that of Taylor's series")
  func highOrders() throws {
    var counts: [Int] = []
    for order in [20, 40, 80] {
      let subject = try Subject("diff(log(1 + x), x, \(order))")
      let found = subject.program.values(at: subject.point(["x": [0.5]]))[0].elements[0]
      let factorial = (1..<order).reduce(1.0) { $0 * Double($1) }
      let expected = -factorial / pow(1.5, Double(order))
      #expect(abs(found - expected) <= 1e-13 * abs(expected))
      counts.append(subject.program.nodeCount)
    }
    #expect(counts[2] < 5 * counts[0], "\(counts)")
    for text in [
      "exp(x^2)*sin(x)", "x^x", "tan(x)/x", "sqrt(1 + x^2)", "atan2(x, 2)", "hypot(x, 1)",
    ] {
      for order in [4, 7, 12] {
        let subject = try Subject("diff(\(text), x, \(order))")
        let found = subject.program.values(at: subject.point(["x": [0.7]]))[0].elements[0]
        let plain = try Subject(text)
        let series = Taylor(of: plain.program, along: 0, at: [0.7], order: order).coefficients[0]
        let expected = (1...order).reduce(series[order].elements[0]) { $0 * Double($1) }
        #expect(abs(found - expected) <= 1e-10 * abs(expected), "\(text) \(order)")
      }
    }
  }

  @Test("What would be too large is refused before it is made")
  func tooLarge() {
    #expect(throws: ProgramError.self) {
      try Subject("diff(sqrt(x)*exp(sin(x^1.5)), x, 1000)")
    }
  }

  @Test("A derivative inside a program has the value of mathematics", arguments: values)
  func value(text: String, value: [Double]) throws {
    let subject = try Subject(text, shapes: ["v": Shape(2, 1)])
    let found = subject.program.values(at: subject.point(["x": [3], "y": [2], "v": [1, 2]]))
      .flatMap(\.elements)
    #expect(found.count == value.count)
    for (a, b) in zip(found, value) { #expect(abs(a - b) <= 1e-12 * abs(b), "\(found)") }
  }

  @Test("They are differentiated like everything else, in both modes")
  func gradients() throws {
    for (text, expected) in [
      ("diff(x^3*y, x)", [36.0, 27]), ("a = x*y; diff(a^2*x, a)", [24, 18]),
      ("sum(jacobian([x*y; x^2], x))", [2, 1]), ("f(t) = diff(sin(t*y), t); f(x)", nil),
    ] as [(String, [Double]?)] {
      let subject = try Subject(text)
      let point = subject.point(["x": [3], "y": [2]])
      let inputs = Array(subject.program.inputs.indices)
      let forward = Gradient(of: subject.program, by: inputs, at: point, mode: .forward).partials
      let reverse = Gradient(of: subject.program, by: inputs, at: point, mode: .reverse).partials
      for (a, b) in zip(forward, reverse) { #expect(abs(a - b) <= 1e-13 * max(1, abs(b))) }
      let byName = Dictionary(uniqueKeysWithValues: zip(subject.names, reverse))
      if let expected { #expect([byName["x"], byName["y"]] == expected.map { $0 }, "\(text)") }
    }
  }

  @Test("Six nested derivatives of a polynomial are exact, and linear in its size")
  func nested() throws {
    var counts: [Int] = []
    for terms in [20, 40, 80] {
      let polynomial = (6..<6 + terms).map { "\($0 % 7 + 1)*x^\($0 % 9 + 6)*y" }
        .enumerated().map { "a\($0.offset) = \($0.element)" }
      let sum = (0..<terms).map { "a\($0)" }.joined(separator: " + ")
      let nested = (0..<6).reduce("s") { text, _ in "diff(\(text), x)" }
      let subject = try Subject(polynomial.joined(separator: "; ") + "; s = \(sum); \(nested)")
      let found = subject.program.values(at: subject.point(["x": [2], "y": [3]]))[0].elements[0]
      let expected = (6..<6 + terms).reduce(0.0) { total, term in
        let power = term % 9 + 6
        let factor = (0..<6).reduce(Double(term % 7 + 1)) { $0 * Double(power - $1) }
        return total + 3 * factor * pow(2, Double(power - 6))
      }
      #expect(found == expected)
      counts.append(subject.program.nodeCount)
    }
    #expect(counts[2] < 5 * counts[0])
  }

  @Test("The Euler-Lagrange equation of a pendulum")
  func lagrange() throws {
    // d/dt dL/dw - dL/dq with L = m*l^2*w^2/2 + m*g*l*cos(q): m*l^2*a + m*g*l*sin(q).
    let subject = try Subject(
      """
      L = m*l^2*w^2/2 + m*g*l*cos(q); p = diff(L, w)
      diff(p, q)*w + diff(p, w)*a - diff(L, q)
      """)
    let values: [String: [Double]] = [
      "m": [2], "l": [0.5], "g": [9.81], "w": [0.3], "q": [0.4], "a": [1.1],
    ]
    let found = subject.program.values(at: subject.point(values))[0].elements[0]
    #expect(abs(found - (2 * 0.25 * 1.1 + 2 * 9.81 * 0.5 * 0.3894183423086505)) <= 1e-14)
  }
}
