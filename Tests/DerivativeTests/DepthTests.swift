import Evaluation
import Testing

/// Time and memory grow with the size of a program, not with its square.
@Suite("Deep and wide programs")
struct DepthTests {
  private static let depth = 20_000

  @Test(
    "A gradient through a deep nest of a function is linear in the depth",
    .timeLimit(.minutes(20)),
    arguments: [
      ("abs(", ")"), ("mod(", ", 7)"), ("hypot(", ", 1)"), ("max(", ", 0)"), ("clamp(", ", 0, 9)"),
      ("if(x > 0, ", ", 0)"), ("sin(", ")"), ("(", ")^x"), ("(", " + x)"), ("-(", ")"),
    ])
  func nest(_ open: String, _ close: String) throws {
    let text =
      String(repeating: open, count: Self.depth) + "x" + String(repeating: close, count: Self.depth)
    let subject = try Subject(text)
    for mode in DifferentiationMode.allCases {
      #expect(subject.gradient(["x": 0.75], mode: mode)["x"]?.isNaN == false)
    }
  }

  @Test("A maximum of many operands is linear in their number", .timeLimit(.minutes(20)))
  func manyOperands() throws {
    let names = (0..<3000).map { "x\($0)" }
    let subject = try Subject("max(" + names.joined(separator: ", ") + ")")
    let values = Dictionary(
      uniqueKeysWithValues: names.enumerated().map { ($1, Double($0)) })
    let gradient = subject.gradient(values)
    #expect(gradient["x2999"] == 1)
    #expect(gradient.values.reduce(0, +) == 1)
  }
}
