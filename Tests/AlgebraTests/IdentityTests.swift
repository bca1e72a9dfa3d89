import Graph
import Testing

@testable import Algebra

/// Identities one by one, and what is no identity of real numbers.
@Suite("Identities")
struct IdentityTests {
  /// The simplified form of a formula, by way of the derivative of its multiple by t.
  private func simplified(_ text: String) throws -> String {
    try derivative("t*(\(text))", by: ["t"])
  }

  static let table: [(text: String, simplified: String)] = [
    // Like terms, powers, numbers.
    ("x + x", "2*x"), ("3*x - x", "2*x"), ("x - x", "0"), ("0*x", "0"), ("x*x*x", "x^3"),
    ("x/x", "1"), ("x^2/x^5", "1/x^3"), ("2*3*x", "6*x"), ("1/2 + 1/2", "1"), ("x/2 + x/2", "x"),
    ("x*(1/3)", "x/3"), ("0.1*0.2*x", "0.02*x"), ("x*y/x", "y"), ("-(-x)", "x"),
    ("-(x - y)", "y - x"), ("(x - y)*(y - x)", "-(x - y)^2"), ("2*(x + y) - 2*x", "2*y"),
    ("(x^2 - 1)/(x - 1)", "x + 1"), ("x^a*x^b", "x^(a + b)"), ("(x^3)^2", "x^6"),
    ("a*x + b*x", "x*(a + b)"), ("x^2 + 2*x*y + y^2", "(x + y)^2"),
    ("(x*y + x + 2*y + 2)", "(y + 1)*(x + 2)"), ("sqrt(8)*sqrt(2)", "4"), ("sqrt(12)", "2*sqrt(3)"),
    ("sqrt(3)/3", "1/sqrt(3)"),
    // Roots, and the sign that they lose.
    ("sqrt(x)*sqrt(x)", "x"), ("sqrt(x^2)", "abs(x)"), ("sqrt(4*x)", "2*sqrt(x)"),
    ("sqrt(x^4)", "x^2"), ("sqrt(x^3)", "x^1.5"), ("sqrt(x)*sqrt(y)", "sqrt(x*y)"),
    ("cbrt(x)^3", "x"), ("(x^2)^0.3", "abs(x)^0.6"),
    // Exponentials and logarithms.
    ("exp(x)*exp(y)", "exp(x + y)"), ("exp(log(x))", "x"), ("exp(2*log(x))", "x^2"),
    ("log(exp(x))", "x"), ("exp(x)^2", "exp(2*x)"), ("exp(x)*exp(-x)", "1"), ("e^x*e", "e^(x + 1)"),
    ("log(x^2)", "log(x^2)"), ("log(x*y)", "log(x*y)"), ("2^x*5^x", "10^x"),
    // Circular and hyperbolic functions.
    ("sin(x)^2 + cos(x)^2", "1"), ("1 + tan(x)^2", "sec(x)^2"), ("1 - cos(x)^2", "sin(x)^2"),
    ("sin(x)/cos(x)", "tan(x)"), ("1/cos(x)", "sec(x)"), ("sin(-x)", "-sin(x)"),
    ("cos(-x)", "cos(x)"), ("cosh(x)^2 - sinh(x)^2", "1"), ("1 - tanh(x)^2", "sech(x)^2"),
    ("sinh(x)/cosh(x)", "tanh(x)"), ("cos(x)^2 - sin(x)^2", "cos(2*x)"),
    ("2*sinh(x)*cosh(x)", "sinh(2*x)"), ("sin(asin(x))", "x"), ("cos(asin(x))", "sqrt(1 - x^2)"),
    ("(exp(x) + exp(-x))/2", "cosh(x)"), ("sin(x/2)*cos(x/2)", "sin(x)/2"),
    // Signs and steps.
    ("abs(x)^2", "x^2"), ("abs(-x)", "abs(x)"), ("abs(exp(x))", "exp(x)"), ("x/abs(x)", "sign(x)"),
    ("sign(x)*abs(x)", "x"), ("abs(2*x)", "2*abs(x)"), ("sign(3*x)", "sign(x)"),
    ("if(1 > 0, x, y)", "x"), ("if(x > 0, y, y)", "y"),
    ("if(x > 0, y, 0) + if(x > 0, 0, z)", "if(x > 0, y, z)"),
    ("sigmoid(x) + sigmoid(-x)", "1"),
    // A numerator over several denominators.
    ("1/x + 1/y", "1/x + 1/y"), ("1/(x - 1) - 1/(x + 1)", "2/(x^2 - 1)"),
    ("x/(x + 1) + 1/(x + 1)", "1"),
  ]

