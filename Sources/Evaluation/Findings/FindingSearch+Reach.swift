import Graph
import Numerics

/// Which elements of which steps the output reaches, through the selections that were taken.
extension FindingSearch {
  /// Steps that the output reaches: reverse, through the operands that were taken.
  ///
  /// - Parameter hasSlopes: whether only operands count that the reader has a slope by: not what is
  ///   compared, nor what is rounded.
  func reachedElements(hasSlopes: Bool = false) -> [[Bool]] {
    let graph = program.graph
    var reached = [[Bool]](repeating: [], count: needed.count)
    reached[Int(output.index)] = [true]
    for index in reached.indices.reversed() where !reached[index].isEmpty {
      let record = graph.records[index]
      guard record.operation.isComputed else { continue }
      if record.operation.isIndex {
        pick(through: reached[index], record, &reached[Int(record.a)])
        continue
      }
      var position = 0
      graph.forEachOperand(of: record) { operand in
        defer { position += 1 }
        guard !hasSlopes || record.operation.hasSlope(byOperand: position) else { return }
        let condition = reaches[Selection(node: Node(index), operand: position)]
        let count = graph.shape(at: operand).count
        let newly = elements(reachedThrough: reached[index], record, condition, count)
        if newly.contains(true) { join(newly, to: &reached[Int(operand)], count) }
      }
    }
    return reached
  }

  /// Which of an operand's elements are reached from one reader.
  private func elements(
    reachedThrough own: [Bool], _ record: ExpressionGraph.Record, _ condition: Node?, _ count: Int
  ) -> [Bool] {
    // An operation on whole arrays reaches all of its operands but for what it leaves out.
    let own = record.operation.isArray ? [own.contains(true)] : own
    guard let condition else { return count == 1 || own.count == 1 ? [own.contains(true)] : own }
    let conditions = evaluator.elements(condition).map { $0 != 0 }
    guard !own.isEmpty, !conditions.isEmpty else { return [] }
    let size = max(own.count, conditions.count)
    let both = (0..<size).map {
      own[own.count == 1 ? 0 : $0] && conditions[conditions.count == 1 ? 0 : $0]
    }
    return count == 1 ? [both.contains(true)] : both
  }

  /// Marks the elements of an array that an index picks.
  private func pick(
    through own: [Bool], _ record: ExpressionGraph.Record, _ known: inout [Bool]
  ) {
    let shape = program.graph.shape(at: record.a)
    guard own.contains(true), known != [true] else { return }
    if known.isEmpty { known = Array(repeating: false, count: shape.count) }
    var element = 0
    program.graph.picks(of: record).forEachPlace(height: shape.rows) { place in
      known[place] = known[place] || own[own.count == 1 ? 0 : element]
      element += 1
    }
  }

  private func join(_ newly: [Bool], to known: inout [Bool], _ count: Int) {
    guard !known.isEmpty, known != [true] else {
      if known.isEmpty { known = newly }
      return
    }
    if newly == [true] {
      known = newly
    } else {
      for index in known.indices { known[index] = known[index] || newly[index] }
    }
  }
}
