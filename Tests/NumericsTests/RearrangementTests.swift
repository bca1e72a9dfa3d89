import Numerics
import TestSupport
import Testing

/// Each kernel against its definition, element by element, over shapes with every kind of edge.
@Suite struct RearrangementTests {
  private static func numbers(_ shape: Shape, seed: UInt64 = 1) -> Matrix {
    var generator = Pseudorandom(seed: seed)
    return ArrayCall.random(shape, using: &generator)
  }

  @Test("A transpose has the rows as columns", arguments: ArrayCall.shapes + [Shape(100, 200)])
  func transpose(shape: Shape) {
    let a = Self.numbers(shape)
    let result = ArrayCall.result(of: Rearrangement.transpose, [a], shape.transposed)
    #expect(ArrayCall.same(result, ArrayCall.matrix(shape.transposed) { i, j in a[j, i] }))
  }

  @Test("A copy has the elements in their order", arguments: ArrayCall.shapes)
  func copy(shape: Shape) {
    let a = Self.numbers(shape)
    let column = Shape(shape.count, 1)
    let result = ArrayCall.result(of: Rearrangement.copy, [a], column)
    #expect(ArrayCall.same(result, Matrix(column, a.elements)))
  }

  @Test("Dimensions of 1 are repeated, also no times", arguments: ArrayCall.shapes)
  func expand(shape: Shape) {
    for rows in Set([1, shape.rows]) {
      for columns in Set([1, shape.columns]) {
        let a = Self.numbers(Shape(rows, columns))
        let result = ArrayCall.result(of: Rearrangement.expand, [a], shape)
        let expected = ArrayCall.matrix(shape) { i, j in a[rows == 1 ? 0 : i, columns == 1 ? 0 : j]
        }
        #expect(ArrayCall.same(result, expected), "\(rows)×\(columns)")
      }
    }
  }

  @Test("Arrays side by side and on top of each other, 0×0 among them", arguments: ArrayCall.shapes)
  func blocks(shape: Shape) {
    let widths = [shape.columns, 0, 1, 5]
    let parts = widths.enumerated().map { index, width in
      Self.numbers(Shape(shape.rows, width), seed: UInt64(index))
    }
    let none = Matrix(Shape(0, 0), [])
    let whole = Matrix(Shape(shape.rows, widths.reduce(0, +)), parts.flatMap(\.elements))
    let beside = ArrayCall.result(of: Rearrangement.beside, [none] + parts + [none], whole.shape)
    #expect(ArrayCall.same(beside, whole))

    let transposedParts = parts.map { part in
      ArrayCall.matrix(part.shape.transposed) { i, j in part[j, i] }
    }
    let stack = ArrayCall.result(
      of: Rearrangement.stack, [none] + transposedParts + [none], whole.shape.transposed)
    #expect(ArrayCall.same(stack, ArrayCall.matrix(stack.shape) { i, j in whole[j, i] }))
  }

  @Test("Triangles keep their side of any diagonal, and what they drop vanishes")
  func triangles() {
    for shape in ArrayCall.shapes {
      let a = Self.numbers(shape)
      for k in [-400, -3, -1, 0, 1, 2, 400, Int(Int32.max), Int(Int32.min)] {
        for (kernel, keeps) in [
          (Rearrangement.lowerTriangle, { (i: Int, j: Int) in j - i <= k }),
          (Rearrangement.upperTriangle, { (i: Int, j: Int) in j - i >= k }),
        ] {
          let withNans = ArrayCall.matrix(shape) { i, j in keeps(i, j) ? a[i, j] : .nan }
          let result = ArrayCall.result(of: kernel, [withNans], shape, [Int32(k)])
          let expected = ArrayCall.matrix(shape) { i, j in keeps(i, j) ? a[i, j] : 0 }
          #expect(ArrayCall.same(result, expected), "\(shape) \(k)")
        }
      }
    }
  }

  @Test("A diagonal goes into zeros and comes back", arguments: ArrayCall.shapes)
  func diagonals(shape: Shape) {
    let count = min(shape.rows, shape.columns)
    for vectorShape in [Shape(count, 1), Shape(1, count)] {
      let vector = Self.numbers(vectorShape)
      let matrix = ArrayCall.result(of: Rearrangement.diagonalMatrix, [vector], shape)
      let expected = ArrayCall.matrix(shape) { i, j in i == j ? vector.elements[i] : 0 }
      #expect(ArrayCall.same(matrix, expected))
      let back = ArrayCall.result(of: Rearrangement.diagonal, [matrix], Shape(count, 1))
      #expect(ArrayCall.same(back, Matrix(Shape(count, 1), vector.elements)))
    }
  }

