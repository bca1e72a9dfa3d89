import Differentiation
import Evaluation
import Graph
import Numerics
import ProgramSupport
import Testing

/// Values and derivatives where a naive rule fails: zeros, ties, overflow, rank, emptiness.
@Suite("Special values of arrays")
struct ArraySpecialValueTests {
  struct Case: CustomStringConvertible, Sendable {
    let text: String
    let bindings: [String: Matrix]
    let value: Matrix
    /// By input; nil where only the value is asked for.
    let gradient: [String: Matrix]?

    init(
      _ text: String, _ bindings: [String: Matrix] = [:], value: Matrix,
      gradient: [String: Matrix]? = nil
    ) {
      self.text = text
      self.bindings = bindings
      self.value = value
      self.gradient = gradient
    }

    init(
      _ text: String, _ bindings: [String: Matrix], _ value: Double,
      _ gradient: [String: Matrix]? = nil
    ) {
      self.init(text, bindings, value: Matrix(value), gradient: gradient)
    }

    var description: String { text }
  }

  private static let nan = Double.nan
  private static let inf = Double.infinity
  private static let tiny = Double.leastNonzeroMagnitude

  static let products: [Case] = [
    Case(
      "prod(x)", ["x": .column(2, 0, 3)], 0, ["x": .column(0, 6, 0)]),
    Case("prod(x)", ["x": .column(0, 0, 3)], 0, ["x": .column(0, 0, 0)]),
    Case(
      "sum(prod(A, 1))", ["A": Matrix([[0, 1, 2], [5, 0, 3], [7, 0, 4]])], 24,
      ["A": Matrix([[35, 0, 12], [0, 0, 8], [0, 0, 6]])]),
    Case(
      "sum(prod(A, 2))", ["A": Matrix([[0, 5], [1, 0]])], 0, ["A": Matrix([[5, 0], [0, 1]])]),
    Case("prod(x)", ["x": Matrix(Shape(0, 1))], 1, ["x": Matrix(Shape(0, 1))]),
    Case("prod(A, 1)", ["A": Matrix(Shape(0, 2))], value: Matrix([[1, 1]])),
  ]

  static let running: [Case] = [
    Case(
      "sum(cumprod(x))", ["x": .column(2, 0, 3, 5)], 2, ["x": .column(1, 2 + 6 + 30, 0, 0)]),
    Case(
      "sum(cumprod(x))", ["x": .column(0, 0, 3)], 0, ["x": .column(1, 0, 0)]),
    Case(
      "sum(sum(cumprod(A, 2)))", ["A": Matrix([[0, 5, 7]])], 0, ["A": Matrix([[41, 0, 0]])]),
    Case(
      "sum(cummax(x))", ["x": .column(1, 3, 2, 3, 5)], 15, ["x": .column(1, 2.5, 0, 0.5, 1)]),
    Case("sum(cummin(x))", ["x": .column(2, 2)], 4, ["x": .column(1.5, 0.5)]),
    Case("cummax(x)", ["x": .column(1, nan, 2)], value: .column(1, nan, nan)),
    // What a maximum leaves is not reached, infinite slope or not.
    Case(
      "sum(cummax(sqrt(x)))", ["x": .column(4, 0, 0)], 6, ["x": .column(0.75, 0, 0)]),
    Case("cummax(x)", ["x": Matrix(Shape(0, 1))], value: Matrix(Shape(0, 1))),
    Case("cumprod(A, 1)", ["A": Matrix(Shape(3, 0))], value: Matrix(Shape(3, 0))),
    Case("cumprod(7)", value: Matrix(7)),
  ]

  static let extremes: [Case] = [
    Case("max(x)", ["x": .column(3, 1, 3, 3)], 3, ["x": .column(1.0 / 3, 0, 1.0 / 3, 1.0 / 3)]),
    Case("min(x)", ["x": .column(3, 1, 1)], 1, ["x": .column(0, 0.5, 0.5)]),
    Case(
      "sum(max(A, [], 1))", ["A": Matrix([[1, 5], [1, 2]])], 6,
      ["A": Matrix([[0.5, 1], [0.5, 0]])]),
    Case(
      "sum(min(A, [], 2))", ["A": Matrix([[1, 1], [4, 2]])], 3,
      ["A": Matrix([[0.5, 0.5], [0, 1]])]),
    Case("max(x)", ["x": .column(1, nan, 2)], nan),
    Case("max(x)", ["x": .column(-inf, -inf)], -inf, ["x": .column(0.5, 0.5)]),
    Case("max(A)", ["A": Matrix(Shape(0, 0))], nan),
    Case("max(A, [], 1)", ["A": Matrix(Shape(0, 2))], value: Matrix([[nan, nan]])),
    Case(
      "sum(max(x, 1))", ["x": .column(0, 1, 2)], 4, ["x": .column(0, 0.5, 1)]),
  ]

