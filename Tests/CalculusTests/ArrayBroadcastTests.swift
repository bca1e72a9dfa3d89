import Calculus
import Diagnostics
import Evaluation
import Graph
import Numerics
import ProgramSupport
import TestSupport
import Testing

/// Every function and operator of numbers, on arrays: element by element, with dimensions of 1
/// repeated. The oracle is the same function of numbers, at every element.
@Suite("Element by element")
struct ArrayBroadcastTests {
  static let names = Registry.primitives.map(\.name)

  /// Shapes that fit each other in any choice.
  private static let families = [
    [Shape(1, 1), Shape(1, 3), Shape(2, 1), Shape(2, 3)],
    [Shape(1, 1), Shape(1, 0), Shape(2, 1), Shape(2, 0)],
  ]

  private static let misfits = [
    (Shape(2, 3), Shape(3, 2)), (Shape(2, 1), Shape(3, 1)), (Shape(1, 2), Shape(1, 3)),
    (Shape(0, 1), Shape(2, 1)), (Shape(2, 3), Shape(2, 2)), (Shape(3, 0), Shape(3, 2)),
  ]

  /// A primitive with operands of certain shapes.
  private struct Application {
    let text: String
    let bindings: [(name: String, value: Matrix)]
    let shape: Shape
  }

  private func text(_ primitive: Primitive, _ operands: [String]) -> String {
    guard case .infix = primitive.form, ["*", "/", "^"].contains(primitive.name) else {
      return primitive.applied(to: operands)
    }
    return "\(operands[0]) .\(primitive.name) \(operands[1])"
  }

  /// All choices of shapes for the operands that may be arrays.
  private func applications(_ primitive: Primitive) -> [Application] {
    let counts = primitive.isVariadic ? [2, 3] : [primitive.parameters.count]
    return counts.flatMap { count in
      ArrayBroadcastTests.families.flatMap { family in
        let choices = (0..<count).reduce([[Shape]]([[]])) { known, operand in
          let shapes = primitive.constantParameters.contains(operand) ? [.scalar] : family
          return known.flatMap { start in shapes.map { start + [$0] } }
        }
        return choices.map { application(primitive, $0) }
      }
    }
  }

  /// The operands' elements are taken from the primitive's samples.
  private func application(_ primitive: Primitive, _ shapes: [Shape]) -> Application {
    let samples = primitive.samples.filter { $0.count >= shapes.count }
    let points = samples.isEmpty ? primitive.samples.map { $0 + [0.25] } : samples
    var bindings: [(name: String, value: Matrix)] = []
    var operands: [String] = []
    for (index, shape) in shapes.enumerated() {
      if primitive.constantParameters.contains(index) {
        operands.append(DecimalWriter.text(points[0][index]))
        continue
      }
      let elements = (0..<shape.count).map { points[($0 + index) % points.count][index] }
      operands.append("x\(index)")
      bindings.append(("x\(index)", Matrix(shape, elements)))
    }
    let common = shapes.reduce(Shape.scalar) { $0.broadcast(with: $1) ?? $0 }
    return Application(
      text: text(primitive, operands), bindings: bindings, shape: common)
  }

  @Test("Values and derivatives are those of the numbers", arguments: names)
  func elements(_ name: String) throws {
    let primitive = try #require(Registry.primitives.first { $0.name == name })
    for application in applications(primitive) {
      var random = RandomPrograms(seed: 5)
      let weights = random.matrix(application.shape)
      let value = try Program(application.text, application.bindings)
      let matrix = value.values(at: value.point(application.bindings))[0]
      try #require(matrix.shape == application.shape, "\(application.text)")
      let scalar = try Subject(application.text, inputs: application.bindings.map(\.name))

      var expected = application.bindings.map { Matrix($0.value.shape) }
      var scale = 1.0
      for column in 0..<application.shape.columns {
        for row in 0..<application.shape.rows {
          let numbers = Dictionary(
            uniqueKeysWithValues: application.bindings.map {
              ($0.name, $0.value.spread(row, column))
            })
          #expect(
            ulps(matrix[row, column], scalar.value(numbers)) == 0, "\(application.text)")
          let gradient = scalar.gradient(numbers)
          for (index, binding) in application.bindings.enumerated() {
            let shape = binding.value.shape
            let place =
              (shape.rows == 1 ? 0 : row) + (shape.columns == 1 ? 0 : column) * shape.rows
            let share = weights[row, column] * (gradient[binding.name] ?? 0)
            expected[index].elements[place] += share
            if share.isFinite { scale = max(scale, abs(share)) }
          }
        }
      }
      let sum = [(name: "w", value: weights)] + application.bindings
      let program = try Program("sum(w.*(\(application.text)))", sum)
      let inputs = program.inputs.indices.filter { program.text(program.inputs[$0].span) != "w" }
      let names = inputs.map { program.text(program.inputs[$0].span) }
      for mode in DifferentiationMode.allCases {
        let partials = Gradient(
          of: program, by: inputs, at: program.point(sum), mode: mode
        ).partials
        let wanted = names.flatMap { name in
          expected[application.bindings.firstIndex { $0.name == name } ?? 0].elements
        }
        let distance = Matrix(Shape(partials.count, 1), partials).distance(
          to: Matrix(Shape(wanted.count, 1), wanted))
        #expect(
          distance <= 1e-13 * scale,
          "\(application.text), \(mode), \(application.bindings): \(partials), \(wanted)")
      }
    }
  }

  @Test(
    "Shapes that do not fit are refused, with a caret under both operands", arguments: names)
  func misfits(_ name: String) throws {
    let primitive = try #require(Registry.primitives.first { $0.name == name })
    let free = primitive.parameters.indices.filter { !primitive.constantParameters.contains($0) }
    guard free.count >= 2 || primitive.isVariadic else { return }
    for (left, right) in ArrayBroadcastTests.misfits {
      let operands =
        primitive.parameters.count == 3 ? ["1", "x", "y"] : ["x", "y"]
      let text = text(primitive, operands)
      do {
        _ = try Program(text, [("x", Matrix(left)), ("y", Matrix(right))])
        Issue.record("\(text) takes \(left) and \(right)")
      } catch {
        guard case .lowering(.shape(.elementwise(let first, let second, _), let place)) = error
        else {
          Issue.record("\(text) with \(left) and \(right): \(error)")
          continue
        }
        #expect([first, second] == [left, right])
        let source = SourceText(name: "test", text)
        let labels = error.diagnostic(in: source).primary.map { source.excerpt($0.span) }
        #expect(labels == ["x", "y"], "\(text): \(labels), \(place)")
      }
    }
  }
}
