import Differentiation
import Graph
import Numerics

/// What is computed for every row of a file: which inputs differ from row to row, what the others
/// are, and which nodes are the results.
///
/// All graph is built before the first row is read, and then only read: any number of threads share
/// it, each with a `RowEvaluator` of its own. That is why this is safe to send although a graph is
/// a class; nothing here may change it.
package struct RowPlan: @unchecked Sendable {
  /// An element of an input that a column of numbers binds.
  package struct Column: Sendable {
    package let input: Node
    package let element: Int

    package init(input: Node, element: Int) {
      self.input = input
      self.element = element
    }
  }

  /// An element of a node that is a result; 0 where there is no node.
  package struct Result: Sendable {
    let node: Node?
    let element: Int
  }

  /// One run over the graph.
  struct Pass {
    /// What is bound for it beside the inputs.
    let seeds: [(node: Node, elements: [Double])]
    var results: [(slot: Int, result: Result)]
  }

  let program: Program
  let columns: [Column]
  let point: [Double]
  var passes: [Pass] = []
  /// How many results a row has.
  package internal(set) var resultCount = 0

  /// - Parameters:
  ///   - columns: what each column of a block binds.
  ///   - point: the values of all inputs, of which those of the columns are not used.
  package init(_ program: Program, columns: [Column], point: [Double]) {
    self.program = program
    self.columns = columns
    self.point = point
  }

  /// The number of lanes for this plan: a block's slots should fit the cache, and its memory must
  /// stay bounded for large graphs.
  package var usualLanes: Int {
    let size = max(1, program.graph.count + program.coordinateCount)
    return min(
      Evaluator.blockSize(program.graph, roots: roots, varying: varying),
      max(2, RowPlan.mostNumbers / size))
  }

  /// The inputs that differ from row to row; the elements of one stand together.
  var varying: [Node] {
    var inputs: [Node] = []
    for column in columns where inputs.last != column.input { inputs.append(column.input) }
    return inputs
  }

  var roots: [Node] { passes.flatMap { $0.results.compactMap(\.result.node) } }

  private static let mostNumbers = 1 << 22
}

// MARK: - What can be asked

extension RowPlan {
  private func elements(of node: Node?, _ shape: Shape) -> [Result] {
    (0..<shape.count).map { Result(node: node, element: $0) }
  }

  private mutating func add(
    _ results: [(slot: Int, result: Result)], seeds: [(node: Node, elements: [Double])] = []
  ) {
    passes.append(Pass(seeds: seeds, results: results))
    resultCount = max(resultCount, (results.map(\.slot).max() ?? -1) + 1)
  }

  private func numbered(_ results: [Result], from start: Int = 0) -> [(slot: Int, result: Result)] {
    results.enumerated().map { (start + $0.offset, $0.element) }
  }

  private var outputs: [Result] {
    program.outputs.flatMap { elements(of: $0.node, program.graph.shape(of: $0.node)) }
  }

  /// The elements of all outputs.
  package mutating func askForValues() { add(numbered(outputs)) }

  /// The first output, and its derivatives by all elements of some inputs, in the mode of
  /// `Gradient` and with its bits.
  package mutating func askForGradient(by inputs: [Int], mode: DifferentiationMode) {
    switch mode {
    case .reverse:
      let independents = inputs.map { program.inputs[$0].node }
      let adjoint = Adjoint(
        of: program.outputs[0].node, independents: independents, in: program.graph)
      add(
        numbered(
          outputs
            + independents.flatMap { elements(of: adjoint[$0], program.graph.shape(of: $0)) }))
    case .forward:
      askForColumns(by: inputs)
    }
  }

  /// All outputs, and for each element of some inputs the tangents of all outputs, in the order
  /// output by output.
  package mutating func askForColumns(by inputs: [Int]) {
    askForColumns(of: program.outputs.map(\.node), by: inputs, alongside: outputs)
  }

  /// The first output, its gradient, and its second derivatives, row by row.
  package mutating func askForHessian(by inputs: [Int]) {
    let gradient = GradientGraph(
      of: program.outputs[0].node, by: inputs.map { program.inputs[$0].node }, in: program.graph)
    askForColumns(
      of: gradient.nodes, by: inputs,
      alongside: outputs
        + gradient.nodes.flatMap { elements(of: $0, program.graph.shape(of: $0)) },
      after: gradient.earlier)
  }

  /// Some results, and for each element of some inputs the tangents of some nodes.
  private mutating func askForColumns(
    of targets: [Node], by inputs: [Int], alongside results: [Result],
    after earlier: EarlierSlopes? = nil
  ) {
    let joint = JointDerivatives(
      .forward, seeded: inputs.map { program.inputs[$0].node }, read: targets, in: program.graph,
      after: earlier)
    let tangents = elements(of: joint, targets.map { program.graph.shape(of: $0) })
    let width = program.coordinates(of: inputs).count
    if width == 0 { add(numbered(results)) }
    forEachSeed(joint.seeds) { column, bindings in
      let places = tangents.enumerated().map {
        (results.count + $0.offset * width + column, $0.element)
      }
      add((column == 0 ? numbered(results) : []) + places, seeds: bindings)
    }
  }