  static let norms: [Case] = [
    Case("norm(x)", ["x": .column(0, 0)], 0, ["x": .column(0, 0)]),
    Case("norm(x)", ["x": .column(3e200, 4e200)], 5e200, ["x": .column(0.6, 0.8)]),
    Case("norm(x)", ["x": .column(3e-200, 4e-200)], 5e-200, ["x": .column(0.6, 0.8)]),
    Case("norm(x)", ["x": Matrix(Shape(0, 1))], 0, ["x": Matrix(Shape(0, 1))]),
    Case(
      "sum(norm(A, 1))", ["A": Matrix([[0, 3], [0, 4]])], 5, ["A": Matrix([[0, 0.6], [0, 0.8]])]),
    Case("norm(x)", ["x": Matrix(-2)], 2, ["x": Matrix(-1)]),
  ]

  /// Values and slopes by arithmetic of 40 digits.
  static let powerNorms: [Case] = [
    Case(
      "pnorm(x, 3)", ["x": .column(3, 4, 5)], 6.0,
      ["x": .column(0.25, 0.44444444444444444444, 0.69444444444444444444)]),
    Case(
      "pnorm(x, 1.5)", ["x": .column(1, -2, 0.25)], 2.500244564377402117,
      ["x": .column(0.63242459908450133447, -0.89438344520366905787, 0.31621229954225066724)]),
    Case(
      "pnorm(x, 7.25)", ["x": .column(3e200, -4e200, 1e190)], 4.0651259404456437056e+200,
      ["x": .column(0.14972534120669830722, -0.90398747920638722674, 4.9350035505716815879e-67)]),
    Case(
      "pnorm(x, 3)", ["x": .column(3e-200, 4e-200, -5e-200)], 5.9999999999999998926e-200,
      ["x": .column(0.25, 0.44444444444444444444, -0.69444444444444444444)]),
    Case(
      "pnorm(x, 1.0625)", ["x": .column(1e300, -1e-300, 2e300)], 2.8903152737936262497e+300,
      ["x": .column(0.93581698617274842595, -2.9593131493801834821e-38, 0.977249143810438836)]),
    Case(
      "pnorm(x, 100)", ["x": .column(1, -0.99, 0.5)], 1.0031239738351424544,
      ["x": .column(0.73433398575334387645, -0.27150503846646321245, 1.1585747454718728742e-30)]),
    Case("pnorm(x, 3)", ["x": .column(0, 0)], 0, ["x": .column(0, 0)]),
    Case("pnorm(x, 3)", ["x": .column(-2e200, 0)], 2e200, ["x": .column(-1, 0)]),
    Case("pnorm(x, 3)", ["x": .column(2e-200, 0)], 2e-200, ["x": .column(1, 0)]),
    Case("pnorm(x, 3)", ["x": .column(tiny, 0)], tiny, ["x": .column(1, 0)]),
    Case("pnorm(x, 1.5)", ["x": .column(0, 4)], 4, ["x": .column(0, 1)]),
    Case("pnorm(x, 200)", ["x": .column(1e-5, 0)], 1e-5, ["x": .column(1, 0)]),
    Case("pnorm(x, 5000)", ["x": .column(3, -1.5)], 3, ["x": .column(1, 0)]),
    Case("pnorm(x, 3)", ["x": Matrix(-7)], 7, ["x": Matrix(-1)]),
    Case("pnorm(x, 3)", ["x": Matrix(Shape(0, 1))], 0, ["x": Matrix(Shape(0, 1))]),
    Case("pnorm(x, inf)", ["x": Matrix(Shape(0, 1))], 0, ["x": Matrix(Shape(0, 1))]),
    Case("pnorm(A, 3, 1)", ["A": Matrix(Shape(0, 2))], value: Matrix([[0, 0]])),
    Case("pnorm(x, 1)", ["x": .column(-3, 0, 4)], 7, ["x": .column(-1, 0, 1)]),
    Case("pnorm(x, 2)", ["x": .column(-3, 0, 4)], 5, ["x": .column(-0.6, 0, 0.8)]),
    Case("pnorm(x, inf)", ["x": .column(-3, 0, 3)], 3, ["x": .column(-0.5, 0, 0.5)]),
    Case(
      "sum(pnorm(A, 3, 1))", ["A": Matrix([[0, 3], [0, 0]])], 3, ["A": Matrix([[0, 1], [0, 0]])]),
    Case("p = 1 + 2; pnorm(x, p)", ["x": .column(2, 0)], 2, ["x": .column(1, 0)]),
    Case("pnorm(x, 3)", ["x": .column(inf, 1)], value: Matrix(inf)),
    Case("pnorm(x, 3)", ["x": .column(nan, inf)], nan, ["x": .column(nan, nan)]),
  ]