  @Test("Flipping turns the rows or the columns round", arguments: ArrayCall.shapes)
  func flip(shape: Shape) {
    let a = Self.numbers(shape)
    let down = ArrayCall.result(of: Rearrangement.flip, [a], shape, [1])
    let expectedDown = ArrayCall.matrix(shape) { i, j in a[shape.rows - 1 - i, j] }
    #expect(ArrayCall.same(down, expectedDown))
    let across = ArrayCall.result(of: Rearrangement.flip, [a], shape, [2])
    let expectedAcross = ArrayCall.matrix(shape) { i, j in a[i, shape.columns - 1 - j] }
    #expect(ArrayCall.same(across, expectedAcross))
  }

  @Test("A ramp multiplies the step, and does not add it up", arguments: [0, 1, 2, 11, 1001])
  func ramp(count: Int) {
    let result = ArrayCall.result(
      of: Rearrangement.ramp, [Matrix(-1), Matrix(0.1)], Shape(1, count))
    #expect(
      ArrayCall.same(result, ArrayCall.matrix(Shape(1, count)) { _, k in -1 + Double(k) * 0.1 }))
  }
}

/// Choosing elements, and putting them back.
@Suite struct RearrangementIndexTests {
  private struct Choice {
    let rows: [Int]
    let columns: [Int]
    var shape: Shape { Shape(rows.count, columns.count) }
    var parameters: [Int32] { ([rows.count] + rows + columns).map(Int32.init) }
  }

  /// All, none, a range, and random places with repetitions.
  private static func choices(_ shape: Shape, using generator: inout Pseudorandom) -> [Choice] {
    func places(_ count: Int, in size: Int) -> [Int] {
      size == 0 ? [] : (0..<count).map { _ in Int.random(in: 0..<size, using: &generator) }
    }
    return [
      Choice(rows: Array(0..<shape.rows), columns: Array(0..<shape.columns)),
      Choice(rows: [], columns: Array(0..<shape.columns)),
      Choice(rows: Array(0..<shape.rows), columns: []),
      Choice(rows: Array(shape.rows / 3..<shape.rows), columns: places(3, in: shape.columns)),
      Choice(rows: places(11, in: shape.rows), columns: places(5, in: shape.columns)),
      Choice(rows: places(1, in: shape.rows), columns: places(1, in: shape.columns)),
    ]
  }

  @Test("Indexing gives the elements at the places", arguments: ArrayCall.shapes)
  func index(shape: Shape) {
    var generator = Pseudorandom(seed: 2)
    let a = ArrayCall.random(shape, using: &generator)
    for choice in Self.choices(shape, using: &generator) {
      let result = ArrayCall.result(of: Rearrangement.index, [a], choice.shape, choice.parameters)
      let expected = ArrayCall.matrix(choice.shape) { i, j in a[choice.rows[i], choice.columns[j]] }
      #expect(ArrayCall.same(result, expected))
    }
  }

  @Test("Placing is the adjoint of indexing: ⟨Ax, y⟩ = ⟨x, A'y⟩", arguments: ArrayCall.shapes)
  func adjoint(shape: Shape) {
    var generator = Pseudorandom(seed: 3)
    for choice in Self.choices(shape, using: &generator) {
      let x = ArrayCall.small(shape, using: &generator)
      let y = ArrayCall.small(choice.shape, using: &generator)
      let ax = ArrayCall.result(of: Rearrangement.index, [x], choice.shape, choice.parameters)
      let ay = ArrayCall.result(of: Rearrangement.place, [y], shape, choice.parameters)
      #expect(Self.product(ax, y) == Self.product(x, ay))
    }
  }

  @Test("Elements that meet at one place are added")
  func repeated() {
    let parameters: [Int32] = [3, 1, 1, 0, 0, 0]
    let y = Matrix(Shape(3, 2), [1, 2, 4, 8, 16, 32])
    let result = ArrayCall.result(of: Rearrangement.place, [y], Shape(2, 2), parameters)
    #expect(result == Matrix(Shape(2, 2), [36, 27, 0, 0]))
  }

  private static func product(_ a: Matrix, _ b: Matrix) -> Double {
    zip(a.elements, b.elements).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
