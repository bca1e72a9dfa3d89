import Differentiation
import Graph
import Numerics

/// Which sweeps compute a Jacobian or a Hessian.
package enum SweepChoice: String, Sendable, CaseIterable {
  case forward, reverse
  /// Those of which fewer are needed.
  case auto
}

/// All first derivatives of a program's outputs at a point: a row for each element of the outputs,
/// a column for each element of the inputs, both in the order of `vec`.
///
/// Columns that share no row are found by one sweep (see `Colouring`), so that a sparse Jacobian
/// costs as many sweeps as colours.
package struct Jacobian {
  package let values: [Matrix]
  package let matrix: SparseMatrix
  package let mode: DifferentiationMode
  /// How many directions, or weights, were swept.
  package let sweepCount: Int

  /// - Parameters:
  ///   - inputs: the indices of the inputs to differentiate by.
  ///   - point: the values of all inputs, element by element.
  ///   - isSparse: whether only elements are wanted that may differ from 0; else the matrix has
  ///     them all.
  package init(
    of program: Program, by inputs: [Int], at point: [Double], choice: SweepChoice = .auto,
    isSparse: Bool = false
  ) {
    let targets = program.outputs.map(\.node)
    values = program.values(at: point)
    let derivatives = CompressedDerivatives(
      of: targets, by: inputs.map { program.inputs[$0].node }, in: program.graph,
      choice: choice, isSparse: isSparse, isSymmetric: false
    ) { $0.bind(program, to: point) }
    matrix = derivatives.matrix
    mode = derivatives.mode
    sweepCount = derivatives.sweepCount
  }
}

/// The Jacobian of some nodes by others, by compressed sweeps.
struct CompressedDerivatives {
  let matrix: SparseMatrix
  let mode: DifferentiationMode
  let sweepCount: Int

  /// Up to this many sweeps there is nothing to compress: one block of lanes does them all.
  private static let fewSweeps = 64

  init(
    of targets: [Node], by independents: [Node], in graph: ExpressionGraph, choice: SweepChoice,
    isSparse: Bool, isSymmetric: Bool, after earlier: EarlierSlopes? = nil,
    bind: @escaping (Evaluator) -> Void
  ) {
    let (found, plan) = CompressedDerivatives.plan(
      targets, independents, graph, choice, isSparse: isSparse, isSymmetric: isSymmetric,
      at: CompressedDerivatives.kinks(below: targets, in: graph, after: earlier, bind))
    let (rows, columns) = CompressedDerivatives.size(targets, independents, graph)
    let pattern = found ?? .full(rows, columns)
    mode = plan.mode
    sweepCount = plan.groups.count
    let sweep = Sweep(
      plan.mode, of: targets, by: independents, in: graph, after: earlier, bind: bind)
    var recovery = Recovery(pattern, plan)
    sweep.sweep(plan.groups.map { .elements($0) }) { recovery.receive($0, $1) }
    // Most of what is not finite is behind a selection: one more sweep of all finds it.
    if plan.mode == .forward, recovery.hasTrouble {
      sweep.sweep(plan.groups.map { .elements($0) }, followsReach: true) {
        recovery.receive($0, $1, onlyTroubled: true)
      }
    }
    recovery.repair {
      sweep.alone(.elements([Int32(truncatingIfNeeded: $0)]), zeros: .selections)
    }
    let sparse = SparseMatrix(pattern: pattern, values: recovery.values)
    matrix =
      isSparse || found == nil
      ? sparse : SparseMatrix(pattern: .full(rows, columns), values: sparse.rowMajor)
  }
}

extension CompressedDerivatives {
  /// The pattern, nil for a full one or where it saves nothing, and which elements are swept at
  /// once.
  fileprivate static func plan(
    _ targets: [Node], _ independents: [Node], _ graph: ExpressionGraph, _ choice: SweepChoice,
    isSparse: Bool, isSymmetric: Bool, at kinks: @autoclosure () -> Dependence.Kinks
  ) -> (found: SparsityPattern?, SweepPlan) {
    let (rows, columns) = size(targets, independents, graph)
    let isSmall = min(rows, columns) <= fewSweeps
    var found =
      isSparse || !isSmall
      ? Dependence.pattern(of: targets, by: independents, in: graph, at: kinks()) : nil
    if let pattern = found, pattern.isFull { found = nil }
    let plan = SweepPlan(
      found ?? .full(rows, columns), isFull: found == nil, choice, isSymmetric: isSymmetric)
    return (found, plan)
  }

  fileprivate static func size(
    _ targets: [Node], _ independents: [Node], _ graph: ExpressionGraph
  ) -> (rows: Int, columns: Int) {
    func count(_ nodes: [Node]) -> Int { nodes.reduce(0) { $0 + graph.shape(of: $1).count } }
    return (count(targets), count(independents))
  }

  /// How many elements may differ from 0 at a point; nil where almost all may.
  static func elementCount(
    of targets: [Node], by inputs: [Int], in program: Program, at point: [Double],
    after earlier: EarlierSlopes? = nil
  ) -> Int? {
    let graph = program.graph
    return Dependence.elementCount(
      of: targets, by: inputs.map { program.inputs[$0].node }, in: graph,
      at: kinks(below: targets, in: graph, after: earlier) { $0.bind(program, to: point) })
  }

