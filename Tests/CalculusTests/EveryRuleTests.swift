import Calculus
import Differentiation
import Evaluation
import Graph
import Notation
import Numerics
import ProgramSupport
import TestSupport
import Testing

/// Every rule of the tables, at all its points, by independent ways. A rule that is added is
/// covered without an edit.
@Suite("Every rule")
struct EveryRuleTests {
  @Test("Forward and reverse mode give the same bits", arguments: RulePoint.all)
  func modesAgree(_ point: RulePoint) throws {
    let subject = try point.primitive.subject(at: point.operands)
    let values = point.primitive.values(at: point.operands)
    let forward = subject.gradient(values, mode: .forward)
    let reverse = subject.gradient(values, mode: .reverse)
    for name in subject.names {
      #expect(ulps(forward[name] ?? .nan, reverse[name] ?? .nan) == 0, "by \(name)")
    }
  }

  @Test("The printed rule, parsed again, gives the derivative", arguments: RulePoint.all)
  func printedRuleReadsBack(_ point: RulePoint) throws {
    let primitive = point.primitive
    let subject = try primitive.subject(at: point.operands)
    let values = primitive.values(at: point.operands)
    let reverse = subject.gradient(values)
    for (name, text) in printedPartials(subject) {
      let again = try Subject(text, inputs: subject.names)
      #expect(
        ulps(again.value(values), reverse[name] ?? .nan) <= 1, "∂/∂\(name) = \(text)")
    }
  }

  @Test("A difference quotient comes near the derivative", arguments: ordinaryPoints)
  func differenceQuotient(_ point: RulePoint) throws {
    let primitive = point.primitive
    let subject = try primitive.subject(at: point.operands)
    let values = primitive.values(at: point.operands)
    let gradient = subject.gradient(values)
    for name in subject.names {
      let quotient = fivePointQuotient(subject, values, name)
      let derivative = gradient[name] ?? .nan
      let scale = max(1, abs(derivative), abs(subject.value(values)))
      #expect(abs(quotient - derivative) <= 1e-7 * scale, "by \(name): \(quotient), \(derivative)")
    }
  }

  @Test("The second derivatives are those of the printed rule", arguments: ordinaryPoints)
  func secondDerivatives(_ point: RulePoint) throws {
    let primitive = point.primitive
    let subject = try primitive.subject(at: point.operands)
    let values = primitive.values(at: point.operands)
    for (name, text) in printedPartials(subject) {
      let partial = try Subject(text, inputs: subject.names)
      let forward = partial.gradient(values, mode: .forward)
      let reverse = partial.gradient(values)
      for other in partial.names {
        let second = reverse[other] ?? .nan
        let quotient = fivePointQuotient(partial, values, other)
        let scale = max(1, abs(second), abs(partial.value(values)))
        #expect(abs(quotient - second) <= 1e-7 * scale, "∂²/∂\(name)∂\(other) of \(text)")
        #expect(abs((forward[other] ?? .nan) - second) <= 1e-12 * scale)
      }
    }
  }

  @Test(
    "The conventions hold at special points",
    arguments: Registry.primitives.filter { !$0.special.isEmpty })
  func conventions(_ primitive: Primitive) throws {
    for special in primitive.special {
      let subject = try primitive.subject(at: special.operands)
      let values = primitive.values(at: special.operands)
      let place = "\(primitive.name) at \(special.operands)"
      let value = subject.value(values)
      #expect(ulps(value, special.value) <= 1, "\(place): value \(value)")
      #expect(
        value != 0 || value.sign == special.value.sign, "\(place): the sign of zero")
      for mode in DifferentiationMode.allCases {
        let gradient = subject.gradient(values, mode: mode)
        let free = special.operands.indices.filter {
          !primitive.constantParameters.contains($0) && hasPartial(primitive, $0)
        }
        try #require(free.count == special.partials.count, "\(place): one partial for each operand")
        for (index, expected) in zip(free, special.partials) {
          let got = gradient[primitive.variable(index)] ?? .nan
          #expect(ulps(got, expected) <= 4, "\(place): \(mode) slope \(got), not \(expected)")
        }
      }
    }
  }

  @Test("No part of a rule is missing", arguments: Registry.primitives)
  func completeness(_ primitive: Primitive) throws {
    #expect(primitive.summary.hasSuffix("."))
    #expect(!primitive.latex.isEmpty)
    #expect(primitive.samples.count >= 2)
    let count = primitive.parameters.count
    #expect(primitive.partials.count == (primitive.isVariadic ? 1 : count))
    #expect(primitive.reach.isEmpty || primitive.reach.count == primitive.partials.count)
    let hasPeculiarity =
      primitive.kink != nil || primitive.singular != nil || primitive.domain != nil
    #expect(!hasPeculiarity || primitive.convention != nil, "a convention is to be stated")
    let bindings = try Program.bindings(primitive.exampleBindings)
    let example = try Subject(primitive.example, inputs: bindings.map(\.name))
    #expect(Set(example.names) == Set(bindings.map(\.name)))
    let values = Dictionary(
      uniqueKeysWithValues: bindings.map { ($0.name, $0.value.elements[0]) })
    #expect(example.value(values).isFinite)
    for name in example.names { #expect(example.gradient(values)[name]?.isNaN == false) }
  }

  @Test("Braces and parentheses of the LaTeX spelling are balanced", arguments: RulePoint.all)
  func latexIsBalanced(_ point: RulePoint) throws {
    let subject = try point.primitive.subject(at: point.operands)
    let names = namer(subject)
    let printer = ExpressionPrinter(subject.program.graph, LaTeX(), name: names)
    let text = printer.printOperation(subject.program.outputs[0].node).text
    #expect(text.count { $0 == "{" } == text.count { $0 == "}" })
    #expect(!text.contains("#"))
    let opened = text.ranges(of: #"\left"#).count
    #expect(opened == text.ranges(of: #"\right"#).count)
  }

  // MARK: - Parts

  private static let ordinaryPoints: [RulePoint] = Registry.primitives.flatMap { primitive in
    primitive.samples.map { RulePoint(primitive: primitive, operands: $0) }
  }

  private func hasPartial(_ primitive: Primitive, _ index: Int) -> Bool {
    primitive.partials[primitive.isVariadic ? 0 : index] != nil
  }

  private func namer(_ subject: Subject) -> (Node) -> String? {
    { node in
      subject.program.inputs.firstIndex { $0.node == node }.map { subject.names[$0] }
    }
  }

  /// The derivative by every input that has one, as program text.
  private func printedPartials(_ subject: Subject) -> [(name: String, text: String)] {
    let graph = subject.program.graph
    let output = subject.program.outputs[0].node
    let independents = subject.program.inputs.map(\.node)
    let adjoint = Adjoint(of: output, independents: independents, in: graph)
    let printer = ExpressionPrinter(graph, ProgramText(), name: namer(subject))
    return zip(subject.names, independents).compactMap { name, node in
      adjoint[node].map { (name, printer.print($0).text) }
    }
  }

  /// The five-point central difference quotient, whose error is of fourth order in the step.
  private func fivePointQuotient(
    _ subject: Subject, _ values: [String: Double], _ name: String
  ) -> Double {
    let x = values[name] ?? 0
    let step = 0x1p-13 * max(abs(x), 0.125)
    func at(_ offset: Double) -> Double {
      var moved = values
      moved[name] = x + offset * step
      return subject.value(moved)
    }
    return (8 * (at(1) - at(-1)) - (at(2) - at(-2))) / (12 * step)
  }
}
