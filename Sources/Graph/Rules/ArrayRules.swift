import Calculus
import Numerics

/// Expands the linear rules of operations on arrays as graph.
package struct ArrayRules {
  let graph: ExpressionGraph
  var builder: ArrayBuilder
  private var templates: [Key: Template] = [:]
  /// Whether rules are made of steps whose own derivatives do not cancel.
  private let isRefined: Bool

  private struct Key: Hashable {
    let operation: Operation
    let text: ArrayText
  }

  /// The joined parts that were asked for last.
  private var joined: Joined?

  private struct Joined {
    let node: Node
    /// Where the parts begin, and the last one ends.
    let ends: [Int]
    let isStacked: Bool
  }

  /// - Parameter isRefined: whether rules are made of steps whose own derivatives do not cancel.
  package init(_ graph: ExpressionGraph, isRefined: Bool = false) {
    self.graph = graph
    self.isRefined = isRefined
    builder = ArrayBuilder(graph, simplifies: true)
  }

  /// The share of a node's adjoint in that of its operand number `position`; nil: there is no arc.
  ///
  /// - Parameter change: the derivative of the adjoint by the node in a direction; nil where it is
  ///   0.
  package mutating func adjoint(
    of node: Node, operand position: Int, _ adjoint: Node,
    change: (_ direction: Node) -> Node? = { _ in nil }
  ) -> Node? {
    let array = graph[node].operation.array
    if array.isVariadic { return part(of: node, position, adjoint) }
    guard let parameter = parameter(array, position) else { return nil }
    let isAgain = isRefined && parameter == 0 && array.adjointAgain != nil
    return expand(
      isAgain ? .adjointAgain : .adjoint(parameter), of: node, adjoint: adjoint, change: change)
  }

  /// The share of an operand's tangent in that of the node; nil: there is no arc.
  package mutating func tangent(of node: Node, operand position: Int, _ tangent: Node) -> Node? {
    let array = graph[node].operation.array
    if array.isVariadic { return placed(in: node, position, tangent) }
    guard let parameter = parameter(array, position) else { return nil }
    let isAgain = isRefined && parameter == 0 && array.tangentAgain != nil
    return expand(
      isAgain ? .tangentAgain : .tangent(parameter), of: node, tangent: (parameter, tangent))
  }

  /// A mask of the elements of its operand that an operation takes; nil: all.
  package mutating func reach(of node: Node) -> Node? {
    expand(.reach, of: node)
  }

  /// Where a node's one-sided slopes differ, as a condition; nil: nowhere.
  package mutating func kink(of node: Node) -> Node? {
    expand(.kink, of: node)
  }

  /// The square of a node's value, smooth where the node has its kink.
  package mutating func square(of node: Node) -> Node? {
    expand(.square, of: node)
  }

  /// The formula that an operation on one array, beside numbers, is of a complex one; nil where it
  /// has none.
  ///
  /// - Parameters:
  ///   - operand: what stands for the operand.
  ///   - real: its real part.
  package mutating func analytic(of node: Node, operand: Node, real: Node) -> Node? {
    let record = graph[node]
    let others = graph.operands(of: node).dropFirst().map(\.index)
    return template(.analytic, of: record).map {
      run(
        $0, [operand.index] + others + [node.index, real.index] + others, of: record)
    }
  }

  /// Whether a mask marks anything: its sum.
  package func any(_ mask: Node) -> Node { sum(mask, to: .scalar) }

  /// The sum over repeated elements, down to a shape.
  package func sum(_ node: Node, to shape: Shape) -> Node { builder.sum(node, to: shape) }

  /// A node repeated over the rows or columns of a shape.
  package func expand(_ node: Node, to shape: Shape) -> Node { builder.expand(node, to: shape) }

  /// One element of a node, in the order of `vec`.
  package func element(_ element: Int, of node: Node) -> Node {
    let shape = graph.shape(of: node)
    guard !shape.isScalar else { return node }
    let (row, column) = (element % shape.rows, element / shape.rows)
    return builder.part(node.index, rows: row..<row + 1, columns: column..<column + 1)
  }

  /// A primitive applied to nodes whose shapes fit.
  package func elementwise(_ operation: Operation, _ operands: Node...) -> Node {
    fitting { () throws(ShapeError) in
      try builder.elementwise(operation, operands.map(\.index)[...])
    }
  }

  /// The product of a derivative and a partial, of which one may be a scalar.
  package func multiply(_ left: Node, _ right: Node) -> Node {
    graph.hasArrays
      ? elementwise(.multiply, left, right) : graph.simplified(.multiply, left.index, right.index)
  }

  /// A guard: what holds by convention where a condition does, element by element, and the formula.
  package func guarded(_ condition: Node, _ special: Node, _ formula: Node) -> Node {
    guard graph.hasArrays else { return graph.makeSimplifiedGuard(condition, special, formula) }
    return fitting { () throws(ShapeError) in
      try builder.elementwise(
        .select, [condition.index, special.index, formula.index], isGuard: true)
    }
  }

  /// The node where a condition holds, element by element, and 0 elsewhere.
  ///
  /// - Parameter isConvention: whether the condition holds at special points only.
  package func gate(_ node: Node, by condition: Node, isConvention: Bool = false) -> Node {
    let zero = graph.constant(0)
    if isConvention { return guarded(condition, node, zero) }
    guard graph.hasArrays else {
      return graph.makeSimplified(
        .select, operands: [condition.index, node.index, zero.index])
    }
    return elementwise(.select, condition, node, zero)
  }

  // MARK: - Texts

  /// The number of the parameter that an operand is bound to; nil for a factorisation.
  private func parameter(_ array: ArrayOperation, _ position: Int) -> Int? {
    guard array.factor != nil else { return position }
    return position == 0 ? 0 : position == 1 ? nil : position - 1
  }

  /// A text as graph; nil where the operation has none.
  private mutating func expand(
    _ which: ArrayText, of node: Node, adjoint: Node? = nil,
    tangent: (parameter: Int, node: Node)? = nil,
    change: (_ direction: Node) -> Node? = { _ in nil }
  ) -> Node? {
    let record = graph[node]
    guard let template = template(which, of: record) else { return nil }
    var arguments = graph.operands(of: node).map(\.index)
    if record.operation.array.factor != nil { arguments.remove(at: 1) }
    var tangents = [Int32](repeating: -1, count: arguments.count)
    if let tangent { tangents[tangent.parameter] = tangent.node.index }
    arguments += [node.index, adjoint?.index ?? -1] + tangents
    func reads(_ argument: Int) -> Bool {
      template.instructions.contains {
        $0.kind == .parameter && $0.payload == Int32(truncatingIfNeeded: argument)
      }
    }
    if let adjoint, reads(arguments.count) || reads(arguments.count + 1) {
      let readsChanges = reads(arguments.count + 1)
      arguments.append(usedColumns(of: adjoint))
      if readsChanges { arguments += changes(along: node, change) }
    }
    return run(template, arguments, of: record)
  }

  private mutating func template(
    _ which: ArrayText, of record: ExpressionGraph.Record
  ) -> Template? {
    guard which.text(of: record.operation.array) != nil else { return nil }
    let key = Key(operation: record.operation, text: which)
    if let known = templates[key] { return known }
    let template = RuleTemplates.template(which, of: record.operation, in: graph)
    templates[key] = template
    return template
  }

  private mutating func run(
    _ template: Template, _ arguments: [Int32], of record: ExpressionGraph.Record
  ) -> Node {
    let inherited = graph.parameters(of: record)
    return fitting { () throws(ShapeError) in
      try builder.run(template, arguments, inherited: inherited)
    }
  }

  /// The changes of a node's adjoint, of its shape, in the two directions that tell whether it has
  /// limits where eigenvalues are equal.
  private func changes(along node: Node, _ change: (_ direction: Node) -> Node?) -> [Int32] {
    let shape = graph.shape(of: node)
    return LinearAlgebra.eigenvalueDirections(shape.count).map { numbers in
      let elements = numbers.prefix(shape.count).map { graph.constant($0).index }
      let direction =
        elements.count == 1 ? Node(elements[0]) : graph.makeArray(.stack, elements, shape)
      let found = elements.isEmpty ? nil : change(direction)
      return expand(found ?? graph.constant(0), to: shape).index
    }
  }

  /// Rules are the project's own texts: shapes that do not fit are a fault of the table, which the
  /// every-rule test finds.
  private func fitting(_ body: () throws(ShapeError) -> Node) -> Node {
    do {
      return try body()
    } catch {
      preconditionFailure("the shapes of a rule do not fit: \(error)")
    }
  }

  // MARK: - Joined parts

  /// Where the operand number `position` lies in the parts that are joined.
  private mutating func place(
    of position: Int, in node: Node
  ) -> (rows: Range<Int>, columns: Range<Int>) {
    if joined?.node != node {
      let isStacked = graph[node].operation == .stack
      var ends = [0]
      graph.forEachOperand(of: graph[node]) { operand in
        let shape = graph.shape(at: operand)
        ends.append(ends[ends.count - 1] + (isStacked ? shape.rows : shape.columns))
      }
      joined = Joined(node: node, ends: ends, isStacked: isStacked)
    }
    let shape = graph.shape(of: node)
    guard let joined else { return (0..<0, 0..<0) }
    let own = joined.ends[position]..<joined.ends[position + 1]
    return joined.isStacked ? (own, 0..<shape.columns) : (0..<shape.rows, own)
  }

  /// Nodes in the places of a joined node's parts, zeros where there is none.
  package func joined(_ parts: [Node?], as node: Node) -> Node {
    let operands = graph.operands(of: node)
    let zero = graph.constant(0)
    let all = zip(operands, parts).map { operand, part in
      expand(part ?? zero, to: graph.shape(of: operand)).index
    }
    return graph.makeArray(graph[node].operation, all, graph.shape(of: node))
  }

  /// The sum of many small arrays, each added to some elements of an array of zeros: one step for
  /// all, where a step for each would cost the large array's size every time.
  ///
  /// - Parameters:
  ///   - parts: arrays of the given sizes, or scalars for arrays of one number.
  ///   - places: where their elements go, one part after the other, in the order of `vec`.
  package func scatter(
    _ parts: [Node], _ sizes: [Int], to places: [Int32], in shape: Shape
  ) -> Node {
    let count = Shape(places.count, 1)
    let column: Node
    if let first = parts.first, graph[first].shape == 0, parts.allSatisfy({ $0 == first }) {
      column = expand(first, to: count)
    } else {
      let columns = zip(parts, sizes).map { part, size in
        let own = Shape(size, 1)
        return graph.shape(of: part).count == size
          ? builder.step(.reshape, [part.index], own).index : expand(part, to: own).index
      }
      column = graph.makeArray(.stack, columns, count)
    }
    let vector = builder.step(
      .place, [column.index], Shape(shape.count, 1),
      parameters: Picks(rows: places, columns: [0]).parameters)
    return builder.step(.reshape, [vector.index], shape)
  }

  private mutating func part(of node: Node, _ position: Int, _ adjoint: Node) -> Node {
    let place = place(of: position, in: node)
    return builder.part(adjoint.index, rows: place.rows, columns: place.columns)
  }

  private mutating func placed(in node: Node, _ position: Int, _ tangent: Node) -> Node {
    let place = place(of: position, in: node)
    return builder.step(
      .place, [tangent.index], graph.shape(of: node),
      parameters: Picks(rows: place.rows, columns: place.columns).parameters)
  }
}
