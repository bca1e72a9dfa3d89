import Numerics
import TestSupport
import Testing

/// What must hold bit by bit, whatever the accuracy.
@Suite struct SymmetryTests {
  static let odd = [
    "cbrt", "reciprocal", "sin", "tan", "cot", "csc", "asin", "atan", "sinpi", "sinh", "tanh",
    "csch", "coth", "asinh", "atanh", "sign", "round", "trunc", "erf", "erfinv",
  ]
  static let even = ["square", "cos", "sec", "cospi", "sinc", "cosh", "sech", "abs", "normpdf"]

  /// Numbers of every size from 2⁻¹⁰⁷⁴ to 2¹⁰²³, and the same below 1.
  static let points: [Double] = {
    var generator = Pseudorandom(seed: 7)
    return (0..<400).map { index in
      let bits = generator.next() >> 1
      let anySize = Double(bitPattern: bits)
      let moderate = Double(bits >> 10) * 0x1p-50
      return index % 2 == 0 && anySize.isFinite ? anySize : moderate
    }
  }()

  @Test("An odd function only changes its sign with its operand's", arguments: odd)
  func oddFunctions(function: String) throws {
    for x in Self.points {
      let positive = try #require(Kernels.value(function, [x]))
      let negative = try #require(Kernels.value(function, [-x]))
      #expect(negative == -positive || (negative.isNaN && positive.isNaN), "\(x)")
    }
  }

  @Test("An even function does not see its operand's sign", arguments: even)
  func evenFunctions(function: String) throws {
    for x in Self.points {
      let positive = try #require(Kernels.value(function, [x]))
      let negative = try #require(Kernels.value(function, [-x]))
      #expect(negative == positive || (negative.isNaN && positive.isNaN), "\(x)")
    }
  }

  @Test(
    "A lane does not depend on its neighbours, and the result may replace the operand",
    arguments: Kernels.unary.keys.sorted())
  func lanes(function: String) throws {
    let kernel = try #require(Kernels.unary[function])
    var block = Self.points
    block.withUnsafeMutableBufferPointer { lanes in
      guard let start = lanes.baseAddress else { return }
      kernel(start, start, lanes.count)
    }
    for (x, result) in zip(Self.points, block) {
      let alone = try #require(Kernels.value(function, [x]))
      #expect(alone.bitPattern == result.bitPattern || (alone.isNaN && result.isNaN), "\(x)")
    }
  }

  @Test("An operand of step 0 is the same in every lane")
  func uniformOperand() {
    let x = [0.5, 7.5, 30, 300]
    var result = [Double](repeating: 0, count: 4)
    Special.besselj([3], 0, x, 1, &result, 4)
    #expect(result == x.compactMap { Kernels.value("besselj", [3, $0]) })
  }

  @Test("Neighbouring orders of Bessel functions satisfy their recurrence and Wronskian")
  func besselIdentities() throws {
    for x in [0.3, 7.7, 24.9, 25.1, 200.5, 3000.25] {
      for n in [1.0, 2, 7, 30] {
        let j = try (-1...1).map { try #require(Kernels.value("besselj", [n + Double($0), x])) }
        let y = try (-1...1).map { try #require(Kernels.value("bessely", [n + Double($0), x])) }
        let size = abs(2 * n / x * j[1]) + abs(j[0]) + abs(j[2])
        #expect(abs(2 * n / x * j[1] - j[0] - j[2]) <= 4e-16 * size, "J \(n) \(x)")
        let wronskian = j[2] * y[1] - j[1] * y[2]
        let terms = abs(j[2] * y[1]) + abs(j[1] * y[2])
        #expect(abs(wronskian - 2 / (.pi * x)) <= 8e-16 * terms, "\(n) \(x)")
      }
    }
  }
}
