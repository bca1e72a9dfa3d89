import Differentiation
import Evaluation
import Graph
import Numerics
import ProgramSupport
import TestSupport
import Testing

@testable import Differentiation

/// Patterns, colours, and derivatives that are put together from compressed sweeps.
@Suite("Sparsity")
struct SparsityTests {
  private static func pattern(_ rows: [[Int32]], columns: Int) -> SparsityPattern {
    var starts = [0]
    for row in rows { starts.append(starts[starts.count - 1] + row.count) }
    return SparsityPattern(
      rowCount: rows.count, columnCount: columns, rowStarts: starts, columns: rows.flatMap { $0 })
  }

  /// A pattern at random.
  private static func random(
    _ rows: Int, _ columns: Int, density: Double, _ generator: inout Pseudorandom
  ) -> SparsityPattern {
    pattern(
      (0..<rows).map { _ in
        (0..<Int32(columns)).filter { _ in generator.unit() < density }
      }, columns: columns)
  }

  /// A pattern at random that is its own mirror image.
  private static func randomSymmetric(
    _ size: Int, density: Double, _ generator: inout Pseudorandom
  ) -> SparsityPattern {
    let lower = random(size, size, density: density, &generator)
    return pattern(
      (0..<size).map { row in
        (0..<size).filter { column in
          lower.row(max(row, column)).contains(Int32(min(row, column)))
        }.map { Int32($0) }
      }, columns: size)
  }

  @Test("Columns of one colour share no row")
  func columns() {
    var generator = Pseudorandom(seed: 1)
    for size in [1, 2, 5, 17, 60] {
      for density in [0, 0.05, 0.3, 1] {
        let pattern = Self.random(size, size + 3, density: density, &generator)
        let colouring = Colouring.ofColumns(pattern)
        for row in 0..<pattern.rowCount {
          let colours = pattern.row(row).map { colouring.colours[Int($0)] }
          #expect(Set(colours).count == colours.count && !colours.contains(-1))
        }
        #expect(colouring.count >= pattern.longestRow)
      }
    }
  }

  @Test("Each element of a symmetric matrix, or its mirror image, stands alone in its colour")
  func symmetric() {
    var generator = Pseudorandom(seed: 2)
    for size in [1, 2, 6, 20, 70] {
      for density in [0, 0.02, 0.1, 0.5] {
        let pattern = Self.randomSymmetric(size, density: density, &generator)
        let colours = Colouring.ofSymmetric(pattern).colours
        func standsAlone(_ row: Int, _ column: Int) -> Bool {
          pattern.row(row).filter { colours[Int($0)] == colours[column] }.count == 1
        }
        for row in 0..<size {
          for column in pattern.row(row) {
            #expect(standsAlone(row, Int(column)) || standsAlone(Int(column), row))
          }
        }
      }
    }
  }

  @Test("Known numbers of colours: tridiagonal three, arrow two, diagonal one")
  func counts() {
    let size: Int32 = 500
    let band = Self.pattern(
      (0..<size).map { row in (max(0, row - 1)...min(size - 1, row + 1)).map { $0 } },
      columns: Int(size))
    #expect(Colouring.ofColumns(band).count == 3 && Colouring.ofSymmetric(band).count == 3)
    let arrow = Self.pattern(
      (0..<size).map { row in row == 0 ? (0..<size).map { $0 } : [0, row] }, columns: Int(size))
    #expect(Colouring.ofSymmetric(arrow).count == 2)
    let diagonal = Self.pattern((0..<size).map { [$0] }, columns: Int(size))
    #expect(Colouring.ofColumns(diagonal).count == 1)
  }

