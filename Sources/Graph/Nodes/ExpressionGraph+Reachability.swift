extension ExpressionGraph {
  /// Which nodes up to `last` depend on one of `independents`.
  ///
  /// - Parameters:
  ///   - first: the node that the flags begin with; what comes before it depends on none.
  ///   - held: nodes that depend on none, whatever they are computed from.
  ///   - inValue: whether only values count: a step that is its first operand depends on no other.
  package func dependents(
    of independents: [Node], upTo last: Node, from first: Int = 0, holding held: Set<Int32> = [],
    inValue: Bool = false
  ) -> [Bool] {
    var depends = [Bool](repeating: false, count: Int(last.index) + 1 - first)
    for node in independents where node.index <= last.index && Int(node.index) >= first {
      depends[Int(node.index) - first] = true
    }
    depends.withUnsafeMutableBufferPointer { depends in
      for place in depends.indices where !depends[place] {
        let record = records[first &+ place]
        guard record.operation.rawValue >= Operation.list.rawValue else { continue }
        if !held.isEmpty, held.contains(Int32(truncatingIfNeeded: first &+ place)) { continue }
        if Int(record.a) >= first, depends[Int(record.a) &- first] { depends[place] = true }
        if inValue, record.operation.isPassedThrough { continue }
        if Int(record.b) >= first, depends[Int(record.b) &- first] { depends[place] = true }
      }
    }
    return depends
  }

  /// Which nodes up to the last root the roots are computed from, the roots included; `list` nodes
  /// count.
  ///
  /// - Parameter first: the node that the flags begin with.
  package func ancestors(of roots: [Node], from first: Int = 0) -> [Bool] {
    let last = Int(roots.lazy.map(\.index).max() ?? -1)
    var needed = [Bool](repeating: false, count: max(0, last + 1 - first))
    for root in roots where Int(root.index) >= first { needed[Int(root.index) - first] = true }
    needed.withUnsafeMutableBufferPointer { needed in
      for place in needed.indices.reversed() where needed[place] {
        let record = records[first &+ place]
        guard record.operation.rawValue >= Operation.list.rawValue else { continue }
        if Int(record.a) >= first { needed[Int(record.a) &- first] = true }
        if Int(record.b) >= first { needed[Int(record.b) &- first] = true }
      }
    }
    return needed
  }

  /// Which nodes up to the last root the roots' values are computed from: without what only their
  /// derivatives hang on.
  package func sources(of roots: [Node]) -> [Bool] {
    let last = roots.lazy.map(\.index).max() ?? -1
    var needed = [Bool](repeating: false, count: Int(last) + 1)
    for root in roots { needed[Int(root.index)] = true }
    let firstPassedThrough = Operation.firstPassedThrough.rawValue
    let passedThrough = firstPassedThrough..<Operation.numberCount
    needed.withUnsafeMutableBufferPointer { needed in
      for index in needed.indices.reversed() where needed[index] {
        let record = records[index]
        let operation = record.operation.rawValue
        guard operation >= Operation.list.rawValue else { continue }
        if record.a >= 0 { needed[Int(record.a)] = true }
        if record.b >= 0, !passedThrough.contains(operation) { needed[Int(record.b)] = true }
      }
    }
    return needed
  }

  /// The node whose value a node passes through; itself where it computes one.
  package func passedThrough(_ node: Node) -> Node {
    var node = node
    while self[node].operation.isPassedThrough { node = Node(self[node].a) }
    return node
  }
}