  static let exponentials: [Case] = [
    Case(
      "logsumexp(x)", ["x": .column(1000, 1000)], 1000.6931471805599, ["x": .column(0.5, 0.5)]),
    Case("logsumexp(x)", ["x": .column(-1000, -inf)], -1000, ["x": .column(1, 0)]),
    Case("logsumexp(x)", ["x": .column(0, -1000)], 0, ["x": .column(1, 0)]),
    Case("logsumexp(x)", ["x": Matrix(Shape(0, 1))], -inf, ["x": Matrix(Shape(0, 1))]),
    // Sums so large that the logarithm of the number of elements is below their last place.
    Case(
      "logsumexp(x)", ["x": .column(1e10, 1e10)], 1e10 + 0.6931471805599453,
      ["x": .column(0.5, 0.5)]),
    Case("logsumexp(x)", ["x": .column(1e16, 1e16)], 1e16, ["x": .column(0.5, 0.5)]),
    Case(
      "logsumexp(A)", ["A": Matrix([[-1e17, 3e17], [3e17, 0]])], 3e17,
      ["A": Matrix([[0, 0.5], [0.5, 0]])]),
    Case(
      "logsumexp(x')", ["x": .column(1e300, 1e300, 1)], 1e300, ["x": .column(0.5, 0.5, 0)]),
    Case(
      "sum(logsumexp(A, 1).*[2, 1])", ["A": Matrix([[1e17, 0], [1e17, 0]])],
      2e17 + 0.6931471805599453,
      ["A": Matrix([[1, 0.5], [1, 0.5]])]),
    Case(
      "sum(logsumexp(A, 2).*[2; 1])", ["A": Matrix([[-1e17, -1e17], [0, 0]])], -2e17,
      ["A": Matrix([[1, 1], [0.5, 0.5]])]),
    Case("logsumexp(x)", ["x": .column(inf, 2)], inf, ["x": .column(nan, nan)]),
    Case("logsumexp(x)", ["x": .column(-inf, -inf)], -inf, ["x": .column(nan, nan)]),
    Case("logsumexp(x)", ["x": Matrix(-inf)], -inf, ["x": Matrix(1)]),
    Case(
      "logsoftmax(x)", ["x": .column(1e17, 1e17)],
      value: .column(-0.6931471805599453, -0.6931471805599453)),
    Case(
      "logsoftmax(x)[1]", ["x": .column(1e17, 1e17)], -0.6931471805599453, ["x": .column(0.5, -0.5)]
    ),
    Case("logsoftmax(x)[1]*1e18", ["x": .column(0, -40)], -4.248354255291589),
    Case("softmax(x)", ["x": .column(1e308, 0, -1e308)], value: .column(1, 0, 0)),
    Case(
      "sum(softmax(x).*[1; 2])", ["x": .column(1000, 1000)], 1.5, ["x": .column(-0.25, 0.25)]),
    Case("logsoftmax(x)", ["x": .column(1000, 0)], value: .column(0, -1000)),
    Case("softmax(A)", ["A": Matrix(Shape(0, 2))], value: Matrix(Shape(0, 2))),
  ]

