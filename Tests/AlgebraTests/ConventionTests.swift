import ProgramSupport
import TestSupport
import Testing

/// Conventions of rules in printed derivatives: of single points textbooks know nothing.
@Suite("Conventions in formulas")
struct ConventionTests {
  @Test(
    "One that holds on a piece of the domain is kept",
    arguments: [
      ("relu(x)^y", "y", ["x": -1, "y": 2]), ("floor(x)^y", "y", ["x": 0.5, "y": 2]),
      ("max(x, 0)^y", "y", ["x": -1, "y": 2]), ("clamp(x, 0, 1)^y", "y", ["x": -3, "y": 0.5]),
      ("if(x > 0, x, 0)^y", "y", ["x": -1, "y": 2]),
      ("(x*relu(x))^y", "y", ["x": -1, "y": 2]), ("(x - x)^y", "y", ["x": 3, "y": 2]),
      ("hypot(relu(x), relu(y))", "x", ["x": -1, "y": -1]),
      ("hypot(x, floor(x))*(x > 1)", "x", ["x": 0.5]),
    ] as [(String, String, [String: Double])])
  func pieces(text: String, name: String, point: [String: Double]) throws {
    let printed = try derivative(text, by: [name])
    let slope = try partial(text, by: name, at: point)
    #expect(abs(try value(printed, at: point) - slope) <= 1e-14, "\(text): \(printed)")
  }

  @Test(
    "One of single points is left away",
    arguments: [
      ("x^y", "y", "x^y*log(x)"), ("(x + 1)^y", "y", "(x + 1)^y*log(x + 1)"),
      ("hypot(x, y)", "x", "x/hypot(x, y)"), ("hypot(x, 3)", "x", "x/hypot(x, 3)"),
      ("hypot(abs(x), y)", "y", "y/hypot(abs(x), y)"), ("xlogy(x, y)", "y", "x/y"),
    ])
  func points(text: String, name: String, printed: String) throws {
    #expect(try derivative(text, by: [name]) == printed)
  }

  @Test("The complement of a share stays one where the share itself does not occur")
  func complements() throws {
    let text = "csch(x)/logsigmoid(x)"
    let printed = try derivative(text)
    let point = ["x": 100.0]
    #expect(!printed.contains("- 1"))
    let slope = try partial(text, by: "x", at: point)
    #expect(abs(try value(printed, at: point) - slope) <= 1e-12)
  }
}
