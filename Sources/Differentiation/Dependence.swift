import Calculus
import Graph
import Numerics

/// Which elements of some nodes hang on which elements of the independents: the structural pattern
/// of a Jacobian, found by one pass over the graph (Griewank & Walther, section 7.1).
///
/// An arc is an arc whatever its value is; operations that are piecewise constant have none.
package struct Dependence {
  private let graph: ExpressionGraph
  private var sets: IndexSets
  /// By node: the set of each element; empty where nothing depends on an independent.
  private var elements: [[IndexSets.ID]]
  private let kinks: Kinks

  /// What is known of the point in question.
  package struct Kinks {
    /// Slopes that may jump and do not.
    let still: Set<Node>
    /// Values that are piecewise constant, and jump.
    let jumping: Set<Node>

    package init(still: Set<Node> = [], jumping: Set<Node> = []) {
      self.still = still
      self.jumping = jumping
    }
  }

  /// - Parameters:
  ///   - independents: nodes whose elements are numbered one after the other.
  ///   - kinks: what jumps, and what does not, at the point where the pattern is used.
  ///   - limit: how many numbers the sets may hold together.
  /// - Returns: The pattern, a row for each element of each node in `targets`; nil where it is so
  ///   dense that the limit is passed.
  package static func pattern(
    of targets: [Node], by independents: [Node], in graph: ExpressionGraph,
    at kinks: Kinks = .init(), limit: Int = 1 << 26
  ) -> SparsityPattern? {
    let dependence = Dependence(graph, independents, targets, kinks, limit)
    guard !dependence.sets.isFull else { return nil }
    return dependence.pattern(targets, independents)
  }

  /// How many elements of the Jacobian may differ from 0; nil where they are so many that the limit
  /// is passed.
  package static func elementCount(
    of targets: [Node], by independents: [Node], in graph: ExpressionGraph,
    at kinks: Kinks = .init(), limit: Int = 1 << 26
  ) -> Int? {
    let dependence = Dependence(graph, independents, targets, kinks, limit)
    guard !dependence.sets.isFull else { return nil }
    return targets.reduce(0) { sum, target in
      dependence.elements[Int(target.index)].reduce(sum) {
        $0 + dependence.sets.members($1).count
      }
    }
  }

  private init(
    _ graph: ExpressionGraph, _ independents: [Node], _ targets: [Node], _ kinks: Kinks,
    _ limit: Int
  ) {
    self.graph = graph
    self.kinks = kinks
    sets = IndexSets(limit: limit)
    let needed = graph.ancestors(of: targets)
    elements = Array(repeating: [], count: needed.count)
    var next: Int32 = 0
    for node in independents {
      let count = graph.shape(of: node).count
      let own = (0..<count).map { sets.singleton(next + Int32(truncatingIfNeeded: $0)) }
      next += Int32(truncatingIfNeeded: count)
      if Int(node.index) < needed.count { elements[Int(node.index)] = own }
    }
    let isIndependent = Set(independents)
    for index in needed.indices where needed[index] {
      let operation = graph.records[index].operation
      guard operation.isComputed, !isIndependent.contains(Node(index)), !sets.isFull else {
        continue
      }
      if operation.isArray { arrayStep(index) } else { elementwiseStep(index) }
    }
  }

  /// Elements with the same set share its columns.
  private func pattern(_ targets: [Node], _ independents: [Node]) -> SparsityPattern {
    var starts = [0]
    var columns: [Int32] = []
    var columnStarts: [Int] = []
    var known: [IndexSets.ID: Int] = [:]
    for target in targets {
      let own = elements[Int(target.index)]
      for element in 0..<graph.shape(of: target).count {
        let set = own.isEmpty ? IndexSets.empty : own[element]
        let members = sets.members(set)
        if let start = known[set] {
          columnStarts.append(start)
        } else {
          known[set] = columns.count
          columnStarts.append(columns.count)
          columns += members
        }
        starts.append(starts[starts.count - 1] + members.count)
      }
    }
    return SparsityPattern(
      rowCount: starts.count - 1,
      columnCount: independents.reduce(0) { $0 + graph.shape(of: $1).count },
      rowStarts: starts, columns: columns, columnStarts: columnStarts)
  }

  // MARK: - Steps

  private mutating func elementwiseStep(_ index: Int) {
    let primitive = graph.records[index].operation.primitive
    let count = graph.shape(of: graph.records[index]).count
    var result: [IndexSets.ID] = []
    for (position, operand) in graph.operands(of: Node(index)).enumerated() {
      let partial = primitive.partial(primitive.isVariadic ? 0 : position)
      let own = elements[Int(operand.index)]
      guard partial != nil || kinks.jumping.contains(Node(index)), !own.isEmpty,
        position == 0 || !kinks.still.contains(Node(index))
      else { continue }
      let spread = own.count == count ? own : Array(repeating: own[0], count: count)
      if result.isEmpty {
        result = spread
      } else {
        // Where nothing is added the operands' own sets stay shared.
        for element in 0..<count {
          let union = sets.union(result[element], spread[element])
          if union != result[element] { result[element] = union }
        }
      }
    }
    elements[index] = result
  }

  private mutating func arrayStep(_ index: Int) {
    let record = graph.records[index]
    let operation = record.operation
    let operands = graph.operands(of: Node(index))
    guard !operation.isFactor,
      operands.contains(where: { !elements[Int($0.index)].isEmpty })
    else { return }
    let shape = graph.shape(of: record)
    switch operation.structure {
    case .view(let rule):
      elements[index] = viewed(operands[0], record, shape, rule)
    case .assembly(.stacked), .assembly(.beside), .assembly(.diagonal),
      .assembly(.lowerTriangle), .assembly(.upperTriangle):
      elements[index] = rearranged(record, operands, shape)
    case .assembly(.placed):
      elements[index] = placed(operands[0], shape, graph.picks(of: record))
    case .reduction:
      elements[index] = reduced(operands[0], to: shape)
    case .scan:
      elements[index] = accumulated(
        operands[0], along: Dimension(ofStep: graph.parameters(of: record)[0]))
    case .contraction:
      elements[index] = product(operands[0], operands[1])
    case .columnwise, .besideShares, .system, .inverse, .determinant, .factorisation, .spectrum,
      .ofMatrices, .body, .table:
      elements[index] = Array(repeating: union(of: operands), count: shape.count)
    }
  }

  private func own(_ node: Node) -> [IndexSets.ID] {
    let own = elements[Int(node.index)]
    return own.isEmpty
      ? Array(repeating: IndexSets.empty, count: graph.shape(of: node).count) : own
  }

  private mutating func union(of operands: [Node]) -> IndexSets.ID {
    sets.union(of: operands.flatMap { elements[Int($0.index)] })
  }

  private mutating func reduced(_ operand: Node, to shape: Shape) -> [IndexSets.ID] {
    let from = graph.shape(of: operand)
    let own = own(operand)
    if shape == from { return own }
    switch shape.reducedDimension {
    case nil: return [sets.union(of: own)]
    case .downColumns:
      return (0..<shape.count).map { column in
        sets.union(of: Array(own[column * from.rows..<(column + 1) * from.rows]))
      }
    case .alongRows:
      return (0..<shape.count).map { row in
        sets.union(of: (0..<from.columns).map { own[row + $0 * from.rows] })
      }
    }
  }

  private mutating func accumulated(_ operand: Node, along dimension: Dimension) -> [IndexSets.ID] {
    let shape = graph.shape(of: operand)
    var result = own(operand)
    for element in 0..<shape.count {
      let before =
        switch dimension {
        case .downColumns: element % shape.rows == 0 ? -1 : element - 1
        case .alongRows: element - shape.rows
        }
      if before >= 0 { result[element] = sets.union(result[before], result[element]) }
    }
    return result
  }

  /// An element hangs on a row of the first operand and a column of the second.
  private mutating func product(_ left: Node, _ right: Node) -> [IndexSets.ID] {
    let (a, b) = (graph.shape(of: left), graph.shape(of: right))
    let rows = reduced(left, to: Shape(a.rows, 1))
    let columns = reduced(right, to: Shape(1, b.columns))
    var result: [IndexSets.ID] = []
    result.reserveCapacity(a.rows * b.columns)
    for column in columns {
      for row in rows { result.append(sets.union(row, column)) }
    }
    return result
  }

  private func viewed(
    _ operand: Node, _ record: ExpressionGraph.Record, _ shape: Shape, _ rule: PlaceRule
  ) -> [IndexSets.ID] {
    let own = elements[Int(operand.index)]
    let from = graph.shape(of: operand)
    let map = rule(from, shape, graph.parameters(of: record))
    var result: [IndexSets.ID] = []
    result.reserveCapacity(shape.count)
    map.forEachPlace(operand: from, result: shape) { result.append(own[$0]) }
    return result
  }

  private mutating func placed(
    _ operand: Node, _ shape: Shape, _ picks: Picks
  ) -> [IndexSets.ID] {
    var result = [IndexSets.ID](repeating: IndexSets.empty, count: shape.count)
    let own = own(operand)
    var next = 0
    picks.forEachPlace(height: shape.rows) { place in
      result[place] = sets.union(result[place], own[next])
      next += 1
    }
    return result
  }

  /// An operation that puts elements elsewhere says where by moving their numbers.
  private func rearranged(
    _ record: ExpressionGraph.Record, _ operands: [Node], _ shape: Shape
  ) -> [IndexSets.ID] {
    var numbered: [Matrix] = []
    var all: [IndexSets.ID] = []
    for operand in operands {
      let own = own(operand)
      let first = all.count
      numbered.append(
        Matrix(graph.shape(of: operand), own.indices.map { Double(first + $0 + 1) }))
      all += own
    }
    return graph.apply(record, to: numbered).elements.map {
      $0 == 0 ? IndexSets.empty : all[Int($0) - 1]
    }
  }
}

extension ExpressionGraph {
  /// The slopes that may jump, among the steps that some nodes are computed from.
  package func jumps(below nodes: [Node]) -> [Node] {
    let needed = ancestors(of: nodes)
    return needed.indices.filter { needed[$0] && records[$0].operation == .jump }.map { Node($0) }
  }
}