  static let determinants: [Case] = [
    // Rank n - 1, n - 2 and 0.
    Case("det(A)", ["A": Matrix([[1, 2], [2, 4]])], 0, ["A": Matrix([[4, -2], [-2, 1]])]),
    Case(
      "det(A)", ["A": Matrix([[1, 2, 3], [2, 4, 6], [1, 1, 1]])], 0,
      ["A": Matrix([[-2, 4, -2], [1, -2, 1], [0, 0, 0]])]),
    Case(
      "det(A)", ["A": Matrix([[1, 2, 3], [2, 4, 6], [3, 6, 9]])], 0, ["A": Matrix(Shape(3, 3))]),
    Case("det(A)", ["A": Matrix(Shape(2, 2))], 0, ["A": Matrix(Shape(2, 2))]),
    Case("det(A)", ["A": Matrix(Shape(0, 0))], 1, ["A": Matrix(Shape(0, 0))]),
    Case("det(A)", ["A": Matrix(5)], 5, ["A": Matrix(1)]),
    Case("logdet(A)", ["A": Matrix([[0, 1], [1, 0]])], nan),
    Case("logdet(A)", ["A": Matrix([[1, 2], [2, 4]])], -inf),
    Case("logdet(A)", ["A": Matrix([[1e300, 0], [0, 1e300]])], 1381.5510557964273),
    Case("inv(A)", ["A": Matrix([[1, 2], [2, 4]])], value: Matrix([[nan, nan], [nan, nan]])),
    Case("A \\ b", ["A": Matrix(Shape(2, 2)), "b": .column(1, 2)], value: .column(nan, nan)),
    Case("chol(A)", ["A": Matrix([[1, 2], [2, 1]])], value: Matrix([[nan, nan], [nan, nan]])),
    // The symmetric part of an unsymmetric argument: [4, 1; 1, 1].
    Case(
      "sum(chol(A))", ["A": Matrix([[4, 2], [0, 1]])], 2 + 0.5 + 0.75.squareRoot()),
    Case("eigvals(A)", ["A": Matrix([[2, 4], [0, 2]])], value: .column(0, 4)),
    Case("eigvals(A)", ["A": Matrix([[3, 0], [0, 3]])], value: .column(3, 3)),
    Case(
      "sum(A^0)", ["A": Matrix([[1, 2], [3, 4]])], 2, ["A": Matrix(Shape(2, 2))]),
    Case("A^-2", ["A": Matrix([[2, 0], [0, 4]])], value: Matrix([[0.25, 0], [0, 0.0625]])),
    Case("A^5", ["A": Matrix([[1, 1], [0, 1]])], value: Matrix([[1, 5], [0, 1]])),
    Case("A^0", ["A": Matrix(Shape(2, 2))], value: Matrix([[1, 0], [0, 1]])),
  ]

  static let empty: [Case] = [
    Case("sum(A)", ["A": Matrix(Shape(0, 3))], 0, ["A": Matrix(Shape(0, 3))]),
    Case("sum(A, 1)", ["A": Matrix(Shape(0, 3))], value: Matrix([[0, 0, 0]])),
    Case("sum(A, 2)", ["A": Matrix(Shape(0, 3))], value: Matrix(Shape(0, 1))),
    Case("A*B", ["A": Matrix(Shape(2, 0)), "B": Matrix(Shape(0, 2))], value: Matrix(Shape(2, 2))),
    Case("mean(A)", ["A": Matrix(Shape(0, 3))], nan), Case("var(x)", ["x": Matrix(5)], nan),
    Case("[]", value: Matrix(Shape(0, 0))), Case("sum([])", [:], 0),
    Case("[[], x; []]", ["x": .column(1, 2)], value: .column(1, 2)),
    Case("numel(zeros(3, 0)) + rows(zeros(3, 0))", [:], 3),
  ]

  static let indices: [Case] = [
    Case(
      "sum(x[[1, 1, 2]].*[1; 10; 100])", ["x": .column(2, 3, 4)], 322,
      ["x": .column(11, 100, 0)])
  ]

  static let all =
    products + running + extremes + norms + powerNorms + exponentials + determinants + empty
    + indices

