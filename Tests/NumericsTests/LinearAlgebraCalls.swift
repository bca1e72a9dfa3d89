import Numerics
import TestSupport
import Testing

/// Calls of the kernels of linear algebra, and what their results are compared with.
enum Algebra {
  /// An operand, perhaps given as the transpose of what lies in memory.
  struct Operand {
    let matrix: Matrix
    let isTransposed: Bool

    init(_ matrix: Matrix, isTransposed: Bool = false) {
      self.matrix = matrix
      self.isTransposed = isTransposed
    }

    /// The same matrix, but with its transpose in memory.
    static func transposed(_ matrix: Matrix) -> Operand {
      Operand(matrix.transposed, isTransposed: true)
    }
  }

  /// The result of a kernel, written to memory full of signalling numbers.
  static func result(of kernel: ArrayKernel, _ operands: [Operand], _ shape: Shape) -> Matrix {
    let margin = 16
    let unwritten = Double(nan: 0x5eed, signaling: false)
    var memory = [Double](repeating: unwritten, count: shape.count + 2 * margin)
    let sources = operands.map { operand in
      let source = UnsafeMutablePointer<Double>.allocate(
        capacity: max(1, operand.matrix.shape.count))
      source.initialize(from: operand.matrix.elements, count: operand.matrix.shape.count)
      return source
    }
    defer { for source in sources { source.deallocate() } }
    let views = zip(sources, operands).map {
      ArrayView($0, $1.matrix.shape, isTransposed: $1.isTransposed)
    }
    memory.withUnsafeMutableBufferPointer { memory in
      views.withUnsafeBufferPointer { views in
        guard let start = memory.baseAddress else { return }
        kernel(views, ArrayResult(start + margin, shape))
      }
    }
    let isUnwritten = memory.map { $0.bitPattern == unwritten.bitPattern }
    #expect(isUnwritten.prefix(margin).allSatisfy { $0 }, "written before the result")
    #expect(isUnwritten.suffix(margin).allSatisfy { $0 }, "written behind the result")
    #expect(!isUnwritten.dropFirst(margin).dropLast(margin).contains(true), "left unwritten")
    return Matrix(shape, Array(memory[margin..<(margin + shape.count)]))
  }

  static func result(of kernel: ArrayKernel, _ operands: [Matrix], _ shape: Shape) -> Matrix {
    result(of: kernel, operands.map { Operand($0) }, shape)
  }

  /// The LU factorisation of a square matrix.
  static func lu(_ matrix: Matrix) -> Matrix {
    result(of: LinearAlgebra.lu, [matrix], Shape(matrix.shape.rows, matrix.shape.rows + 1))
  }

  /// `A*B + C` of which each element is computed with twice the digits, and `|A|*|B| + |C|`.
  static func product(
    _ a: Matrix, _ b: Matrix, plus c: Matrix? = nil
  ) -> (value: Matrix, size: Matrix) {
    let shape = Shape(a.shape.rows, b.shape.columns)
    var sizes: [Double] = []
    let value = Matrix(shape) { row, column in
      var sum = c?[row, column] ?? 0
      var rest = 0.0
      var size = abs(sum)
      for k in 0..<a.shape.columns {
        let product = a[row, k] * b[k, column]
        let next = sum + product
        let part = next - sum
        rest += (sum - (next - part)) + (product - part)
        rest += (-product).addingProduct(a[row, k], b[k, column])
        sum = next
        size += abs(product)
      }
      sizes.append(size)
      return sum + rest
    }
    return (value, Matrix(shape, sizes))
  }

  /// The largest `|A*B - C|` in units of `2⁻⁵³ * (|A|*|B| + |C|)`, element by element.
  static func residual(_ a: Matrix, _ b: Matrix, _ c: Matrix) -> Double {
    let minusC = Matrix(c.shape, c.elements.map { -$0 })
    let (value, size) = product(a, b, plus: minusC)
    return zip(value.elements, size.elements).reduce(0) { worst, pair in
      pair.0 == 0 ? worst : max(worst, abs(pair.0) / (pair.1 * 0x1p-53))
    }
  }

  /// Orders that lie beside the sizes of blocks and panels.
  static let orders = [0, 1, 2, 3, 4, 5, 8, 15, 16, 17, 31, 32, 33, 63, 65, 97]

  /// Numbers between -1 and 1.
  static func random(_ rows: Int, _ columns: Int, seed: UInt64 = 1) -> Matrix {
    var generator = Pseudorandom(seed: seed &+ UInt64(rows * 1000 + columns))
    return Matrix(Shape(rows, columns)) { _, _ in Double.random(in: -1...1, using: &generator) }
  }

  /// Whole numbers from -`size` to `size`.
  static func whole(_ rows: Int, _ columns: Int, size: Int = 4, seed: UInt64 = 1) -> Matrix {
    var generator = Pseudorandom(seed: seed &+ UInt64(rows * 1000 + columns))
    return Matrix(Shape(rows, columns)) { _, _ in
      Double(Int.random(in: -size...size, using: &generator))
    }
  }

  static func identity(_ order: Int) -> Matrix {
    Matrix(Shape(order, order)) { $0 == $1 ? 1 : 0 }
  }

  static func hilbert(_ order: Int) -> Matrix {
    Matrix(Shape(order, order)) { 1 / Double($0 + $1 + 1) }
  }
}

extension Matrix {
  init(_ shape: Shape, _ element: (_ row: Int, _ column: Int) -> Double) {
    var elements: [Double] = []
    elements.reserveCapacity(shape.count)
    for column in 0..<shape.columns {
      for row in 0..<shape.rows { elements.append(element(row, column)) }
    }
    self.init(shape, elements)
  }

  var transposed: Matrix { Matrix(shape.transposed) { self[$1, $0] } }
  var isFinite: Bool { elements.allSatisfy(\.isFinite) }
  var isAllNaN: Bool { elements.allSatisfy(\.isNaN) }
  var bits: [UInt64] { elements.map(\.bitPattern) }
  /// The largest element.
  var size: Double { elements.reduce(0) { max($0, abs($1)) } }

  func columns(_ range: Range<Int>) -> Matrix {
    Matrix(Shape(shape.rows, range.count)) { self[$0, range.lowerBound + $1] }
  }

  func rows(_ range: Range<Int>) -> Matrix {
    Matrix(Shape(range.count, shape.columns)) { self[range.lowerBound + $0, $1] }
  }

  /// The same with one element replaced.
  func replacing(_ row: Int, _ column: Int, by value: Double) -> Matrix {
    var copy = self
    copy.elements[row + column * shape.rows] = value
    return copy
  }
}
