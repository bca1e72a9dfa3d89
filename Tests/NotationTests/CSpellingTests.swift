import Calculus
import Foundation
import Graph
import Notation
import Numerics
import ProgramSupport
import TestSupport
import Testing

/// The C spelling of every rule, compiled and run where there is a C compiler.
@Suite("C spellings")
struct CSpellingTests {
  @Test(
    "The compiled expression gives the evaluator's value",
    .enabled(if: CCompiler.isInstalled, "there is no C compiler (`cc`) here"))
  func compiledValues() throws {
    // What C lacks comes along with generated code, whose tests compile it.
    let points = RulePoint.all.filter { point in
      switch point.primitive.c {
      case .function, .expression: true
      case .helper, .missing: false
      }
    }
    var source = "#include <math.h>\n#include <stdio.h>\n"
    var calls = ""
    for (index, point) in points.enumerated() {
      let subject = try point.primitive.subject(at: point.operands)
      let names = subject.names
      let printer = ExpressionPrinter(subject.program.graph, CSyntax(bringsFunctions: false)) {
        node in
        subject.program.inputs.firstIndex { $0.node == node }.map { "a\($0)" }
      }
      let expression = printer.printOperation(subject.program.outputs[0].node).text
      let parameters = names.indices.map { "double a\($0)" }.joined(separator: ", ")
      source += "static double f\(index)(\(parameters)) { return \(expression); }\n"
      let values = point.primitive.values(at: point.operands)
      let arguments = names.map { cLiteral(values[$0] ?? 0) }.joined(separator: ", ")
      calls += "  printf(\"%.17g\\n\", f\(index)(\(arguments)));\n"
    }
    source += "int main(void) {\n\(calls)  return 0;\n}\n"

    let lines = try CCompiler.run(source)
    try #require(lines.count == points.count, "\(lines.prefix(20).joined(separator: "\n"))")
    for (point, line) in zip(points, lines) {
      let subject = try point.primitive.subject(at: point.operands)
      let value = subject.value(point.primitive.values(at: point.operands))
      let compiled = try #require(Double(line))
      // The C library's own functions are as much as 4 ulp off, and compositions a little more.
      #expect(
        ulps(compiled, value) <= 16, "\(point.description): C gives \(line), not \(value)")
    }
  }

  @Test(
    "Operators inside each other are grouped as they are meant, without a compiler's warning",
    .enabled(if: CCompiler.isInstalled, "there is no C compiler (`cc`) here"))
  func grouping() throws {
    let values = ["x": 0.7, "y": -1.3, "z": 2.5]
    let programs = [
      "-(-x)", "-(-x)^2 - -(x*y)", "x - (y - (z - x))", "x/(y/(z/x))", "x*(y*z) - (x*y)*z/x",
      "(x + y)*(x - y)/(x*y)", "-(x + y)", "-x*-y", "x - -(-y)", "-(x/y)^3*z", "1 - (-1 - x)",
      "!(x > y) + !x*z", "(x < y) < z", "(x == y) != (y < z)", "x < y || y < z && z > x",
      "(x < y || y < z) && !(z > x && y != 0)", "if(x > y && !(z < 0), x - y, -z)*2",
      "if(x > 1, y, if(y > 0, x, if(z > 1, z, 0))) - x", "if(if(x > 0, y, z) < 0, 1, 2)^2",
      "(x > y)/((x > y) + (z > y))", "-(x > y) + y", "!(x + y) + (z && y - z)",
      "x^-2*(y + z)^2", "max(x, y, z - 1)*min(x + y, z)", "abs(x - y)/(1 + heaviside(-x))*z",
    ]
    var source = "#include <math.h>\n#include <stdio.h>\n"
    var calls = ""
    for (index, text) in programs.enumerated() {
      let subject = try Subject(text)
      let inputs = subject.program.inputs
      let names = subject.names
      let printer = ExpressionPrinter(subject.program.graph, CSyntax(bringsFunctions: false)) {
        node in
        inputs.firstIndex { $0.node == node }.map { names[$0] }
      }
      let expression = printer.print(subject.program.outputs[0].node).text
      let parameters = names.map { "double \($0)" }.joined(separator: ", ")
      source += "static double f\(index)(\(parameters)) { return \(expression); }\n"
      let arguments = names.map { cLiteral(values[$0] ?? 0) }.joined(separator: ", ")
      calls += "  printf(\"%.17g\\n\", f\(index)(\(arguments)));\n"
    }
    let lines = try CCompiler.run(source + "int main(void) {\n\(calls)  return 0;\n}\n")
    try #require(lines.count == programs.count, "\(lines.prefix(20).joined(separator: "\n"))")
    for (text, line) in zip(programs, lines) {
      let subject = try Subject(text)
      let value = subject.value(values.filter { subject.names.contains($0.key) })
      let compiled = try #require(Double(line))
      #expect(ulps(compiled, value) <= 4, "\(text): C gives \(line), not \(value)")
    }
  }

  private func cLiteral(_ value: Double) -> String {
    if value.isNaN { return "NAN" }
    if value.isInfinite { return value > 0 ? "INFINITY" : "-INFINITY" }
    return String(format: "%a", value)
  }
}
