import Calculus
import Differentiation
import Evaluation
import Foundation
import Graph
import Numerics
import ProgramSupport
import Testing

/// Values, first and second derivatives of every rule against references of 32 digits, which were
/// computed without any rule (see the head of `References/derivatives.tsv`).
@Suite("References")
struct ReferenceTests {
  @Test(
    "Values are within 4 ulp, first derivatives within 16, second ones within 64", arguments: rows)
  func reference(_ row: Row) throws {
    let primitive = row.primitive
    let subject = try primitive.subject(at: row.operands)
    let values = primitive.values(at: row.operands)
    #expect(row.value.ulps(of: subject.value(values)) <= 4, "value")

    let free = row.operands.indices.filter {
      primitive.partials[primitive.isVariadic ? 0 : $0] != nil
        && !primitive.constantParameters.contains($0)
    }
    try #require(row.first.count == free.count)
    try #require(row.second.count == free.count * free.count)
    let second = secondDerivatives(subject, values)
    let gradients = DifferentiationMode.allCases.map { subject.gradient(values, mode: $0) }
    for (i, operand) in free.enumerated() {
      let name = primitive.variable(operand)
      for gradient in gradients {
        #expect(row.first[i].ulps(of: gradient[name] ?? .nan) <= 16, "∂/∂\(name)")
      }
      for (j, other) in free.enumerated() {
        let got = second(name, primitive.variable(other))
        #expect(
          row.second[i * free.count + j].ulps(of: got) <= 64,
          "∂²/∂\(name)∂\(primitive.variable(other)): \(got)")
      }
    }
  }

  /// The second derivatives: the gradient of every adjoint, in the same graph.
  private func secondDerivatives(
    _ subject: Subject, _ values: [String: Double]
  ) -> (String, String) -> Double {
    let program = subject.program
    let independents = program.inputs.map(\.node)
    let adjoint = Adjoint(
      of: program.outputs[0].node, independents: independents, in: program.graph)
    return { name, other in
      guard let i = subject.names.firstIndex(of: name), let j = subject.names.firstIndex(of: other),
        let slope = adjoint[independents[i]],
        let second = Adjoint(of: slope, independents: independents, in: program.graph)[
          independents[j]]
      else { return 0 }
      return program.number(of: second, at: subject.point(values))
    }
  }

  /// A number of about 32 digits.
  struct Reference: Sendable {
    let high: Double
    let low: Double

    init?(_ text: Substring) {
      let parts = text.split(separator: ",").compactMap { Double($0) }
      guard parts.count == 2 else { return nil }
      (high, low) = (parts[0], parts[1])
    }

    func ulps(of value: Double) -> Double {
      if value == high || (value.isNaN && high.isNaN) { return 0 }
      guard value.isFinite, high.isFinite else { return .infinity }
      return abs((value - high) - low) / high.ulp
    }
  }

  struct Row: CustomTestStringConvertible, Sendable {
    let primitive: Primitive
    let operands: [Double]
    let value: Reference
    let first: [Reference]
    let second: [Reference]

    var testDescription: String {
      RulePoint(primitive: primitive, operands: operands).description
    }

    init?(_ line: Substring) {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard fields.count >= 3, let value = Reference(fields[2]) else { return nil }
      operands = fields[1].split(separator: ",").compactMap { Double($0) }
      let count = operands.count
      guard
        let primitive = Registry.primitives.first(where: {
          $0.name == fields[0] && ($0.isVariadic || $0.parameters.count == count)
        })
      else { return nil }
      self.primitive = primitive
      self.value = value
      let partials = fields[3...].compactMap { Reference($0) }
      // k first and k² second ones.
      let k = (0...count).first { $0 + $0 * $0 == partials.count } ?? 0
      first = Array(partials.prefix(k))
      second = Array(partials.dropFirst(k))
    }
  }

  static let rows: [Row] = {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("References/derivatives.tsv")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap { Row($0) }
  }()

  @Test("Every rule has references at all its points")
  func completeness() {
    #expect(ReferenceTests.rows.count >= RulePoint.all.count)
    for point in RulePoint.all {
      #expect(
        ReferenceTests.rows.contains {
          $0.primitive === point.primitive && $0.operands == point.operands
        }, "\(point.description)")
    }
  }
}