  @Test("The value and both modes' gradients are as they must be", arguments: all)
  func special(_ test: Case) throws {
    let bindings = test.bindings.map { (name: $0.key, value: $0.value) }
    let program = try Program(test.text, bindings)
    let value = program.values(at: program.point(bindings))[0]
    #expect(
      value.distance(to: test.value) <= 1e-15 * max(1, test.value.finiteLargest), "\(value)")
    guard let expected = test.gradient else { return }
    for mode in DifferentiationMode.allCases {
      let gradient = Gradient(
        of: program, by: Array(program.inputs.indices), at: program.point(bindings), mode: mode)
      for (index, input) in program.inputs.enumerated() {
        let start = program.coordinates(of: Array(0..<index)).count
        let found = Matrix(
          input.shape, Array(gradient.partials[start..<start + input.shape.count]))
        let wanted = try #require(expected[program.text(input.span)])
        #expect(
          found.distance(to: wanted) <= 1e-13 * max(1, wanted.largest), "\(mode): \(found)")
      }
    }
  }

  @Test(
    "Second derivatives are right where factors are 0 and matrices singular",
    arguments: [
      ("prod(A)", Matrix([[0, 2, 3]])), ("prod(A)", Matrix([[0, 0, 3]])),
      ("prod(A)", Matrix([[0, 0, 0, 5]])), ("prod(A)", Matrix([[2, 3, 4, 5, 6]])),
      ("det(A)", Matrix([[1, 2], [2, 4]])), ("det(A)", Matrix([[0, 0], [0, 0]])),
      ("det(A)", Matrix([[1, 2, 3], [2, 4, 6], [1, 1, 1]])),
      ("det(A)", Matrix([[1, 2, 3], [2, 4, 6], [3, 6, 9]])),
      ("det(A)", Matrix([[0, 0, 0], [0, 0, 0], [0, 0, 1]])),
      ("det(A)", Matrix([[1, 2, 3, 4], [2, 4, 6, 8], [1, 0, 0, 1], [1, 0, 0, 1]])),
      ("logsumexp(A)", Matrix([[1000, 999, -1000]])), ("softmax(A')", Matrix([[700, 710]])),
      ("A^3", Matrix([[0, 1], [0, 0]])), ("A^0", Matrix([[0, 1], [0, 0]])),
      ("norm(A).^2", Matrix([[1, 2], [3, 4]])), ("pnorm(A, 6)", Matrix([[0, 2, -1e-3]])),
      ("pnorm(A, 4, 1)", Matrix([[0, 1], [0.5, 0]])),
    ])
  func second(_ text: String, _ point: Matrix) throws {
    let function = try ArrayFunction(text, [("A", point)])
    var random = RandomPrograms(seed: 3)
    let direction = [random.matrix(point.shape)]
    let quotients = function.hessianDifferences(direction)
    for (order, product) in function.hessianProducts(direction) {
      #expect(
        product.distance(to: quotients) <= 1e-8 * max(1, quotients.largest),
        "\(order): \(product), differences \(quotients)")
    }
  }

  @Test("An index may be any constant, and `end` is that of the value it stands in")
  func nestedEnds() throws {
    let bindings = [
      (name: "x", value: Matrix.column(5, 6, 7)), (name: "A", value: Matrix([[1, 2], [3, 4]])),
    ]
    for (text, value) in [
      ("i = [3, 1]; x[i[end]]", 5.0), ("x[[1, 2][end]] + x[end]", 13), ("A[end, 1]", 3),
      ("x[rows(A[:, end])]", 6), ("x[[3, 1; 2, 2][end, 1]]", 6), ("A[end]", 4),
      ("x[end - [2, 1][end]]", 6), ("sum(x[[3, 1][1:0]])", 0),
    ] {
      let program = try Program(text, bindings)
      #expect(program.values(at: program.point(bindings))[0] == Matrix(value), "\(text)")
    }
  }

  @Test("An index that depends on an input is refused")
  func indexFromInput() {
    #expect(throws: ProgramError.self) {
      try Program("x[k]", [("x", .column(1, 2)), ("k", Matrix(1))])
    }
  }

  @Test("Equal eigenvalues have values, and slopes that are not finite only at second order")
  func repeatedEigenvalues() throws {
    let function = try ArrayFunction("sum(eigvals(S))", [("S", Matrix([[2, 0], [0, 2]]))])
    // The trace: its slope exists, and the rule gives it.
    #expect(
      function.reverse()[0].distance(
        to: Matrix([[1, 0], [0, 1]]).map { $0 * function.weights.elements[0] }) <= 1e-15)
  }
}

extension Matrix {
  fileprivate var finiteLargest: Double {
    elements.filter(\.isFinite).reduce(0) { max($0, $1.magnitude) }
  }
}
