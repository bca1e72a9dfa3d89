import Evaluation
import ProgramSupport
import Testing

/// Time and memory grow with the size of a program, not with its square.
@Suite("Deep and wide programs")
struct DepthTests {
  /// How many nodes a program and its gradient make.
  private func nodes(
    of text: String, at point: [Double], mode: DifferentiationMode
  ) throws -> Int {
    let subject = try Subject(text)
    let gradient = Gradient(
      of: subject.program, by: Array(subject.names.indices), at: point, mode: mode)
    #expect(gradient.partials.allSatisfy { !$0.isNaN })
    return subject.program.graph.count
  }

  @Test(
    "A gradient through a deep nest of a function is linear in the depth",
    arguments: [
      ("abs(", ")"), ("mod(", ", 7)"), ("hypot(", ", 1)"), ("max(", ", 0)"), ("clamp(", ", 0, 9)"),
      ("if(x > 0, ", ", 0)"), ("sin(", ")"), ("(", ")^x"), ("(", " + x)"), ("-(", ")"),
    ])
  func nest(_ open: String, _ close: String) throws {
    func text(depth: Int) -> String {
      String(repeating: open, count: depth) + "x" + String(repeating: close, count: depth)
    }
    for mode in DifferentiationMode.allCases {
      let nodes = try [10_000, 20_000].map {
        try self.nodes(of: text(depth: $0), at: [0.75], mode: mode)
      }
      #expect(nodes[1] <= 2 * nodes[0])
    }
  }

  @Test("A maximum of many operands is linear in their number")
  func manyOperands() throws {
    func gradient(count: Int) throws -> (partials: [Double], nodes: Int) {
      let subject = try Subject(
        "max(" + (0..<count).map { "x\($0)" }.joined(separator: ", ") + ")")
      let gradient = Gradient(
        of: subject.program, by: Array(0..<count), at: (0..<count).map(Double.init), mode: .reverse)
      return (gradient.partials, subject.program.graph.count)
    }
    let (partials, nodes) = try gradient(count: 3000)
    #expect(partials.last == 1 && partials.reduce(0, +) == 1)
    #expect(nodes <= 2 * (try gradient(count: 1500).nodes))
  }
}
