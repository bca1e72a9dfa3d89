import Differentiation
import Evaluation
import Graph
import Numerics
import ProgramSupport
import Testing

/// Programs that write many indices of one array out, element by element.
@Suite("Indices written out")
struct WrittenOutIndexTests {
  private static func sum(_ terms: [String]) -> String { terms.joined(separator: " + ") }

  /// Sums of n terms in a column, a row, a matrix, with ranges and under selections.
  static let texts: [String] = {
    let range = 1..<20
    return [
      sum(range.map { "x[\($0)]*x[\($0 + 1)]" }),
      sum(range.map { "x'[\($0)]^2*x[21 - \($0)]" }),
      "A = x*[1, 2]; " + sum(range.map { "A[\($0), 2]*A[\($0 + 1), 1]" }),
      "y = sin(x); " + sum(range.map { "if(x[\($0)] > 1.5, y[\($0)]*y[20], y[\($0 + 1)])" }),
      "y = x.^2; " + sum((1..<16).map { "sum(y[\($0):\($0 + 4)])*y[\($0)]" }),
      "y = [" + range.map { "x[\($0)]^2" }.joined(separator: "; ") + "]; sum(y.*cos(y))",
    ]
  }()

  private static let bindings = [
    (name: "x", value: Matrix(Shape(20, 1), (0..<20).map { 1 + Double($0) / 19 }))
  ]

  @Test("Both modes agree, and the Hessian is that of the gradient", arguments: texts)
  func modes(_ text: String) throws {
    let program = try Program(text, Self.bindings)
    let point = program.point(Self.bindings)
    let reverse = Gradient(of: program, by: [0], at: point, mode: .reverse)
    let forward = Gradient(of: program, by: [0], at: point, mode: .forward)
    for (a, b) in zip(reverse.partials, forward.partials) {
      #expect(abs(a - b) <= 1e-13 * max(1, abs(b)))
    }
    let sparse = Hessian(of: program, by: [0], at: point, isSparse: true)
    let matrix = Hessian(of: program, by: [0], at: point, choice: .reverse).matrix
    for element in [0, 7, 19] {
      let row = DerivativeProduct.hessian(
        of: program, by: [0], at: point, direction: (0..<20).map { $0 == element ? 1 : 0 }
      ).products[0].elements
      sparse.matrix.forEachElement { own, column, value in
        if own == element { #expect(abs(value - row[column]) <= 1e-12 * max(1, abs(value))) }
      }
      matrix.forEachElement { own, column, value in
        if own == element { #expect(abs(value - row[column]) <= 1e-12 * max(1, abs(value))) }
      }
    }
  }

  @Test("What a selection leaves out is not reached through a collected index")
  func reach() throws {
    let terms = (1...20).map { "if(k[\($0)] > 0, y[\($0)], 0)" }
    let values = (0..<20).map { Double($0 % 3) }
    let bindings = [
      (name: "k", value: Matrix(Shape(20, 1), values)),
      (name: "x", value: Matrix(Shape(20, 1), values)),
    ]
    let program = try Program("y = sqrt(x); " + Self.sum(terms), bindings)
    let point = program.point(bindings)
    let wanted = values.map { $0 == 0 ? 0 : 0.5 / $0.squareRoot() }
    for mode in DifferentiationMode.allCases {
      #expect(Gradient(of: program, by: [0], at: point, mode: mode).partials == wanted)
    }
  }

  @Test("The numbers in all arrays of a gradient and a Hessian grow like the program")
  func size() throws {
    func numbers(_ count: Int) throws -> (gradient: Int, hessian: Int) {
      let terms = (1..<count).map { "if(x[\($0)] > 0, x[\($0)]*x[\($0 + 1)], y[\($0)])" }
      let bindings = [
        (name: "x", value: Matrix(Shape(count, 1), (0..<count).map { 1 + Double($0) }))
      ]
      let program = try Program("y = x.^3; " + Self.sum(terms), bindings)
      let graph = program.graph
      let gradient = GradientGraph(
        of: program.outputs[0].node, by: [program.inputs[0].node], in: graph)
      func size(_ roots: [Node]) -> Int {
        let needed = graph.ancestors(of: roots)
        return needed.indices.reduce(0) {
          $0 + (needed[$1] ? graph.shape(of: Node($1)).count : 0)
        }
      }
      let direction = graph.makeInput(Shape(count, 1))
      let tangent = Tangent(
        of: gradient.nodes,
        seeds: [Seed(program.inputs[0].node, direction)], in: graph)
      let second = gradient.nodes.compactMap { tangent[$0] }
      return (size(gradient.nodes), size(second))
    }
    let (small, large) = (try numbers(200), try numbers(800))
    #expect(large.gradient < 5 * small.gradient)
    #expect(large.hessian < 5 * small.hessian)
  }
}
