extension ExpressionGraph {
  /// Which nodes up to `last` depend on one of `independents`.
  package func dependents(of independents: [Node], upTo last: Node) -> [Bool] {
    var depends = [Bool](repeating: false, count: Int(last.index) + 1)
    for node in independents where node.index <= last.index { depends[Int(node.index)] = true }
    depends.withUnsafeMutableBufferPointer { depends in
      for index in depends.indices where !depends[index] {
        let record = records[index]
        guard record.operation.rawValue >= Operation.list.rawValue else { continue }
        if record.a >= 0, depends[Int(record.a)] { depends[index] = true }
        if record.b >= 0, depends[Int(record.b)] { depends[index] = true }
      }
    }
    return depends
  }

  /// Which nodes up to the last root the roots are computed from, the roots included; `list` nodes
  /// count.
  package func ancestors(of roots: [Node]) -> [Bool] {
    let last = roots.map(\.index).max() ?? -1
    var needed = [Bool](repeating: false, count: Int(last) + 1)
    for root in roots { needed[Int(root.index)] = true }
    needed.withUnsafeMutableBufferPointer { needed in
      for index in needed.indices.reversed() where needed[index] {
        let record = records[index]
        guard record.operation.rawValue >= Operation.list.rawValue else { continue }
        if record.a >= 0 { needed[Int(record.a)] = true }
        if record.b >= 0 { needed[Int(record.b)] = true }
      }
    }
    return needed
  }

  /// Which nodes up to the last root the roots' values are computed from: without what only their
  /// derivatives hang on.
  package func sources(of roots: [Node]) -> [Bool] {
    let last = roots.map(\.index).max() ?? -1
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
