import Calculus
import Numerics

/// The number of the step in a loop's body.
struct StepNumber {
  let node: Int32
  /// What it is in the steps that the body is run for.
  let range: ClosedRange<Int>
}

/// Indices that move from step to step.
extension ArrayBuilder {
  /// A place that moves evenly with the number of the step: `factor*k + start`.
  private struct Place {
    var factor: Int
    var start: Int
  }

  /// `A[k, j]` and `x[k]`, where a place moves with the number of the step; nil where none does.
  func movingIndex(_ value: Int32, _ indices: ArraySlice<Int32>) throws(ShapeError) -> Node? {
    guard let step else { return nil }
    let shape = shape(value)
    let counts = indices.count == 1 ? [shape.count] : [shape.rows, shape.columns]
    let counted: [ShapeError.Counted] = indices.count == 1 ? [.elements] : [.rows, .columns]
    var moving: [Place?] = []
    for (number, index) in indices.enumerated() {
      let isMoving =
        index != ArrayBuilder.allIndices && graph.matrixWithoutInputs(Node(index)) == nil
      let place = isMoving ? place(index, step.node) : nil
      if let place {
        for end in [step.range.lowerBound, step.range.upperBound] {
          let reached = place.factor * end + place.start
          guard reached >= 1, reached <= counts[number] else {
            throw .indexOutside(
              Double(reached), count: counts[number], of: counted[number], operand: number + 1)
          }
        }
      }
      moving.append(place)
    }
    guard moving.contains(where: { $0 != nil }) else { return nil }
    // Each place in the order of `vec`, from 0, is one that moves evenly, too.
    var factor = 0
    var places = [0]
    var size = 1
    var sizes: [Int] = []
    for (number, index) in indices.enumerated() {
      if let place = moving[number] {
        factor += place.factor * size
        places = places.map { $0 + (place.start - 1) * size }
        sizes.append(1)
      } else {
        let list = try self.places(index, counts[number], counted[number], number + 1).list
        places = list.flatMap { item in places.map { $0 + Int(item) * size } }
        sizes.append(list.count)
      }
      size *= counts[number]
    }
    let result = sizes.count == 1 ? Shape.scalar : Shape(sizes[0], sizes[1])
    let starts = places.map { graph.constant(Double($0)).index }
    var start = Node(starts[0])
    if !result.isScalar {
      let column = graph.makeArray(.stack, starts, Shape(starts.count, 1))
      start =
        starts.count > 1 ? self.step(.reshape, [column.index], result) : expand(start, to: result)
    }
    let moved = try elementwise(.multiply, [graph.constant(Double(factor)).index, step.node])
    let all = try elementwise(.add, [start.index, moved.index])
    return graph.makeArray(.array(.gather), [value, all.index], result)
  }

  /// A place as a sum of a multiple of the step's number and a number; nil for another.
  private func place(_ node: Int32, _ step: Int32) -> Place? {
    if node == step { return Place(factor: 1, start: 0) }
    let record = graph.records[Int(node)]
    if let value = graph.matrixWithoutInputs(Node(node)) {
      guard value.shape.isScalar, let number = Int(exactly: value.elements[0]) else { return nil }
      return Place(factor: 0, start: number)
    }
    guard record.shape == 0, record.operation.isPrimitive else { return nil }
    guard let a = place(record.a, step) else { return nil }
    if record.operation == .negate { return Place(factor: -a.factor, start: -a.start) }
    guard record.b >= 0, let b = place(record.b, step) else { return nil }
    if record.operation == .add {
      return Place(factor: a.factor + b.factor, start: a.start + b.start)
    }
    if record.operation == .subtract {
      return Place(factor: a.factor - b.factor, start: a.start - b.start)
    }
    guard record.operation == .multiply, a.factor == 0 || b.factor == 0 else { return nil }
    return Place(
      factor: a.factor * b.start + b.factor * a.start, start: a.start * b.start)
  }
}
