import Numerics
import TestSupport
import Testing

/// Sums against exact sums. The exact sum is a list of doubles that do not overlap (Shewchuk 1997,
/// doi:10.1007/PL00009321).
@Suite struct ReductionsAccuracyTests {
  private struct ExactSum {
    private var parts: [Double] = []

    mutating func add(_ number: Double) {
      var x = number
      var kept: [Double] = []
      for part in parts {
        let sum = x + part
        let (large, small) = abs(x) >= abs(part) ? (x, part) : (part, x)
        let error = small - (sum - large)
        if error != 0 { kept.append(error) }
        x = sum
      }
      parts = kept + [x]
    }

    mutating func addSquare(_ x: Double) {
      let square = x * x
      add(square)
      add((-square).addingProduct(x, x))
    }

    /// Within an ulp: the greatest parts count, and the rest is far below them.
    var value: Double { parts.reduce(0, +) }
  }

  /// A number of the generator's, its size between 2⁻ᵒᶜᵗᵃᵛᵉˢ and 1.
  private static func number(octaves: Int, using generator: inout Pseudorandom) -> Double {
    let exponent = -Int.random(in: 0...octaves, using: &generator)
    return Double.random(in: -1...1, using: &generator)
      * Double(sign: .plus, exponent: exponent, significand: 1)
  }

  /// Numbers whose sum is about 2⁻³⁰ of the greatest: all but a few cancel.
  private static func illConditioned(
    _ count: Int, using generator: inout Pseudorandom
  ) -> [Double] {
    let half = (0..<count / 2).map { _ in number(octaves: 20, using: &generator) }
    let rest = (0..<count % 2 + 3).map { _ in number(octaves: 1, using: &generator) * 0x1p-30 }
    return (half + half.map { -$0 } + rest).shuffled(using: &generator)
  }

  @Test("Sums that cancel to a billionth are exact to an ulp", arguments: [2, 7, 30, 1000, 20_000])
  func sum(count: Int) {
    var generator = Pseudorandom(seed: 9)
    let x = Self.illConditioned(count, using: &generator)
    var exact = ExactSum()
    for element in x { exact.add(element) }
    let value = ArrayCall.result(of: Reductions.sum, [Matrix(Shape(x.count, 1), x)], .scalar)
      .elements[0]
    #expect(abs(value - exact.value) <= exact.value.ulp)
    let row = ArrayCall.matrix(Shape(2, x.count)) { _, j in x[j] }
    let rows = ArrayCall.result(of: Reductions.sum, [row], Shape(2, 1))
    #expect(rows.elements == [value, value])
  }

  @Test("Running sums that cancel are exact to an ulp, in both directions")
  func cumulativeSum() {
    var generator = Pseudorandom(seed: 10)
    let x = Self.illConditioned(2001, using: &generator)
    var exact = ExactSum()
    let expected = x.map { element in
      exact.add(element)
      return exact.value
    }
    // Two columns; the other one is ones.
    let columns = Matrix(Shape(x.count, 2), x + x.map { _ in 1 })
    let rows = ArrayCall.matrix(Shape(2, x.count)) { i, j in columns[j, i] }
    let down = ArrayCall.result(
      of: Rearrangement.cumulativeSum, [columns], columns.shape, [1])
    let across = ArrayCall.result(of: Rearrangement.cumulativeSum, [rows], rows.shape, [2])
    let vector = ArrayCall.result(
      of: Rearrangement.cumulativeSum, [Matrix(Shape(1, x.count), x)], Shape(1, x.count), [2])
    for index in x.indices {
      #expect(abs(down[index, 0] - expected[index]) <= expected[index].ulp, "\(index)")
      #expect(down[index, 1] == Double(index + 1))
      #expect(across[0, index] == down[index, 0] && across[1, index] == down[index, 1])
      #expect(vector[0, index] == down[index, 0])
    }
  }

  @Test("Running sums of empty arrays, and after an inf", arguments: [Int32(1), 2])
  func cumulativeEdges(dimension: Int32) {
    for shape in ArrayCall.shapes where shape.count == 0 {
      let empty = Matrix(shape, [])
      #expect(
        ArrayCall.result(of: Rearrangement.cumulativeSum, [empty], shape, [dimension]) == empty)
    }
    let inf = Double.infinity
    let shape = dimension == 1 ? Shape(5, 1) : Shape(1, 5)
    for copies in [1, 2] {
      let x = [1, inf, 2, -inf, 3]
      let matrix =
        dimension == 1
        ? ArrayCall.matrix(Shape(5, copies)) { i, _ in x[i] }
        : ArrayCall.matrix(Shape(copies, 5)) { _, j in x[j] }
      let result = ArrayCall.result(
        of: Rearrangement.cumulativeSum, [matrix], matrix.shape, [dimension])
      let first = (0..<5).map { dimension == 1 ? result[$0, 0] : result[0, $0] }
      let expected = Matrix(shape, [1, inf, inf, .nan, .nan])
      #expect(ArrayCall.same(Matrix(shape, first), expected))
    }
  }

  @Test("Norms are within an ulp", arguments: [1, 2, 3, 8, 100, 5000])
  func norm(count: Int) {
    var generator = Pseudorandom(seed: 11)
    for _ in 0..<20 {
      let x = (0..<count).map { _ in Self.number(octaves: 40, using: &generator) }
      let value = Self.norm(x)
      // r - √s is (r² - s)/2r up to the square of the error.
      var residual = ExactSum()
      for element in x { residual.addSquare(element) }
      let square = value * value
      residual.add(-square)
      residual.add(-((-square).addingProduct(value, value)))
      #expect(abs(residual.value) / (2 * value) <= value.ulp, "\(value)")
    }
  }

  @Test("A norm scales with its elements down to subnormal numbers and up to the greatest")
  func scaledNorm() {
    var generator = Pseudorandom(seed: 12)
    let x = (0..<37).map { _ in Self.number(octaves: 3, using: &generator) }
    let value = Self.norm(x)
    for exponent in [
      -1015, -1000, -600, -512, -511, -450, -400, -1, 400, 505, 511, 512, 1000, 1020,
    ] {
      let scale = Double(sign: .plus, exponent: exponent, significand: 1)
      let scaled = Self.norm(x.map { $0 * scale })
      #expect(scaled == value * scale, "\(exponent)")
    }
    // Rows of all sizes at once.
    let exponents = [-1000, 0, 1000]
    let rows = ArrayCall.matrix(Shape(3, x.count)) { i, j in
      x[j] * Double(sign: .plus, exponent: exponents[i], significand: 1)
    }
    let result = ArrayCall.result(of: Reductions.norm, [rows], Shape(3, 1))
    for (row, exponent) in exponents.enumerated() {
      #expect(
        result.elements[row] == value * Double(sign: .plus, exponent: exponent, significand: 1))
    }
  }

  private static func norm(_ x: [Double]) -> Double {
    ArrayCall.result(of: Reductions.norm, [Matrix(Shape(x.count, 1), x)], .scalar).elements[0]
  }
}
