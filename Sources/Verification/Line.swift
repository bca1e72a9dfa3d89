import Evaluation
import Graph

/// A line through a point: a program along it is a function of one number.
///
/// Either one element moves, and the number is its value, or many elements move at once, each by
/// its own component for a unit of the number, which is 0 at the point.
package struct Line: Sendable {
  /// What a line moves: one element, or all along a random direction.
  package enum Name: Hashable, Sendable {
    /// One element's place in the point.
    case element(Int)
    /// The number of a direction, from 1.
    case direction(Int)
  }

  private enum Motion {
    case element(Int)
    /// By moved input: its elements' components.
    case direction([[Double]])
  }

  package let name: Name
  /// The indices of the inputs that have elements that move.
  let inputs: [Int]
  /// The number at the point.
  let origin: Double
  private let motion: Motion

  /// The line along which one element of an input moves.
  package init(element coordinate: Int, of program: Program, at point: [Double]) {
    let (input, element) = program.element(at: coordinate)
    name = .element(coordinate)
    inputs = [input]
    origin = point[coordinate]
    motion = .element(element)
  }

  /// The line along which the elements of some inputs move that have a component.
  ///
  /// - Parameter components: like a point, one for each element.
  init(direction number: Int, of program: Program, inputs: [Int], components: [Double]) {
    name = .direction(number)
    self.inputs = inputs.filter { input in
      components[program.inputs[input].coordinates].contains { $0 != 0 }
    }
    origin = 0
    motion = .direction(
      self.inputs.map { Array(components[program.inputs[$0].coordinates]) })
  }

  /// Whether one element moves alone.
  var isElement: Bool {
    if case .element = motion { return true }
    return false
  }

  /// By moved input: how far each of its elements moves.
  func components(in program: Program) -> [[Double]] {
    switch motion {
    case .direction(let components): return components
    case .element(let element):
      let count = program.inputs[inputs[0]].shape.count
      return [(0..<count).map { $0 == element ? 1 : 0 }]
    }
  }

  /// The direction of all inputs of the program.
  func seed(in program: Program) -> Sweep.SeedVector {
    if case .element(let coordinate) = name {
      return .elements([Int32(truncatingIfNeeded: coordinate)])
    }
    var all = [[Double]?](repeating: nil, count: program.inputs.count)
    for (input, components) in zip(inputs, components(in: program)) { all[input] = components }
    return .components(all)
  }

  /// Whether each element of every moved input moves.
  func movesAll(in program: Program) -> Bool {
    switch motion {
    case .element: program.inputs[inputs[0]].shape.isScalar
    case .direction(let components): components.allSatisfy { !$0.contains(0) }
    }
  }

  /// The derivative along the line, of the derivatives by all elements.
  func slope(of gradient: [Double], in program: Program) -> Double {
    switch motion {
    case .element(let element):
      return gradient[program.inputs[inputs[0]].offset + element]
    case .direction(let components):
      var sum = DotProduct()
      for (input, components) in zip(inputs, components) {
        for (coordinate, component) in zip(program.inputs[input].coordinates, components)
        where component != 0 {
          sum.add(gradient[coordinate], component)
        }
      }
      return sum.value
    }
  }

  // MARK: - Binding

  /// Moves the inputs of a program to a place on the line, in one lane of an evaluator in which
  /// they vary if it has several.
  func move(_ evaluator: Evaluator, _ subject: Subject, lane: Int, to abscissa: Double) {
    switch motion {
    case .element(let element):
      let input = subject.program.inputs[inputs[0]]
      guard evaluator.lanes == 1 else {
        return evaluator.bind(input.node, element: element, lane: lane, to: abscissa)
      }
      guard !input.shape.isScalar else { return evaluator.bind(input.node, to: abscissa) }
      var elements = Array(subject.point[input.coordinates])
      elements[element] = abscissa
      evaluator.bind(input.node, to: elements[...])
    case .direction(let components):
      for (index, components) in zip(inputs, components) {
        let input = subject.program.inputs[index]
        let elements = zip(subject.point[input.coordinates], components).map {
          $1 == 0 ? $0 : $0 + abscissa * $1
        }
        Line.bind(evaluator, input.node, lane, elements)
      }
    }
  }

  /// Binds nodes that stand beside the moved inputs to a multiple of the line's components, in one
  /// lane.
  ///
  /// - Parameter nodes: by input; nil where there is none.
  func bindComponents(
    _ evaluator: Evaluator, _ nodes: [Node?], in program: Program, lane: Int,
    times factor: Double
  ) {
    switch motion {
    case .element(let element) where evaluator.lanes > 1:
      if let node = nodes[inputs[0]] {
        evaluator.bind(node, element: element, lane: lane, to: factor)
      }
    case .element, .direction:
      for (input, components) in zip(inputs, components(in: program)) {
        guard let node = nodes[input] else { continue }
        Line.bind(evaluator, node, lane, components.map { $0 * factor })
      }
    }
  }

  private static func bind(
    _ evaluator: Evaluator, _ node: Node, _ lane: Int, _ elements: [Double]
  ) {
    guard evaluator.lanes > 1 else { return evaluator.bind(node, to: elements[...]) }
    for (element, value) in elements.enumerated() {
      evaluator.bind(node, element: element, lane: lane, to: value)
    }
  }
}

/// A sum of products in which the additions lose nothing (Neumaier 1974): its error is that of the
/// products.
private struct DotProduct {
  private var sum = 0.0
  private var error = 0.0

  mutating func add(_ left: Double, _ right: Double) {
    let product = left * right
    let total = sum + product
    error +=
      sum.magnitude >= product.magnitude ? (sum - total) + product : (product - total) + sum
    sum = total
  }

  /// What is not finite stays so.
  var value: Double { sum.isFinite ? sum + error : sum }
}
