import Evaluation
import Graph
import Numerics
import ProgramSupport
import TestSupport
import Testing

/// The evaluation trace of the running example, row by row as the course note writes it.
@Suite("Trace")
struct TraceTests {
  private let text = "v = u^2; w = sin(v); x = log(v); y = w*x; z = exp(y)"
  private let u = 0.7

  private func trace(_ derivatives: Trace.Derivatives) throws -> Trace {
    let subject = try Subject(text)
    return Trace(of: subject.program, by: [0], at: [u], derivatives: derivatives)
  }

  @Test("Values and adjoints are the formulas of the note")
  func adjoints() throws {
    let rows = try trace(.adjoints).rows
    let v = u * u
    let (w, x) = (sin(v), log(v))
    let y = w * x
    let z = exp(y)
    let yBar = z
    let (wBar, xBar) = (yBar * x, yBar * w)
    let vBar = wBar * cos(v) + xBar * (1 / v)
    let expected = [
      ("u", u, vBar * (2 * u)), ("v", v, vBar), ("w", w, wBar), ("x", x, xBar), ("y", y, yBar),
      ("z", z, 1),
    ]
    #expect(rows.map { $0.names.first } == expected.map(\.0))
    for (row, (name, value, adjoint)) in zip(rows, expected) {
      #expect(ulps(row.value.elements[0], value) <= 2, "\(name)")
      #expect(ulps(row.adjoint?.elements[0] ?? .nan, adjoint) <= 8, "\(name)")
    }
  }

  @Test("Tangents are the formulas of the note")
  func tangents() throws {
    let rows = try trace(.tangents([0])).rows
    let v = u * u
    let (w, x) = (sin(v), log(v))
    let z = exp(w * x)
    let vDot = 2 * u
    let (wDot, xDot) = (cos(v) * vDot, 1 / v * vDot)
    let yDot = x * wDot + w * xDot
    let expected = [1, vDot, wDot, xDot, yDot, z * yDot]
    for (row, tangent) in zip(rows, expected) {
      #expect(ulps(row.tangents[0].elements[0], tangent) <= 8, "\(row.names)")
    }
  }

  @Test("Unnamed steps are numbered with a letter that the program does not use")
  func letters() throws {
    for (text, letter) in [("x*y + 1", "v"), ("v0 = x; v0*y", "t"), ("t1 = v2; t1*s3", "n")] {
      let subject = try Subject(text)
      let trace = Trace(
        of: subject.program, by: [], at: subject.names.map { _ in 1 }, derivatives: .none)
      #expect(String(trace.letter) == letter, "\(text)")
    }
  }

  @Test("A row stands for every step that the output is computed from, and no other")
  func rows() throws {
    let subject = try Subject("a = x*y; b = a + 1; c = sin(x); b*2")
    let trace = Trace(of: subject.program, by: [0, 1], at: [2, 3], derivatives: .adjoints)
    #expect(trace.rows.map { $0.names.first ?? "" } == ["x", "y", "a", "b", ""])
    #expect(trace.rows.map { $0.value.elements[0] } == [2, 3, 6, 7, 14])
    #expect(trace.rows.map { $0.adjoint?.elements[0] } == [6, 4, 2, 2, 1])
  }

  @Test(
    "The gradient of a trace is that of the program",
    arguments: [
      "x^2*y", "x", "sum([x; y; x].*[1, 2, 3]')", "a = x*y; max(x, x)", "0*x + 3", "norm([x, y])",
    ])
  func gradient(text: String) throws {
    let program = try Subject(text + " + 0*y*x").program
    for inputs in [[0], [1], [1, 0]] {
      let trace = Trace(of: program, by: inputs, at: [2, 3], derivatives: .adjoints)
      let expected = Gradient(of: program, by: inputs, at: [2, 3], mode: .reverse)
      let found = trace.gradient(of: program, by: inputs)
      #expect(found.value == expected.value)
      #expect(found.partials == expected.partials)
    }
  }
}
