import Graph
import Numerics

/// Binding inputs, and reading values.
extension Evaluator {
  /// Binds every element of an input to one number, in every lane.
  package func bind(_ input: Node, to value: Double) {
    guard let place = place(of: input) else { return }
    let count = graph.shape(of: input).count * (tape.isVarying(input.index) ? lanes : 1)
    place.update(repeating: value, count: count)
    isUniformCurrent = false
  }

  /// Binds an input to its elements, the same in every lane.
  package func bind(_ input: Node, to elements: ArraySlice<Double>) {
    guard let place = place(of: input) else { return }
    guard tape.isVarying(input.index) else {
      isUniformCurrent = false
      elements.withUnsafeBufferPointer { source in
        if let start = source.baseAddress {
          place.update(from: start, count: source.count)
        }
      }
      return
    }
    for (index, value) in elements.enumerated() {
      (place + index * lanes).update(repeating: value, count: lanes)
    }
  }

  /// Binds one element of a varying input in one lane.
  package func bind(_ input: Node, element: Int = 0, lane: Int, to value: Double) {
    guard let place = place(of: input) else { return }
    precondition(tape.isVarying(input.index), "only a varying input has a value for each lane")
    place[element * lanes + lane] = value
  }

  /// Binds all inputs of a program to a point, the same in every lane.
  package func bind(_ program: Program, to point: [Double]) {
    for input in program.inputs {
      if input.shape.isScalar {
        bind(input.node, to: point[input.offset])
      } else {
        bind(input.node, to: point[input.coordinates])
      }
    }
  }

  /// The value in a lane of one element of a root, or, in a program of scalars with one lane, of
  /// any ancestor of one.
  package func value(_ node: Node, element: Int = 0, lane: Int = 0) -> Double {
    guard let place = place(of: node) else { return 0 }
    return place[tape.isVarying(node.index) ? element * lanes + lane : element]
  }

  /// All elements of a root in a lane.
  package func elements(_ node: Node, lane: Int = 0) -> [Double] {
    let count = graph.shape(of: node).count
    guard let place = place(of: node) else { return Array(repeating: 0, count: count) }
    guard tape.isVarying(node.index) else {
      return Array(UnsafeBufferPointer(start: place, count: count))
    }
    return (0..<count).map { place[$0 * lanes + lane] }
  }

  /// The value of a root in a lane.
  package func matrix(_ node: Node, lane: Int = 0) -> Matrix {
    Matrix(graph.shape(of: node), elements(node, lane: lane))
  }
}

extension Program {
  /// The values of all outputs at a point.
  package func values(at point: [Double]) -> [Matrix] {
    let evaluator = Evaluator(graph, roots: outputs.map(\.node))
    evaluator.bind(self, to: point)
    evaluator.run()
    return outputs.map { evaluator.matrix($0.node) }
  }

  /// The value of one node at a point.
  package func value(of node: Node, at point: [Double]) -> Matrix {
    let evaluator = Evaluator(graph, roots: [node])
    evaluator.bind(self, to: point)
    evaluator.run()
    return evaluator.matrix(node)
  }
}
