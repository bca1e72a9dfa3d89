import Numerics
import TestSupport
import Testing

/// Reductions against their definitions, over all shapes and special values.
@Suite struct ReductionsTests {
  enum Kind: String, CaseIterable {
    case sum, maximum, minimum, logSumExp, norm

    var kernel: ArrayKernel {
      switch self {
      case .sum: Reductions.sum
      case .maximum: Reductions.maximum
      case .minimum: Reductions.minimum
      case .logSumExp: Reductions.logSumExp
      case .norm: Reductions.norm
      }
    }

    /// By a plain loop.
    func naive(_ x: [Double]) -> Double {
      switch self {
      case .sum: return x.reduce(0, +)
      case .maximum:
        if x.isEmpty || x.contains(where: \.isNaN) { return .nan }
        return x.reduce(-.infinity) { $1 > $0 || ($1 == $0 && $1.sign == .plus) ? $1 : $0 }
      case .minimum:
        if x.isEmpty || x.contains(where: \.isNaN) { return .nan }
        return x.reduce(.infinity) { $1 < $0 || ($1 == $0 && $1.sign == .minus) ? $1 : $0 }
      case .logSumExp: return log(x.reduce(0) { $0 + exp($1) })
      case .norm: return x.reduce(0) { $0 + $1 * $1 }.squareRoot()
      }
    }

    /// What the plain loop may miss by, for a thousand numbers of the size 1.
    var tolerance: Double {
      switch self {
      case .sum, .logSumExp, .norm: 1e-12
      case .maximum, .minimum: 0
      }
    }
  }

  /// Everything, each column, each row: the result's shape and the elements of each result.
  private static func reductions(of a: Matrix) -> [(shape: Shape, groups: [[Double]])] {
    let (rows, columns) = (a.shape.rows, a.shape.columns)
    return [
      (.scalar, [a.elements]),
      (Shape(1, columns), (0..<columns).map { j in (0..<rows).map { a[$0, j] } }),
      (Shape(rows, 1), (0..<rows).map { i in (0..<columns).map { a[i, $0] } }),
    ]
  }