  @Test("Finding colours looks at no more elements than sweeps without colours touch")
  func visits() {
    let size: Int32 = 1000
    func band(_ width: Int32) -> SparsityPattern {
      Self.pattern(
        (0..<size).map { row in (max(0, row - width)...min(size - 1, row + width)).map { $0 } },
        columns: Int(size))
    }
    for width: Int32 in [1, 20, 40, 200, 450] {
      let pattern = band(width)
      for colouring in [Colouring.ofColumns(pattern), .ofSymmetric(pattern)] {
        // Every column looks at no more than its rows once the limit is passed.
        #expect(
          colouring.visitCount <= Colouring.mostVisits(pattern) + 8 * pattern.count,
          "\(width)")
        #expect(colouring.count <= Int(size))
      }
    }
    #expect(Colouring.ofColumns(band(20)).count == 41)
    let full = SparsityPattern.full(3000, 3000)
    #expect(Colouring.ofColumns(full) == .each(3000) && Colouring.ofSymmetric(full) == .each(3000))
  }

  @Test("Equal rows are looked at once: two full blocks have the colours of one")
  func sharedRows() throws {
    let subject = try Subject(
      "x*sum(x); y*sum(y)", shapes: ["x": Shape(600, 1), "y": Shape(600, 1)])
    let program = subject.program
    let pattern = try #require(
      Dependence.pattern(
        of: program.outputs.map(\.node), by: program.inputs.map(\.node), in: program.graph))
    let colouring = Colouring.ofColumns(pattern)
    #expect(pattern.count == 2 * 600 * 600 && colouring.count == 600)
    #expect(colouring.visitCount <= 2 * pattern.count)
  }

  @Test("A full pattern keeps one row of its columns")
  func sharedColumns() throws {
    let subject = try Subject("x*sum(x)", shapes: ["x": Shape(2000, 1)])
    let program = subject.program
    let pattern = try #require(
      Dependence.pattern(
        of: [program.outputs[0].node], by: [program.inputs[0].node], in: program.graph))
    #expect(pattern.isFull && pattern == .full(2000, 2000))
    #expect(pattern.columnListEnd <= 2001 && pattern.transposed.columnListEnd <= 2001)
  }

  /// Programs with the pattern that the mathematics says, by rows from 1.
  static let patterns: [(text: String, shape: Shape, rows: [[Int32]])] = [
    ("x.^2", Shape(3, 1), [[1], [2], [3]]),
    ("x[2:end].*x[1:end-1]", Shape(3, 1), [[1, 2], [2, 3]]),
    ("flip(x)", Shape(3, 1), [[3], [2], [1]]),
    ("x'", Shape(2, 2), [[1], [3], [2], [4]]),
    ("sum(x, 1)", Shape(2, 2), [[1, 2], [3, 4]]),
    ("sum(x, 2)", Shape(2, 2), [[1, 3], [2, 4]]),
    ("cumsum(x)", Shape(3, 1), [[1], [1, 2], [1, 2, 3]]),
    ("[1, 0; 0, 2]*x", Shape(2, 1), [[1, 2], [1, 2]]),
    ("x*[1, 2]", Shape(2, 1), [[1], [2], [1], [2]]),
    ("floor(x) + x", Shape(2, 1), [[1], [2]]),
    ("tril(x)", Shape(2, 2), [[1], [2], [], [4]]),
    ("diag(x)", Shape(2, 1), [[1], [], [], [2]]),
    ("x[[1, 1, 2]]", Shape(2, 1), [[1], [1], [2]]),
    ("[x; 2*x]", Shape(2, 1), [[1], [2], [1], [2]]),
    ("x > 1", Shape(2, 1), [[], []]),
    ("if(x > 0, x.^2, x[1])", Shape(2, 1), [[1], [1, 2]]),
    ("norm(x)*[1; 2]", Shape(2, 1), [[1, 2], [1, 2]]),
    ("repmat(x, 1, 2)", Shape(2, 1), [[1], [2], [1], [2]]),
    ("inv([x[1], 0; 0, x[2]])*[1; 1]", Shape(2, 1), [[1, 2], [1, 2]]),
  ]

  @Test("A program's pattern is what the mathematics says", arguments: patterns)
  func dependence(text: String, shape: Shape, rows: [[Int32]]) throws {
    let subject = try Subject(text, shapes: ["x": shape])
    let program = subject.program
    let pattern = try #require(
      Dependence.pattern(
        of: [program.outputs[0].node], by: [program.inputs[0].node], in: program.graph))
    #expect((0..<pattern.rowCount).map { pattern.row($0).map { $0 + 1 } } == rows)
  }

  @Test("A dense pattern beyond the limit is none")
  func limit() throws {
    let subject = try Subject("cumsum(x)", shapes: ["x": Shape(1000, 1)])
    let program = subject.program
    #expect(
      Dependence.pattern(
        of: [program.outputs[0].node], by: [program.inputs[0].node], in: program.graph,
        limit: 10_000) == nil)
  }

  static let jacobians = [
    "x.^2", "x[2:end].*x[1:end-1]", "cumsum(sin(x))", "sin(x)*x'", "[sum(x); x[1]*x]",
    "x.*flip(x) + x[1]", "(3 - 2*x).*x - [0; x[1:end-1]] - 2*[x[2:end]; 0] + 1",
    "tril(x*x')*x", "exp(x)./(1 + x.^2); norm(x)",
  ]

  @Test("Forward, reverse, whole and sparse Jacobians are the same", arguments: jacobians)
  func jacobian(text: String) throws {
    // More than a block of lanes, so that even the whole one is compressed.
    for size in [1, 3, 80] where size > 1 || !text.contains("end") {
      let subject = try Subject(text, shapes: ["x": Shape(size, 1)])
      let point = (0..<size).map { 0.3 + 0.01 * Double($0 * $0 % 37) }
      let known = Jacobian(of: subject.program, by: [0], at: point, choice: .forward)
      for (choice, isSparse) in [
        (SweepChoice.reverse, false), (.auto, false), (.forward, true), (.reverse, true),
      ] {
        let other = Jacobian(
          of: subject.program, by: [0], at: point, choice: choice, isSparse: isSparse)
        for (a, b) in zip(known.matrix.dense.elements, other.matrix.dense.elements) {
          #expect(abs(a - b) <= 1e-14 * max(1, abs(a)), "\(text) \(size) \(choice) \(isSparse)")
        }
      }
    }
  }

  static let hessians = [
    "sum(100*(x[2:end] - x[1:end-1].^2).^2 + (1 - x[1:end-1]).^2)", "sum(x)^2 + sum(x.^3)",
    "x[1]*sum(x) + sum(x.^4)", "exp(sum(x.^2)/100)", "sum(sin(x).*flip(x))", "norm(x)",
    "sum(x)", "logsumexp(x)", "x'*x*sum(x[1:2])",
  ]

  @Test("Whole and sparse Hessians are the same, and symmetric", arguments: hessians)
  func hessian(text: String) throws {
    for size in [3, 80] {
      let subject = try Subject(text, shapes: ["x": Shape(size, 1)])
      let point = (0..<size).map { 0.3 + 0.01 * Double($0 * $0 % 37) }
      let known = Hessian(of: subject.program, by: [0], at: point, choice: .reverse).matrix.dense
      let largest = known.elements.reduce(1) { max($0, abs($1)) }
      for (choice, isSparse) in [(SweepChoice.auto, false), (.auto, true), (.reverse, true)] {
        let other = Hessian(
          of: subject.program, by: [0], at: point, choice: choice, isSparse: isSparse
        ).matrix.dense
        for row in 0..<size {
          for column in 0..<size {
            #expect(abs(other[row, column] - known[row, column]) <= 1e-13 * largest, "\(text)")
            #expect(abs(other[row, column] - other[column, row]) <= 1e-13 * largest, "\(text)")
          }
        }
      }
    }
  }

  @Test("The number of sweeps of a banded Hessian does not grow with its size")
  func bandedCost() throws {
    for size in [100, 10_000] {
      let subject = try Subject(Self.hessians[0], shapes: ["x": Shape(size, 1)])
      let hessian = Hessian(
        of: subject.program, by: [0], at: Array(repeating: 0.5, count: size), isSparse: true)
      #expect(hessian.sweepCount == 3)
      #expect(hessian.matrix.values.count == 3 * size - 2)
    }
  }

  @Test("An infinite slope in one column leaves the others alone")
  func infiniteSlopes() throws {
    let subject = try Subject("sqrt(x); sum(x)", shapes: ["x": Shape(100, 1)])
    var point = Array(repeating: 1.0, count: 100)
    point[3] = 0
    for choice in SweepChoice.allCases {
      for isSparse in [false, true] {
        let matrix = Jacobian(
          of: subject.program, by: [0], at: point, choice: choice, isSparse: isSparse
        ).matrix.dense
        #expect(matrix[3, 3] == .infinity && matrix[2, 2] == 0.5 && matrix[100, 3] == 1)
        #expect(matrix[3, 2] == 0 && matrix[2, 3] == 0)
      }
    }
  }

  @Test("Behind a selection of any number of elements nothing is nan")
  func manySelections() throws {
    let subject = try Subject("sqrt(if(x > 0, 0, x))", shapes: ["x": Shape(1500, 1)])
    for choice in SweepChoice.allCases {
      let matrix = Jacobian(
        of: subject.program, by: [0], at: Array(repeating: 1, count: 1500), choice: choice,
        isSparse: true
      ).matrix
      matrix.forEachElement { _, _, value in #expect(value == 0) }
    }
  }
}
