import Calculus
import Graph
import Numerics

/// Operations on whole arrays.
///
/// Kernels work on one array, contiguous. Where a step varies, one lane after the other is laid
/// out, computed and put back, so that its bits are those of the same point alone.
extension Evaluator {
  private struct Read {
    let place: UnsafeMutablePointer<Double>
    let shape: Shape
    let isTransposed: Bool
    let isVarying: Bool
  }

  func arrayStep(
    _ record: ExpressionGraph.Record, _ result: UnsafeMutablePointer<Double>, _ varies: Bool
  ) {
    if record.operation.holdsBody { return bodyStep(record, result, varies) }
    guard let kernel = record.operation.array.kernel else { return }
    var reads: [Read] = []
    graph.forEachRead(of: record) { node, isTransposed in
      reads.append(
        Read(
          place: place(node), shape: graph.shape(at: node), isTransposed: isTransposed,
          isVarying: tape.isVarying(node)))
    }
    let shape = graph.shape(of: record)
    graph.parameters(of: record).withUnsafeBufferPointer { parameters in
      guard varies else {
        let views = reads.map {
          ArrayView($0.place, $0.shape, isTransposed: $0.isTransposed)
        }
        return views.withUnsafeBufferPointer {
          kernel($0, ArrayResult(result, shape, parameters: parameters))
        }
      }
      laneByLane(reads, kernel, result, shape, parameters)
    }
  }

  /// A step that holds a body.
  private func bodyStep(
    _ record: ExpressionGraph.Record, _ result: UnsafeMutablePointer<Double>, _ varies: Bool
  ) {
    // No other step has these operands.
    let key = Int64(record.a) << 32 | Int64(record.b)
    let runner =
      runners[key]
      ?? LoopRunner(record, in: graph, lanes: varies ? lanes : 1)
    runners[key] = runner
    var operands: [LoopRunner.Operand] = []
    graph.forEachOperand(of: record) {
      let isVarying = varies && tape.isVarying($0)
      operands.append(
        .init(place: place($0), elementStep: isVarying ? lanes : 1, isVarying: isVarying))
    }
    runner.run(operands, result)
  }

  private func laneByLane(
    _ reads: [Read], _ kernel: ArrayKernel, _ result: UnsafeMutablePointer<Double>, _ shape: Shape,
    _ parameters: UnsafeBufferPointer<Int32>
  ) {
    let size = reads.reduce(shape.count) { $0 + ($1.isVarying ? $1.shape.count : 0) } + 1
    if scratch.count < size { scratch = Array(repeating: 0, count: size) }
    scratch.withUnsafeMutableBufferPointer { scratch in
      guard let start = scratch.baseAddress else { return }
      for lane in 0..<lanes {
        var next = start + shape.count
        let views = reads.map { read in
          guard read.isVarying else {
            return ArrayView(read.place, read.shape, isTransposed: read.isTransposed)
          }
          let source = read.place + lane
          for element in 0..<read.shape.count { next[element] = source[element * lanes] }
          defer { next += read.shape.count }
          return ArrayView(next, read.shape, isTransposed: read.isTransposed)
        }
        views.withUnsafeBufferPointer {
          kernel($0, ArrayResult(start, shape, parameters: parameters))
        }
        let target = result + lane
        for element in 0..<shape.count { target[element * lanes] = start[element] }
      }
    }
  }
}