  @Test("An expression is simplified", arguments: table.indices)
  func identities(_ index: Int) throws {
    let (text, expected) = Self.table[index]
    let result = try simplified(text)
    #expect(result == expected, "\(text) became \(result)")
  }

  static let atPoints: [(text: String, x: Double)] = [
    ("sqrt(x^2)", -2), ("(x^2)^0.5", -3), ("log(x^2)", -2), ("(x^4)^0.25", -1.5),
    ("abs(x)*x", -2), ("sqrt(x^2*exp(x))", -1), ("cbrt(x)^2", -8), ("(x^2)^1.5", -2),
    ("exp(log(x^2))", -3), ("sign(x)*x^2", -2), ("x/sqrt(x^2)", -4), ("sqrt((x - 5)^2)", 2),
    ("sqrt(x^2/8)", -3), ("sqrt(12*x^2)", 2), ("(x^2*18)^(-0.5)", -1),
    ("sqrt((x + 1)^(-2)/8)", 2),
    ("atan2(x, -1)", 0.5), ("if(x > 0, 1/x, x^2)", -2), ("max(x, -x)*x", -3),
  ]

  @Test("A value never changes where it is defined", arguments: atPoints.indices)
  func values(_ index: Int) throws {
    let (text, x) = Self.atPoints[index]
    let before = try value(text, at: ["x": x])
    let after = try value(simplified(text), at: ["x": x])
    #expect(abs(before - after) <= 1e-14 * abs(before), "\(text) at \(x)")
  }

  @Test("Numbers stay exact as long as they can")
  func numbers() {
    #expect(Number(0.1) + Number(0.2) == Number(0.3))
    #expect(Number(1, 3) * Number(3) == .one)
    #expect(Number(6, -4) == Number(-3, 2))
    #expect(Number(2.25).power(.half) == Number(1.5))
    #expect(Number(2).power(.half) == nil)
    #expect(Number(2).power(Number(-3)) == Number(1, 8))
    #expect(!Number(1.0 / 3).isExact && Number(1.0 / 3).value == 1.0 / 3)
    #expect(!Number(1e300).isExact && (Number(1e300) * Number(2)).value == 2e300)
    #expect((Number(Int.max) + .one).value == 0x1p63)
    #expect(Number.content(of: [Number(6), Number(9, 2)]) == Number(3, 2))
    for value in [0.3, 1e-9, 123456.789, 1e15 - 1, 0x1p-60, 1.7976931348623157e308] {
      #expect(Number(value).value == value)
    }
  }

  @Test("Polynomials are divided, separated and rooted exactly")
  func polynomials() throws {
    let arena = TermArena()
    let x = arena.symbol(0)
    let y = arena.symbol(1)
    func polynomial(_ term: Term) throws -> Polynomial {
      try #require(arena.expanded(term, limit: 100))
    }
    let cube = try polynomial(arena.power(arena.add(x, y), 3))
    #expect(cube.count == 4)
    let sum = try polynomial(arena.add(x, y))
    let quotient = try #require(cube.divided(by: sum))
    #expect(arena.term(quotient) == arena.term(try polynomial(arena.power(arena.add(x, y), 2))))
    #expect(cube.divided(by: try polynomial(arena.add(x, arena.one))) == nil)
    #expect(cube.perfectRoot?.exponent == 3)
    #expect(try polynomial(arena.add(x, y, arena.one)).perfectRoot == nil)
    let first = try polynomial(
      arena.multiply(arena.add(x, arena.one), arena.add(x, arena.number(2))))
    let second = try polynomial(
      arena.multiply(arena.add(x, arena.one), arena.add(x, arena.number(3))))
    let common = try #require(first.commonDivisor(with: second))
    #expect(arena.primitive(arena.term(common)).term == arena.add(x, arena.one))
  }
}
