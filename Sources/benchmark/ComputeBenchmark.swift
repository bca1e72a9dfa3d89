import Diagnostics
import Differentiation
import Evaluation
import Graph
import Numerics

/// Value and gradient over many rows in memory, on one core.
enum ComputeBenchmark {
  private static let rowCount = 1_000_000

  static func run() throws {
    print("compute: ns per row, 10^6 rows in memory, one core")
    print("program         value  gradient   both  gradient/value  sum of all partials")
    for sample in Sample.all { try measure(sample) }
  }

  private static func measure(_ sample: Sample) throws {
    let source = SourceText(name: sample.name, bytes: Array(sample.program.utf8))
    let program = try Lowering.lower(source, transforms: GraphTransforms()) { _ in nil }
    let value = program.outputs[0].node
    let independents = program.inputs.map(\.node)
    let adjoint = Adjoint(of: value, independents: independents, in: program.graph)
    let partials = independents.compactMap { adjoint[$0] }
    let lanes = Evaluator.blockSize(program.graph, roots: partials, varying: independents)
    var draws = Draws()
    let inputs = Blocks(columns: program.inputs.count, rows: rowCount, lanes: lanes)
    for row in 0..<rowCount {
      for index in program.inputs.indices {
        inputs.place(row, index).pointee = draws.next(in: sample.ranges[index])
      }
    }

    func nanoseconds(_ roots: [Node]) -> (time: Double, results: Blocks) {
      let results = Blocks(columns: roots.count, rows: rowCount, lanes: lanes)
      let evaluator = Evaluator(program.graph, roots: roots, varying: independents, lanes: lanes)
      let seconds = Timing.median(of: 9) {
        for row in stride(from: 0, to: rowCount, by: lanes) {
          let count = min(lanes, rowCount - row)
          for (index, node) in independents.enumerated() {
            evaluator.bind(node, element: 0, toLanes: inputs.place(row, index), count: count)
          }
          evaluator.run(lanes: count)
          for (index, node) in roots.enumerated() {
            evaluator.copyLanes(node, to: results.place(row, index), count: count)
          }
        }
      }
      return (seconds / Double(rowCount) * 1e9, results)
    }
    let valueTime = nanoseconds([value]).time
    let (gradientTime, results) = nanoseconds(partials)
    let bothTime = nanoseconds([value] + partials).time
    let sum = (0..<rowCount).reduce(0) { sum, row in
      partials.indices.reduce(sum) { $0 + results.place(row, $1).pointee }
    }
    print(
      sample.name + String(repeating: " ", count: 11 - sample.name.count),
      column(valueTime), column(gradientTime), column(bothTime, width: 6),
      column(bothTime / valueTime, width: 15), "", sum)
  }
}

/// Numbers in memory as the evaluator takes them: blocks of rows, in each one column after the
/// other.
final class Blocks {
  private let start: UnsafeMutablePointer<Double>
  private let columns: Int
  private let lanes: Int

  /// Bytes.
  private static let cacheLine = 64

  init(columns: Int, rows: Int, lanes: Int) {
    self.columns = columns
    self.lanes = lanes
    let count = (rows + lanes - 1) / lanes * lanes * columns
    start = UnsafeMutableRawPointer.allocate(
      byteCount: count * MemoryLayout<Double>.stride, alignment: Blocks.cacheLine
    ).bindMemory(to: Double.self, capacity: count)
    start.initialize(repeating: 0, count: count)
  }

  deinit { start.deallocate() }

  /// Where the number of a row and a column lies; those of the block's further rows follow.
  func place(_ row: Int, _ column: Int) -> UnsafeMutablePointer<Double> {
    start + (row / lanes * columns + column) * lanes + row % lanes
  }
}