  /// The same by the adjoints of all inputs for each element of the outputs.
  package mutating func askForRows(by inputs: [Int]) {
    let joint = JointDerivatives(
      .reverse, seeded: program.outputs.map(\.node), read: inputs.map { program.inputs[$0].node },
      in: program.graph)
    let adjoints = elements(of: joint, inputs.map { program.inputs[$0].shape })
    let start = outputs.count
    forEachSeed(joint.seeds) { row, bindings in
      let places = numbered(adjoints, from: start + row * adjoints.count)
      add((row == 0 ? numbered(outputs) : []) + places, seeds: bindings)
    }
  }

  /// The first output, and the product of its Hessian with a direction.
  package mutating func askForProduct(by inputs: [Int], direction: [Double]) {
    let gradient = GradientGraph(
      of: program.outputs[0].node, by: inputs.map { program.inputs[$0].node }, in: program.graph)
    askForTangents(of: gradient.nodes, direction: direction, after: gradient.earlier)
  }

  /// All outputs, and their tangents in a direction.
  package mutating func askForTangents(direction: [Double]) {
    askForTangents(of: program.outputs.map(\.node), direction: direction)
  }

  private mutating func askForTangents(
    of targets: [Node], direction: [Double], after earlier: EarlierSlopes? = nil
  ) {
    let moved = program.inputs.filter { direction[$0.coordinates].contains { $0 != 0 } }
    let joint = JointDerivatives(
      .forward, seeded: moved.map(\.node), read: targets, in: program.graph, after: earlier)
    add(
      numbered(outputs + elements(of: joint, targets.map { program.graph.shape(of: $0) })),
      seeds: zip(joint.seeds, moved).map { ($0, Array(direction[$1.coordinates])) })
  }

  /// All outputs, and the adjoints of some inputs for weights of the outputs.
  package mutating func askForAdjoints(by inputs: [Int], weights: [Matrix]) {
    let joint = JointDerivatives(
      .reverse, seeded: program.outputs.map(\.node), read: inputs.map { program.inputs[$0].node },
      in: program.graph)
    add(
      numbered(outputs + elements(of: joint, inputs.map { program.inputs[$0].shape })),
      seeds: zip(joint.seeds, weights).map { ($0, $1.elements) })
  }

  /// A number more, behind all other results.
  package mutating func askForMark(_ node: Node) {
    let mark = (slot: resultCount, result: Result(node: node, element: 0))
    guard !passes.isEmpty else { return add([mark]) }
    passes[0].results.append(mark)
    resultCount += 1
  }

  private func elements(of joint: JointDerivatives, _ shapes: [Shape]) -> [Result] {
    zip(joint.results, shapes).flatMap { elements(of: $0, $1) }
  }

  /// Calls `body` for every element of some inputs with all of them bound, that element to 1 and
  /// the others to 0.
  private func forEachSeed(
    _ seeds: [Node], _ body: (_ number: Int, [(node: Node, elements: [Double])]) -> Void
  ) {
    var number = 0
    for seed in seeds {
      for element in 0..<program.graph.shape(of: seed).count {
        body(
          number,
          seeds.map { other in
            var elements = [Double](repeating: 0, count: program.graph.shape(of: other).count)
            if other == seed { elements[element] = 1 }
            return (other, elements)
          })
        number += 1
      }
    }
  }
}

/// Evaluates rows, a block at a time: a lane is a row.
package final class RowEvaluator {
  private let plan: RowPlan
  private let evaluator: Evaluator
  package let lanes: Int

  /// - Parameter lanes: how many rows are evaluated at once, at least 2. The results do not depend
  ///   on it.
  package init(_ plan: RowPlan, lanes: Int) {
    self.plan = plan
    self.lanes = max(2, lanes)
    evaluator = Evaluator(
      plan.program.graph, roots: plan.roots, varying: plan.varying, lanes: max(2, lanes))
    evaluator.bind(plan.program, to: plan.point)
  }

  /// Evaluates `count` rows, at most `lanes`.
  ///
  /// - Parameters:
  ///   - columns: number `row` of a column lies at `columns[column * columnStride + row]`.
  ///   - results: number `row` of a result goes to `results[slot * resultStride + row]`.
  package func evaluate(
    _ columns: UnsafePointer<Double>, stride columnStride: Int, count: Int,
    to results: UnsafeMutablePointer<Double>, stride resultStride: Int
  ) {
    guard count > 0 else { return }
    for (index, column) in plan.columns.enumerated() {
      evaluator.bind(
        column.input, element: column.element, toLanes: columns + index * columnStride,
        count: count)
    }
    for pass in plan.passes {
      for seed in pass.seeds { evaluator.bind(seed.node, to: seed.elements[...]) }
      evaluator.run(lanes: count)
      for (slot, result) in pass.results {
        let target = results + slot * resultStride
        guard let node = result.node else {
          target.update(repeating: 0, count: count)
          continue
        }
        evaluator.copyLanes(node, element: result.element, to: target, count: count)
      }
    }
  }
}
