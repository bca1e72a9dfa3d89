import Calculus
import Graph
import Numerics

/// Turns graph into numbers, at L points at once.
///
/// The value of a node is an array in which the lane runs fastest, or a single number where it is
/// the same in every lane (*uniform*). A kernel is called once for each node and block, so the
/// interpreter's cost is not paid per number. Only the ancestors of the roots are computed, and
/// with many lanes slots are used again as soon as nothing reads them any more. A lane's bits
/// depend neither on L nor on its neighbours.
package final class Evaluator {
  private let graph: ExpressionGraph
  package let lanes: Int
  private let tape: Tape
  private let values: UnsafeMutablePointer<Double>
  private let kernels: [Kernel]

  /// A primitive's kernel, by its number of operands.
  private enum Kernel {
    case none
    case unary(UnaryKernel)
    case binary(BinaryKernel)
    case ternary(TernaryKernel)
    case fold(BinaryKernel)
  }

  /// - Parameters:
  ///   - roots: the nodes whose values are wanted.
  ///   - varying: the inputs that differ from lane to lane; all others are uniform.
  package init(_ graph: ExpressionGraph, roots: [Node], varying: [Node] = [], lanes: Int = 1) {
    self.graph = graph
    self.lanes = lanes
    tape = Tape(graph, roots: roots, varying: varying, lanes: lanes)
    values = Platform.allocate(byteCount: Evaluator.byteCount(tape))
      .bindMemory(to: Double.self, capacity: max(1, tape.size))
    kernels =
      Array(repeating: .none, count: Int(Operation.firstPrimitive))
      + Registry.primitives.map {
        switch $0.value {
        case .unary(let kernel): .unary(kernel)
        case .binary(let kernel): .binary(kernel)
        case .ternary(let kernel): .ternary(kernel)
        case .fold(let kernel): .fold(kernel)
        }
      }
  }

  deinit { Platform.deallocate(values, byteCount: Evaluator.byteCount(tape)) }

  private static func byteCount(_ tape: Tape) -> Int {
    max(1, tape.size) * MemoryLayout<Double>.stride
  }

  // MARK: - Inputs and values

  /// Binds an input to one number, in every lane.
  package func bind(_ input: Node, to value: Double) {
    guard let slot = tape.slot(of: input) else { return }
    let count = tape.isVarying(input) ? lanes : 1
    (values + slot).update(repeating: value, count: count)
  }

  /// Binds a varying input in one lane.
  package func bind(_ input: Node, lane: Int, to value: Double) {
    guard let slot = tape.slot(of: input) else { return }
    precondition(tape.isVarying(input), "only a varying input has a value for each lane")
    values[slot + lane] = value
  }

  /// The value of a root (or, with one lane, of any ancestor of one) in a lane.
  package func value(_ node: Node, lane: Int = 0) -> Double {
    guard let slot = tape.slot(of: node) else { return 0 }
    return values[slot + (tape.isVarying(node) ? lane : 0)]
  }

  // MARK: - Evaluation

  /// Computes all values from the bound inputs.
  package func run() {
    let records = UnsafePointer(graph.records)
    kernels.withUnsafeBufferPointer { kernels in
      tape.forEachStep { index, slot, varies in
        step(records[index], slot, count: varies ? lanes : 1, records, kernels)
      }
    }
  }

  @inline(__always)
  private func step(
    _ record: ExpressionGraph.Record, _ slot: Int, count: Int,
    _ records: UnsafePointer<ExpressionGraph.Record>, _ kernels: UnsafeBufferPointer<Kernel>
  ) {
    let result = values + slot
    switch kernels[Int(record.operation.rawValue)] {
    case .unary(let kernel):
      kernel(values + tape.offset(record.a), result, count)
    case .binary(let kernel):
      kernel(
        values + tape.offset(record.a), tape.step(record.a),
        values + tape.offset(record.b), tape.step(record.b), result, count)
    case .ternary(let kernel):
      let tail = records[Int(record.b)]
      kernel(
        values + tape.offset(record.a), tape.step(record.a),
        values + tape.offset(tail.a), tape.step(tail.a),
        values + tape.offset(tail.b), tape.step(tail.b), result, count)
    case .fold(let kernel):
      fold(record, result, count, records, kernel)
    case .none:
      if record.operation == .constant { result.pointee = record.constant }
    }
  }

  private func fold(
    _ record: ExpressionGraph.Record, _ result: UnsafeMutablePointer<Double>, _ count: Int,
    _ records: UnsafePointer<ExpressionGraph.Record>, _ kernel: BinaryKernel
  ) {
    var left = (pointer: UnsafePointer(values + tape.offset(record.a)), step: tape.step(record.a))
    var tail = record.b
    while true {
      let chained = records[Int(tail)].operation == .list
      let operand = chained ? records[Int(tail)].a : tail
      kernel(
        left.pointer, left.step, values + tape.offset(operand), tape.step(operand), result, count)
      guard chained else { return }
      left = (UnsafePointer(result), count > 1 ? 1 : 0)
      tail = records[Int(tail)].b
    }
  }
}
