import Foundation
import Graph
import TestSupport
import Testing

@testable import Algebra

/// Numbers that are not finite, and conditions: what no identity may change.
@Suite("Numbers that are not finite, and conditions")
struct NonfiniteTests {
  static let undefined = [
    "(0/0)*x", "x*(inf/inf)", "inf*x - inf*x", "x*nan", "x*sign(0/0)", "x*(inf - inf)", "x*0*inf",
    "x*min(1, 0/0)", "x*max(0/0, 1)", "x*heaviside(inf - inf)", "x*inf*inf^-1", "x*(1/0)*0",
    "x*log(-1)", "x*sqrt(-1)^2", "x*((-8)^(1/3))^3", "x*exp(-inf)*exp(inf)", "x*if(nan, 1, 1)",
    "if(0/0, x, x)", "x*(1/0 - 1/0)", "x*abs(0/0)", "(inf*x)*y/(inf*x)",
    "x/(y - y)*(y - y)", "x*log(0)/log(0)", "x*(0/0 && 1)",
  ]

  @Test("What IEEE 754 makes nan of is nan, not what cancels it", arguments: undefined)
  func nan(text: String) throws {
    let text2 = try derivative(text)
    let found = try value(text2, at: ["x": 0.7, "y": 0.3])
    #expect(found.isNaN, "\(text) has the derivative \(text2)")
    #expect(try partial(text, by: "x", at: ["x": 0.7, "y": 0.3]).isNaN)
  }

  static let finite: [(text: String, value: Double)] = [
    ("x*1^inf + x*nan^0", 2), ("x*(1/inf)", 0), ("x*(nan > 1)", 0), ("x*(1 || nan)", 1),
    ("x*(0 && nan)", 0), ("x*min(inf, 2)", 2), ("x*1e200*1e200/1e300", 1e100),
    ("x*1e-200*1e-200*1e300", 1e-100), ("1e-180*((1e200*x)^2*1e-200)", 1.4e20),
    ("x*sign(-inf)", -1), ("x*(0.1 + 0.2 == 0.3)", 0),
    ("(2*y + 1e-310)*x", 0.6), ("0.1*(1e-310 + x)*x", 0.14), ("0.5*(5e-324 + x)*x", 0.7),
    ("2*(x + 1e-308)*x/3", 2.8 / 3), ("(1e-310*y + 0.5*y + 2)*x", 2.15),
    ("(1e308*y - 1e308)*x + 1e308*x*y", -4e307), ("x*(1e308*y - 1.5e308 + 1e308)", -2e307),
    ("x*1e-310*y*1e300*1e10", 0.3), ("x*(2 - (1e300 - 1e300))", 2),
    ("(1e-310*x*(0.5 - 1e300))^2", 1.4e-20), ("(1e-310*x*(y - 1e300))^2", 1.4e-20),
    ("1e-200*x*(1e-200*x*1e300)*1e200", 1.4e100), ("x*sqrt(1e-200)*y*sqrt(1e-300)*1e250", 0.3),
    ("1e-300*x^2*exp(y)*1e-200*1e250*1e250", 1.4 * exp(0.3)),
    ("(2 - (1e17*y - 1e17*y))*x", 2), ("(y + x + 1e299)*(2 - (1e17 - 1e17))", 2),
  ]

  @Test("What is finite stays so", arguments: finite)
  func keepsFinite(text: String, expected: Double) throws {
    let found = try value(try derivative(text), at: ["x": 0.7, "y": 0.3])
    #expect(abs(found - expected) <= 1e-12 * abs(expected), "\(found)")
  }

  /// Products whose coefficients no double holds, where the product itself is one.
  static let farOff: [(text: String, point: [String: Double])] = [
    ("1e-200*x*(1e-200*x)", ["x": 1e300]), ("x/(1e200*y)/1e200", ["x": 1, "y": 1e-150]),
    ("(1e-310*x*(y - 1e300))^2", ["x": 3, "y": 1e299]), ("x*(2e-200*1e-200)", ["x": 1]),
    ("1e-300*x^2*exp(y)*1e-200", ["x": 1e200, "y": 650]),
  ]

  @Test("A coefficient beyond all doubles leaves the formula its value", arguments: farOff)
  func sharesCoefficient(text: String, point: [String: Double]) throws {
    let expected = try partial(text, by: "x", at: point)
    let printed = try derivative(text)
    let found = try value(printed, at: point)
    #expect(expected.isFinite)
    #expect(abs(found - expected) <= 1e-12 * abs(expected), "\(printed): \(found), not \(expected)")
  }

