import Evaluation
import Graph
import ProgramSupport
import Testing

/// Trouble is traced to the step that made it.
@Suite("Findings")
struct FindingTests {
  private func search(_ text: String, _ point: [String: Double]) throws -> (Subject, FindingSearch)
  {
    let subject = try Subject(text)
    let search = FindingSearch(
      of: subject.program, output: 0, by: Array(subject.names.indices), at: subject.point(point),
      troubled: 0)
    return (subject, search)
  }

  @Test("A value that is not finite goes back to the first step that made one of finite operands")
  func value() throws {
    let (subject, search) = try search("a = x*y; b = log(x); sin(b) + a", ["x": 0, "y": 2])
    let finding = try #require(search.valueFinding())
    #expect(subject.program.graph[finding.node].operation == Operation.named("log"))
    #expect(finding.operands == [0])
  }

  @Test("A step that no selection takes is no finding")
  func unreached() throws {
    let (_, search) = try search("if(x > 0, log(x), x)", ["x": 0])
    #expect(search.valueFinding() == nil)
    #expect(search.slopeFinding() == nil)
  }

  @Test("An input that is not finite is named")
  func input() throws {
    let (_, search) = try search("x + y", ["x": 1, "y": .nan])
    guard case .input(index: 1) = try #require(search.valueFinding()).kind else {
      Issue.record("the finding is not the input y")
      return
    }
  }

  @Test("An infinite slope is another finding than a value that is not finite")
  func slope() throws {
    let (subject, search) = try search("sqrt(x) + y", ["x": 0, "y": 1])
    #expect(search.valueFinding() == nil)
    let finding = try #require(search.slopeFinding())
    #expect(subject.program.graph[finding.node].operation == Operation.named("sqrt"))
    guard case .slope(operand: 0, slope: .infinity) = finding.kind else {
      Issue.record("the finding is not the slope of sqrt")
      return
    }
  }

  /// Derivatives of programs that take one of several parts, at t = 1, where none is at a kink.
  @Test(
    "What a rule compares is no switch of the program",
    arguments: [
      "min(sin(t), cos(t))", "max(sin(t), cos(t))", "relu(t)^2", "clamp(t, 0, 2)*t", "t^t",
      "hypot(t, 1)", "norm([t; 1])", "sum(cummax([t; 2*t]))", "max([t; 2*t])", "mod(t, 3)*t",
      "abs(t)*t", "if(t > 0, t^2, t)", "max(t, 0, -t)",
    ])
  func ruleComparisons(_ text: String) throws {
    #expect(try search("diff(\(text), t)*t", ["t": 1]).1.kinkFindings().isEmpty)
  }

  @Test("What the program compares too is its own switch")
  func writtenComparison() throws {
    let text = "diff(max(t, 2 - t)*t, t) + if(t == max(t, 2 - t), t, 0)"
    #expect(try search(text, ["t": 1.5]).1.kinkFindings().count == 1)
  }

  @Test("Kinks are found where the point lies on one, and only there")
  func kinks() throws {
    #expect(try search("abs(x) + max(x, y)", ["x": 0, "y": 0]).1.kinkFindings().count == 2)
    #expect(try search("abs(x) + max(x, y)", ["x": 1, "y": 0]).1.kinkFindings().isEmpty)
    #expect(try search("if(y > 0, abs(x), x)", ["x": 0, "y": -1]).1.kinkFindings().isEmpty)
  }
}
