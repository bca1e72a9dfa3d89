import Foundation
import Numerics
import Testing

/// A point of a function with its exact value (`high` + `low`)·2^`exponent`, good to 32 digits.
struct Reference {
  let function: String
  let operands: [Double]
  let high: Double
  let low: Double
  let exponent: Int

  /// The distance of a double from the exact value, in units of the last place at the exact value.
  func ulps(_ value: Double) -> Double {
    difference(value) / scalbn(1, -52 + max(0, -1022 - exponent))
  }

  /// The same as an absolute number.
  func error(_ value: Double) -> Double { scalbn(difference(value), exponent) }

  /// In units of 2^`exponent`; the first difference is exact for a value that is nearly right.
  private func difference(_ value: Double) -> Double {
    let difference = abs((scalbn(value, -exponent) - high) - low)
    return difference.isNaN ? .infinity : difference
  }
}

/// References/functions.tsv holds, for every smooth function, points chosen by hand (far out, tiny,
/// subnormal, next to zeros, poles and the seams of our methods) and random ones, one a line: name,
/// operands and value as hexadecimal floats. The values were computed with the Python library
/// mpmath at 420 bits (1400 for trigonometric functions, 2400 for remainders); each was split as v
/// = (high + low)·2^exponent with 1 ≤ |high| < 2, where high is the nearest double and low the
/// nearest double to the rest, so that an error in ulps can be computed with doubles, for subnormal
/// values too.
@Suite struct ReferenceTests {
  static let references: [String: [Reference]] = {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("References/functions.tsv")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    var result: [String: [Reference]] = [:]
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let fields = line.split(separator: "\t").map(String.init)
      let numbers = fields.dropFirst().prefix(4).filter { $0 != "-" }.compactMap(Double.init)
      guard let function = fields.first, fields.count == 6, let exponent = Int(fields[5]),
        numbers.count >= 3
      else { continue }
      let reference = Reference(
        function: function, operands: Array(numbers.dropLast(2)), high: numbers[numbers.count - 2],
        low: numbers[numbers.count - 1], exponent: exponent)
      result[function, default: []].append(reference)
    }
    return result
  }()

  /// Functions with zeros that no double hits, which may be missed by 2⁻⁵⁵ there.
  static let withIrrationalZeros: Set<String> = [
    "lgamma", "digamma", "polygamma", "besselj", "bessely", "logaddexp",
    "lognormcdfderivative",
  ]

  @Test("A function is within one unit of the last place", arguments: references.keys.sorted())
  func accuracy(function: String) throws {
    for reference in Self.references[function] ?? [] {
      let value = try #require(Kernels.value(function, reference.operands))
      let ulps = reference.ulps(value)
      let isNearZero =
        Self.withIrrationalZeros.contains(function) && reference.error(value) <= 0x1p-55
      #expect(
        ulps <= 1 || isNearZero,
        "\(function)\(reference.operands) is \(value), wrong by \(ulps) ulps")
    }
  }

  @Test("Every function that is not piecewise has at least eight references")
  func completeness() {
    let names = Set(Kernels.unary.keys).union(Kernels.binary.keys)
    for name in names.subtracting(Kernels.piecewise) {
      #expect((Self.references[name] ?? []).count >= 8, "\(name)")
    }
    #expect(Set(Self.references.keys).isSubset(of: names))
  }

  @Test("The measure sees an error of one unit of the last place, for subnormal values too")
  func measure() {
    let one = Reference(function: "", operands: [], high: 1, low: 0, exponent: 0)
    #expect(one.ulps(1) == 0)
    #expect(one.ulps((1.0).nextUp) == 1)
    #expect(one.ulps(.nan) == .infinity)
    let subnormal = Reference(function: "", operands: [], high: 1.25, low: 0, exponent: -1073)
    #expect(subnormal.ulps(2 * .leastNonzeroMagnitude) == 0.5)
    #expect(subnormal.ulps(3 * .leastNonzeroMagnitude) == 0.5)
    #expect(subnormal.ulps(0) == 2.5)
  }
}