  @Test("Numbers near both ends of the range leave formulas true", arguments: 0..<9)
  func extremeNumbers(seed: Int) throws {
    var random = Pseudorandom(seed: UInt64(seed))
    for _ in 0..<60 {
      let text = TextOfExtremes.sum(&random, depth: 3)
      let point = ["x": 0.7, "y": 0.3]
      guard text.contains("x") else { continue }
      let expected = try partial(text, by: "x", at: point)
      // The program's own steps neither overflow nor lose digits.
      guard try value(text, at: point).isFinite, expected.isFinite, expected.magnitude > 1e-290
      else { continue }
      let printed = try derivative(text)
      let found = try value(printed, at: point)
      #expect(
        abs(found - expected) <= 1e-10 * abs(expected),
        "\(text) has the derivative \(printed): \(found), not \(expected)")
    }
  }

  /// Derivatives by x, where u decides: u^2 is 2*x, u^3 is 3*x^2.
  static let conditions = [
    "(u^0.5)^4 > 0", "u^0 > 0", "u - u == 0", "u/u > 0", "u == u", "u != u", "0*u == 0",
    "exp(log(u)) > 1", "sin(asin(u)) < 0.6", "!(u != u)", "u > 0/0", "(u + 1e17) - 1e17 > 0",
    "sqrt(u)^2 <= u", "u*(1/3)*3 == u", "abs(u) == u", "max(u, 2) == u", "min(u, 2) == u",
    "u != u || u > 0", "log(u^2) > 0", "cbrt(u)^3 == u", "u && u > 0", "!u", "u", "u^2",
    "(u > 0) == 1", "if(u > 0, 1, 0) == 1", "if(u, 1, 2) > 0", "u > 1 && u/u == 1",
    "2*u - u > u*1e-17",
  ]

  @Test("A condition keeps its value, nan included", arguments: conditions)
  func keepsCondition(condition: String) throws {
    let text = "if(\(condition), x^2, x^3)"
    for order in 1...2 {
      let printed = try derivative(text, by: ["x"], order: order)
      for u in [-2, -1, -0.5, 0, 0.3, 0.5, 1, 2, 3.7, .infinity, -.infinity, Double.nan] {
        let chosen = try value("if(\(condition), 2, 3)", at: ["u": u])
        let x = 1.3
        let expected =
          chosen.isNaN
          ? .nan : order == 1 ? (chosen == 2 ? 2 * x : 3 * x * x) : (chosen == 2 ? 2 : 6 * x)
        let found = try value(printed, at: ["u": u, "x": x])
        #expect(
          found.isNaN && expected.isNaN || abs(found - expected) <= 1e-14 * abs(expected),
          "\(printed) at u = \(u): \(found), not \(expected)")
      }
    }
  }

  @Test("Conditions are printed as they are written, and rules' own still become steps")
  func text() throws {
    #expect(
      try derivative("if(x^2+1 > y*2, max(x, y), x^3)")
        == "if(x^2 + 1 > y*2, heaviside(x - y), 3*x^2)")
    #expect(try derivative("if((u^0.5)^4 > 0, x^2, x^3)") == "if((u^0.5)^4 > 0, 2*x, 3*x^2)")
    #expect(try derivative("max(x^2, y)*x") == "2*x^2*heaviside(x^2 - y) + max(x^2, y)")
    #expect(try derivative("if(u > 1/3, x^2, x)", order: 2) == "if(u > 1/3, 2, 0)")
    #expect(try derivative("sqrt(if(x > 0, 0, x))", order: 2) == "if(x > 0, 0, -1/(4*x^1.5))")
    // A definition that a condition writes in another way than the value has its name once.
    let named = "v = u*2 + sin(u)*exp(u); if(v > x, v*x^2, x^3*exp(v))"
    let printed = try derivative(named, by: ["x"])
    let point = ["u": 0.3, "x": 0.7]
    #expect(try value(printed, at: point) == partial(named, by: "x", at: point))
  }
}

/// Random programs with very large and very small numbers.
private enum TextOfExtremes {
  private static let leaves = [
    "x", "x", "y", "2", "0.1", "0.5", "3", "1e300", "1e-300", "1e-310", "1e-308", "2e307", "1e17",
    "-1e200", "1e-200",
  ]

  static func sum(_ random: inout Pseudorandom, depth: Int) -> String {
    guard depth > 0, random.below(6) > 0 else { return random.pick(leaves) }
    let left = sum(&random, depth: depth - 1)
    let right = sum(&random, depth: depth - 1)
    return switch random.below(8) {
    case 0...2: "(\(left) + \(right))"
    case 3: "(\(left) - \(right))"
    case 4...6: "\(left)*\(right)"
    default: "(\(left))^2"
    }
  }
}
