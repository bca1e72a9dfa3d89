import Graph
import Numerics

/// Many lanes: a block of points, each in a lane of its own.
extension Evaluator {
  /// Computes the values of the first lanes from the bound inputs. What is the same in every lane
  /// is computed again only when an input of it has been bound since.
  ///
  /// Numbers of lanes beyond `count` keep what they were or become something of no meaning.
  package func run(lanes count: Int) {
    guard let schedule = tape.schedule else { return run() }
    precondition(count <= lanes, "more lanes than there is room for")
    if !isUniformCurrent {
      for call in schedule.uniform { run(call, count: 1, varies: false) }
      isUniformCurrent = true
    }
    schedule.varying.withUnsafeBufferPointer { varying in
      for call in varying { run(call, count: count, varies: true) }
    }
  }

  @inline(__always)
  private func run(_ call: LaneSchedule.Call, count: Int, varies: Bool) {
    let result = place(call.result)
    switch call.kind {
    case .numbers:
      switch kernel(call.kernel) {
      case .unary(let kernel):
        kernel(place(call.a), result, count)
      case .binary(let kernel):
        kernel(
          place(call.a), Int(call.aStride), place(call.b), Int(call.bStride), result, count)
      case .ternary(let kernel):
        kernel(
          place(call.a), Int(call.aStride), place(call.b), Int(call.bStride),
          place(call.c), Int(call.cStride), result, count)
      case .fold(let kernel):
        fold(graph.records[Int(call.result)], result, count, kernel)
      case .none:
        result.pointee = graph.records[Int(call.result)].constant
      }
    case .pair:
      let work = graph.records[Int(call.result)].operation.primitive.sharesWorkWith
      work?.kernel(place(call.a), result, place(call.b), count)
    case .powers:
      powers(call, count)
    case .elements:
      elementwiseStep(graph.records[Int(call.result)], result, varies)
    case .array:
      arrayStep(graph.records[Int(call.result)], result, varies)
    }
  }

  private func powers(_ call: LaneSchedule.Call, _ count: Int) {
    guard let family = tape.schedule?.families[call.result] else { return }
    let results = family.powers.map { place($0) }
    family.exponents.withUnsafeBufferPointer { exponents in
      results.withUnsafeBufferPointer { Elementary.powers(place(call.a), exponents, $0, count) }
    }
  }

  /// How many lanes a block of rows has: as many as let all values lie in a core's own cache, up to
  /// where a step costs nothing beside its lanes.
  package static func blockSize(_ graph: ExpressionGraph, roots: [Node], varying: [Node]) -> Int {
    let tape = Tape(graph, roots: roots, varying: varying, lanes: mostLanes)
    let bytes = max(1, tape.size) * MemoryLayout<Double>.stride
    return min(mostLanes, max(64, mostLanes * ownCache / bytes & ~63))
  }

  /// Beyond this a step's own cost does not show any more.
  private static let mostLanes = 1024
  /// Bytes: what a core of the last decade has at least as its second cache.
  private static let ownCache = 262_144

  // MARK: - Columns

  /// Binds one element of a varying input in the first lanes.
  package func bind(
    _ input: Node, element: Int, toLanes column: UnsafePointer<Double>, count: Int
  ) {
    guard let place = place(of: input) else { return }
    (place + element * lanes).update(from: column, count: count)
  }

  /// Copies one element of a root from the first lanes.
  package func copyLanes(
    _ root: Node, element: Int = 0, to column: UnsafeMutablePointer<Double>, count: Int
  ) {
    guard let place = place(of: root) else { return column.update(repeating: 0, count: count) }
    if tape.isVarying(root.index) {
      column.update(from: place + element * lanes, count: count)
    } else {
      column.update(repeating: place[element], count: count)
    }
  }
}

extension LaneSchedule.Fusion {
  /// The kernel that computes the product and the sum, each rounded.
  var kernel: TernaryKernel {
    switch self {
    case .productPlus: Arithmetic.productPlus
    case .productMinus: Arithmetic.productMinus
    case .minusProduct: Arithmetic.minusProduct
    case .productTimes: Arithmetic.productTimes
    }
  }
}