  @Test("Everything, columns and rows, against a plain loop", arguments: Kind.allCases)
  func naive(kind: Kind) {
    var generator = Pseudorandom(seed: 4)
    for shape in ArrayCall.shapes {
      let a = ArrayCall.random(shape, using: &generator)
      for (resultShape, groups) in Self.reductions(of: a) {
        let result = ArrayCall.result(of: kind.kernel, [a], resultShape)
        for (value, group) in zip(result.elements, groups) {
          let expected = kind.naive(group)
          let error = abs(value - expected)
          #expect(
            ArrayCall.same(value, expected) || error <= kind.tolerance * max(1, abs(expected)),
            "\(shape) → \(resultShape): \(value), \(expected)")
        }
      }
    }
  }

  @Test("Reducing nothing changes nothing", arguments: Kind.allCases)
  func nothing(kind: Kind) {
    var generator = Pseudorandom(seed: 5)
    for shape in ArrayCall.shapes {
      let a = ArrayCall.random(shape, using: &generator)
      let result = ArrayCall.result(of: kind.kernel, [a], shape)
      let expected = kind == .norm ? Matrix(shape, a.elements.map { abs($0) }) : a
      #expect(ArrayCall.same(result, expected), "\(shape)")
    }
  }

  @Test(
    "A row, a column and a vector of the same elements give the same bits", arguments: Kind.allCases
  )
  func sameBits(kind: Kind) {
    var generator = Pseudorandom(seed: 6)
    for shape in ArrayCall.shapes + [Shape(3, 2000), Shape(300, 17)] where shape.count > 0 {
      let a = ArrayCall.random(shape, octaves: 60, using: &generator)
      let transposed = ArrayCall.matrix(shape.transposed) { i, j in a[j, i] }
      let rows = ArrayCall.result(of: kind.kernel, [a], Shape(shape.rows, 1))
      let columns = ArrayCall.result(of: kind.kernel, [transposed], Shape(1, shape.rows))
      guard shape.columns > 1 else { continue }
      for row in 0..<shape.rows {
        let vector = Matrix(
          Shape(shape.columns, 1), (0..<shape.columns).map { a[row, $0] })
        let alone = ArrayCall.result(of: kind.kernel, [vector], .scalar)
        #expect(ArrayCall.same(rows.elements[row], alone.elements[0]), "\(shape), row \(row)")
        #expect(ArrayCall.same(columns.elements[row], alone.elements[0]), "\(shape), row \(row)")
      }
    }
  }

  private static let tiny = Double.leastNonzeroMagnitude

  /// Elements with sum, maximum, minimum, log-sum-exp and norm.
  static let special: [([Double], [Double])] = [
    ([], [0, .nan, .nan, -.infinity, 0]),
    ([0, -0.0], [0, 0, -0.0, log(2), 0]),
    ([-0.0, -0.0], [0, -0.0, -0.0, log(2), 0]),
    ([.nan, 1], [.nan, .nan, .nan, .nan, .nan]),
    ([.nan, .infinity], [.nan, .nan, .nan, .nan, .nan]),
    ([-.infinity, .nan], [.nan, .nan, .nan, .nan, .nan]),
    ([.infinity, 1], [.infinity, .infinity, 1, .infinity, .infinity]),
    ([-.infinity, 1], [-.infinity, 1, -.infinity, 1, .infinity]),
    ([-.infinity, .infinity], [.nan, .infinity, -.infinity, .infinity, .infinity]),
    ([-.infinity, -.infinity], [-.infinity, -.infinity, -.infinity, -.infinity, .infinity]),
    ([3e307, 4e307], [3e307 + 4e307, 4e307, 3e307, 4e307, 5e307]),
    ([0x1p1023, 0x1p1023], [.infinity, 0x1p1023, 0x1p1023, 0x1p1023, 0x1.6a09e667f3bcdp1023]),
    ([3 * tiny, -4 * tiny], [-tiny, 3 * tiny, -4 * tiny, log(2), 5 * tiny]),
    ([tiny, 0], [tiny, tiny, 0, log(2), tiny]),
    ([1000, 1000], [2000, 1000, 1000, 1000 + log(2), 1e3 * 2.0.squareRoot()]),
    ([-1000, -1000], [-2000, -1000, -1000, -1000 + log(2), 1e3 * 2.0.squareRoot()]),
    ([0, -40], [-40, 0, -40, 4.248354255291589e-18, 40]),
    ([-100, 0], [-100, 0, -100, 3.720075976020836e-44, 100]),
  ]

  @Test("Special values, alone, between other rows, and for the extremes many times over")
  func specialValues() {
    for (elements, expected) in Self.special {
      for (kind, value) in zip(Kind.allCases, expected) {
        let count = elements.count
        let vector = Matrix(Shape(count, 1), elements)
        let alone = ArrayCall.result(of: kind.kernel, [vector], .scalar)
        #expect(ArrayCall.same(alone.elements[0], value), "\(kind) \(elements): \(alone.elements)")
        // The first and the last row of three; ones in the middle.
        let rows = ArrayCall.matrix(Shape(3, count)) { i, j in i == 1 ? 1 : elements[j] }
        let result = ArrayCall.result(of: kind.kernel, [rows], Shape(3, 1))
        #expect(ArrayCall.same(result.elements[0], value), "\(kind) \(elements)")
        #expect(ArrayCall.same(result.elements[2], value), "\(kind) \(elements)")
        guard kind == .maximum || kind == .minimum else { continue }
        let copies = Matrix(Shape(20 * count, 1), (0..<20).flatMap { _ in elements })
        let extreme = ArrayCall.result(of: kind.kernel, [copies], .scalar)
        #expect(ArrayCall.same(extreme.elements[0], value), "\(kind) 20 × \(elements)")
      }
    }
  }

  @Test("A nan is seen wherever it stands", arguments: Kind.allCases)
  func nans(kind: Kind) {
    for place in 0..<41 {
      var elements = Array(repeating: 1.0, count: 41)
      elements[place] = .nan
      let result = ArrayCall.result(of: kind.kernel, [Matrix(Shape(41, 1), elements)], .scalar)
      #expect(result.elements[0].isNaN, "\(place)")
    }
  }

  @Test("Softmax is exp over its sum, column by column", arguments: ArrayCall.shapes)
  func softmax(shape: Shape) {
    var generator = Pseudorandom(seed: 8)
    let a = ArrayCall.random(shape, using: &generator)
    let result = ArrayCall.result(of: Reductions.softmax, [a], shape)
    for column in 0..<shape.columns {
      let powers = (0..<shape.rows).map { exp(a[$0, column]) }
      for row in 0..<shape.rows {
        let expected = powers[row] / powers.reduce(0, +)
        #expect(abs(result[row, column] - expected) <= 1e-14 * expected)
      }
    }
  }

  @Test("Softmax at the edges: large numbers, -inf among others and alone, nan")
  func softmaxEdges() {
    let inf = Double.infinity
    let a = Matrix(Shape(2, 5), [1e308, 1e308, -inf, 3, -inf, -inf, .nan, 1, -1e308, 1e308])
    let result = ArrayCall.result(of: Reductions.softmax, [a], a.shape)
    let nan = Double.nan
    let expected = Matrix(a.shape, [0.5, 0.5, 0, 1, nan, nan, nan, nan, 0, 1])
    #expect(ArrayCall.same(result, expected))
  }
}