  /// The slopes that may jump and do not at this point, for a maximum of all elements makes no
  /// dense Hessian where none of them are equal; and the values that do.
  private static func kinks(
    below targets: [Node], in graph: ExpressionGraph, after earlier: EarlierSlopes?,
    _ bind: (Evaluator) -> Void
  ) -> Dependence.Kinks {
    let slopes = graph.jumps(below: targets).map { (node: $0, kink: graph.operands(of: $0)[1]) }
    let values = earlier?.jumpingValues(below: targets, in: graph) ?? []
    guard !slopes.isEmpty || !values.isEmpty else { return .init() }
    let evaluator = Evaluator(graph, roots: slopes.map(\.kink) + values.compactMap(\.kink))
    bind(evaluator)
    evaluator.run()
    func isMet(_ kink: Node?) -> Bool {
      kink.map { evaluator.elements($0).contains { $0 != 0 } } ?? true
    }
    return .init(
      still: Set(slopes.filter { !isMet($0.kink) }.map(\.node)),
      jumping: Set(values.filter { isMet($0.kink) }.map(\.node)))
  }
}

extension SparseMatrix {
  /// All elements, zeros included, row after row.
  fileprivate var rowMajor: [Double] {
    var elements = [Double](repeating: 0, count: pattern.rowCount * pattern.columnCount)
    forEachElement { row, column, value in
      elements[row * pattern.columnCount + column] = value
    }
    return elements
  }
}

/// Puts what the sweeps give in its place in the matrix.
private struct Recovery {
  private let pattern: SparsityPattern
  private let plan: SweepPlan
  private(set) var values: [Double]
  /// Where the elements go, colour after colour; none for a full matrix, where it is plain.
  private var entries: [Entry] = []
  /// By colour: where its entries begin, and where the last one's end.
  private var starts: [Int] = []

  private struct Entry {
    /// The element of what is read, a row in forward mode and a column in reverse.
    let read: Int32
    let value: UInt32
  }

  init(_ pattern: SparsityPattern, _ plan: SweepPlan) {
    self.pattern = pattern
    self.plan = plan
    values = Array(repeating: 0, count: pattern.count)
    guard !pattern.isFull || plan.isSymmetric else { return }
    starts = Array(repeating: 0, count: plan.groups.count + 1)
    forEachEntry { colour, _ in starts[colour + 1] += 1 }
    for colour in 0..<plan.groups.count { starts[colour + 1] += starts[colour] }
    var next = starts
    entries = Array(repeating: Entry(read: 0, value: 0), count: pattern.count)
    forEachEntry { colour, entry in
      entries[next[colour]] = entry
      next[colour] += 1
    }
  }

  /// Calls `body` with every element of the pattern, row after row, and the colour that gives it.
  private func forEachEntry(_ body: (_ colour: Int, _ entry: Entry) -> Void) {
    var occurrences = [Int32](repeating: 0, count: plan.groups.count)
    var value: UInt32 = 0
    for row in 0..<pattern.rowCount {
      let columns = pattern.row(row)
      if plan.isSymmetric {
        for column in columns { occurrences[Int(plan.colours[Int(column)])] += 1 }
      }
      for column in columns {
        var (seeded, read) = plan.mode == .forward ? (Int(column), row) : (row, Int(column))
        // The element stands alone in its row, or its mirror image does in the other one.
        if plan.isSymmetric {
          let standsAlone = occurrences[Int(plan.colours[Int(column)])] == 1
          (seeded, read) = standsAlone ? (Int(column), row) : (row, Int(column))
        }
        body(
          Int(plan.colours[seeded]), Entry(read: Int32(truncatingIfNeeded: read), value: value))
        value += 1
      }
      if plan.isSymmetric {
        for column in columns { occurrences[Int(plan.colours[Int(column)])] = 0 }
      }
    }
  }

  var hasTrouble: Bool { values.contains { !$0.isFinite } }

  /// - Parameter onlyTroubled: whether elements that are finite stay.
  mutating func receive(_ group: Int, _ derivatives: [Double], onlyTroubled: Bool = false) {
    func take(_ derivative: Double, _ value: Int) {
      if onlyTroubled, values[value].isFinite { return }
      values[value] = derivative
    }
    guard starts.isEmpty else {
      for entry in entries[starts[group]..<starts[group + 1]] {
        take(derivatives[Int(entry.read)], Int(entry.value))
      }
      return
    }
    let isForward = plan.mode == .forward
    for seeded in plan.groups[group] {
      let first = isForward ? Int(seeded) : Int(seeded) * pattern.columnCount
      let stride = isForward ? pattern.columnCount : 1
      for (index, derivative) in derivatives.enumerated() {
        take(derivative, first + index * stride)
      }
    }
  }

  /// Elements that came out not finite are computed once more, each seed alone.
  mutating func repair(_ alone: (Int) -> [Double]) {
    var known: [Int: [Double]] = [:]
    for row in 0..<pattern.rowCount {
      for (place, column) in zip(pattern.rowStarts[row]..., pattern.row(row))
      where !values[place].isFinite {
        let (seeded, read) = plan.mode == .forward ? (Int(column), row) : (row, Int(column))
        if known[seeded] == nil, known.count < Recovery.mostRepairs {
          known[seeded] = alone(seeded)
        }
        if let derivatives = known[seeded] { values[place] = derivatives[read] }
      }
    }
  }

  /// A sweep alone costs one over the whole program.
  private static let mostRepairs = 1000
}

extension Jacobian {
  /// How many elements may differ from 0 at a point; nil where almost all may.
  package static func elementCount(
    of program: Program, by inputs: [Int], at point: [Double]
  ) -> Int? {
    CompressedDerivatives.elementCount(
      of: program.outputs.map(\.node), by: inputs, in: program, at: point)
  }
}
