import Numerics
import TestSupport
import Testing

/// Calls of array kernels as the evaluator makes them, into memory whose edges are watched.
enum ArrayCall {
  /// Shapes with every kind of edge: empty, one row, one column, and sizes beside the multiples of
  /// 8, 32 and 128 by which the kernels work.
  static let shapes =
    [
      (0, 0), (0, 3), (3, 0), (1, 1), (1, 7), (7, 1), (1, 300), (300, 1), (2, 2), (3, 4), (8, 8),
      (5, 9), (9, 5), (33, 129), (130, 35), (257, 9), (64, 64),
    ].map { Shape($0.0, $0.1) }

  /// What memory that no kernel has written contains.
  private static let unwritten = Double(nan: 0x5eed, signaling: false)

  static func result(
    of kernel: ArrayKernel, _ operands: [Matrix], _ shape: Shape, _ parameters: [Int32] = []
  ) -> Matrix {
    let margin = 16
    let memory = UnsafeMutablePointer<Double>.allocate(capacity: shape.count + 2 * margin)
    memory.initialize(repeating: unwritten, count: shape.count + 2 * margin)
    let sources = operands.map { operand in
      let source = UnsafeMutablePointer<Double>.allocate(capacity: max(1, operand.shape.count))
      source.initialize(from: operand.elements, count: operand.shape.count)
      return source
    }
    defer {
      memory.deallocate()
      for source in sources { source.deallocate() }
    }
    let views = zip(sources, operands).map { ArrayView($0, $1.shape) }
    views.withUnsafeBufferPointer { views in
      parameters.withUnsafeBufferPointer { parameters in
        kernel(views, ArrayResult(memory + margin, shape, parameters: parameters))
      }
    }
    let written = Array(UnsafeBufferPointer(start: memory, count: shape.count + 2 * margin))
    let isUnwritten = written.map { $0.bitPattern == unwritten.bitPattern }
    #expect(isUnwritten.prefix(margin).allSatisfy { $0 }, "written before the result")
    #expect(isUnwritten.suffix(margin).allSatisfy { $0 }, "written behind the result")
    #expect(!isUnwritten.dropFirst(margin).dropLast(margin).contains(true), "left unwritten")
    return Matrix(shape, Array(written[margin..<(margin + shape.count)]))
  }

  /// The matrix with `element(i, j)` in row i of column j.
  static func matrix(_ shape: Shape, _ element: (Int, Int) -> Double) -> Matrix {
    var elements: [Double] = []
    for column in 0..<shape.columns {
      for row in 0..<shape.rows { elements.append(element(row, column)) }
    }
    return Matrix(shape, elements)
  }

  /// Numbers of both signs whose sizes span `octaves` powers of two, some of them zeros.
  static func random(
    _ shape: Shape, octaves: Int = 4, using generator: inout Pseudorandom
  ) -> Matrix {
    matrix(shape) { _, _ in
      let scale = Double(
        sign: .plus, exponent: -Int(generator.next() % UInt64(octaves)), significand: 1)
      if generator.next() % 17 == 0 { return generator.next() % 2 == 0 ? 0 : -0.0 }
      return Double.random(in: -1...1, using: &generator) * scale
    }
  }

  /// Whole numbers from -9 to 9, whose sums of products are exact.
  static func small(_ shape: Shape, using generator: inout Pseudorandom) -> Matrix {
    matrix(shape) { _, _ in Double(Int.random(in: -9...9, using: &generator)) }
  }

  /// Equal bit by bit, any nan being equal to any.
  static func same(_ a: Matrix, _ b: Matrix) -> Bool {
    a.shape == b.shape && zip(a.elements, b.elements).allSatisfy(same)
  }

  static func same(_ a: Double, _ b: Double) -> Bool {
    a.bitPattern == b.bitPattern || (a.isNaN && b.isNaN)
  }
}
