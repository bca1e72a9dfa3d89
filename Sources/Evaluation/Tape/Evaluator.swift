import Calculus
import Graph
import Numerics

/// Turns graph into numbers, at L points at once.
///
/// The value of a node is an array in which the lane runs fastest, or a single copy where it is
/// the same in every lane (*uniform*). A kernel is called once for each node and block, so the
/// interpreter's cost is not paid per number. Only the ancestors of the roots are computed, and
/// with many lanes slots are used again as soon as nothing reads them any more. A lane's bits
/// depend neither on L nor on its neighbours.
package final class Evaluator {
  let graph: ExpressionGraph
  package let lanes: Int
  let tape: Tape
  let values: UnsafeMutablePointer<Double>
  /// By operation on numbers, and behind them the fused ones; `none` while an operation has not
  /// been met.
  private let kernels: UnsafeMutablePointer<Kernel>
  /// Whether what is the same in every lane has been computed since an input of it was bound.
  var isUniformCurrent = false
  /// Where one lane of an operation's operands and result is laid out; made when needed.
  var scratch: [Double] = []
  /// What runs the bodies of loops, by the steps' operands; made when needed.
  var runners: [Int64: LoopRunner] = [:]

  /// A primitive's kernel, by its number of operands.
  enum Kernel {
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
    kernels = .allocate(capacity: Evaluator.kernelCount)
    kernels.initialize(repeating: .none, count: Evaluator.kernelCount)
    guard lanes > 1 else { return }
    for fusion in LaneSchedule.Fusion.allCases {
      kernels[Int(fusion.kernelIndex)] = .ternary(fusion.kernel)
    }
  }

  deinit {
    Platform.deallocate(values, byteCount: Evaluator.byteCount(tape))
    kernels.deallocate()
  }

  private static let kernelCount = Int(LaneSchedule.Fusion.last.kernelIndex) + 1

  /// The kernel of an operation on numbers; none for constants and inputs.
  @inline(__always)
  func kernel(_ operation: UInt16) -> Kernel {
    let known = kernels[Int(operation)]
    if case .none = known, operation >= Operation.firstPrimitive { return findKernel(operation) }
    return known
  }

  @inline(never)
  private func findKernel(_ operation: UInt16) -> Kernel {
    let kernel: Kernel =
      switch Operation(rawValue: operation).primitive.value {
      case .unary(let kernel): .unary(kernel)
      case .binary(let kernel): .binary(kernel)
      case .ternary(let kernel): .ternary(kernel)
      case .fold(let kernel): .fold(kernel)
      }
    kernels[Int(operation)] = kernel
    return kernel
  }

  private static func byteCount(_ tape: Tape) -> Int {
    max(1, tape.size) * MemoryLayout<Double>.stride
  }

  // MARK: - Evaluation

  /// Computes all values from the bound inputs.
  package func run() {
    guard lanes == 1 else { return run(lanes: lanes) }
    let records = UnsafePointer(graph.records)
    guard graph.hasArrays else {
      return tape.forEachStep { step(records[$0], values + $1, records) }
    }
    tape.forEachStep { index, slot in
      let record = records[index]
      if record.operation.isArray {
        arrayStep(record, values + slot, false)
      } else if record.shape == 0 {
        step(record, values + slot, records)
      } else if record.operation.isComputed {
        elementwiseStep(record, values + slot, false)
      }
    }
  }

  /// One number at one point.
  @inline(__always)
  private func step(
    _ record: ExpressionGraph.Record, _ result: UnsafeMutablePointer<Double>,
    _ records: UnsafePointer<ExpressionGraph.Record>
  ) {
    switch kernel(record.operation.rawValue) {
    case .unary(let kernel):
      kernel(place(record.a), result, 1)
    case .binary(let kernel):
      kernel(place(record.a), 0, place(record.b), 0, result, 1)
    case .ternary(let kernel):
      let tail = records[Int(record.b)]
      kernel(
        place(record.a), 0, place(tail.a), 0,
        place(tail.b), 0, result, 1)
    case .fold(let kernel):
      fold(record, result, 1, kernel)
    case .none:
      if record.operation == .constant { result.pointee = record.constant }
    }
  }

  func fold(
    _ record: ExpressionGraph.Record, _ result: UnsafeMutablePointer<Double>, _ count: Int,
    _ kernel: BinaryKernel
  ) {
    var left = (pointer: UnsafePointer(place(record.a)), step: tape.step(record.a))
    var tail = record.b
    while true {
      let chained = graph.records[Int(tail)].operation == .list
      let operand = chained ? graph.records[Int(tail)].a : tail
      kernel(left.pointer, left.step, place(operand), tape.step(operand), result, count)
      guard chained else { return }
      left = (UnsafePointer(result), count > 1 ? 1 : 0)
      tail = graph.records[Int(tail)].b
    }
  }

  /// Where a node's values lie.
  @inline(__always)
  func place(_ node: Int32) -> UnsafeMutablePointer<Double> { values + tape.offset(node) }

  /// Where a node's values lie; nil for one that nothing needs.
  func place(of node: Node) -> UnsafeMutablePointer<Double>? {
    tape.slot(of: node).map { values + $0 }
  }

  // MARK: - Arrays, element by element

  /// An operand of a step on arrays: where it lies, and how far its elements and lanes are apart.
  private struct Operand {
    let pointer: UnsafePointer<Double>
    let elementStep: Int
    let laneStep: Int
  }

  private func operand(_ node: Int32) -> Operand {
    let isVarying = tape.isVarying(node)
    let isScalar = graph.records[Int(node)].shape == 0
    return Operand(
      pointer: UnsafePointer(place(node)),
      elementStep: isScalar ? 0 : isVarying ? lanes : 1, laneStep: isVarying ? 1 : 0)
  }

  /// Calls the kernel once for all numbers where the operands' strides allow it, else once for each
  /// element with all its lanes.
  func elementwiseStep(
    _ record: ExpressionGraph.Record, _ result: UnsafeMutablePointer<Double>, _ varies: Bool
  ) {
    let count = graph.shape(of: record).count
    var operands: [Operand] = []
    graph.forEachOperand(of: record) { operands.append(operand($0)) }
    let kernel = kernel(record.operation.rawValue)
    let laneCount = varies ? lanes : 1
    if laneCount == 1 {
      apply(kernel, operands.map { ($0.pointer, $0.elementStep) }, result, count)
    } else if operands.allSatisfy({ $0.elementStep == lanes * $0.laneStep }) {
      apply(kernel, operands.map { ($0.pointer, $0.laneStep) }, result, count * laneCount)
    } else {
      for element in 0..<count {
        apply(
          kernel, operands.map { ($0.pointer + element * $0.elementStep, $0.laneStep) },
          result + element * laneCount, laneCount)
      }
    }
  }

  private func apply(
    _ kernel: Kernel, _ operands: [(pointer: UnsafePointer<Double>, step: Int)],
    _ result: UnsafeMutablePointer<Double>, _ count: Int
  ) {
    switch kernel {
    case .unary(let kernel):
      let (operand, step) = operands[0]
      guard step == 0, count > 1 else { return kernel(operand, result, count) }
      // One number is all elements of a step that passes it through.
      kernel(operand, result, 1)
      (result + 1).update(repeating: result.pointee, count: count - 1)
    case .binary(let kernel):
      kernel(
        operands[0].pointer, operands[0].step, operands[1].pointer, operands[1].step, result, count)
    case .ternary(let kernel):
      kernel(
        operands[0].pointer, operands[0].step, operands[1].pointer, operands[1].step,
        operands[2].pointer, operands[2].step, result, count)
    case .fold(let kernel):
      var left = operands[0]
      for operand in operands.dropFirst() {
        kernel(left.pointer, left.step, operand.pointer, operand.step, result, count)
        left = (UnsafePointer(result), 1)
      }
    case .none:
      break
    }
  }
}
