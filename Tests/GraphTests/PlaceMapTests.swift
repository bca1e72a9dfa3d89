import Calculus
import Graph
import Numerics
import Testing

/// What the table says of places, and what the kernels do, are the same.
@Suite("Place maps")
struct PlaceMapTests {
  private static let shapes = [Shape(1, 1), Shape(1, 4), Shape(3, 1), Shape(3, 4), Shape(0, 2)]

  /// A view of an array, as a node of a graph.
  private typealias View = @Sendable (ExpressionGraph, Node, Shape) -> Node

  private static let views: [(name: String, make: View)] = [
    ("transpose", { $0.makeArray(.transpose, [$1.index], $2.transposed) }),
    ("hold", { $0.makeArray(.hold, [$1.index], $2) }),
    ("reshape", { $0.makeArray(.reshape, [$1.index], Shape(1, $2.count)) }),
    (
      "diagonal",
      { $0.makeArray(.array(.diagonal), [$1.index], Shape(min($2.rows, $2.columns), 1)) }
    ),
    (
      "expand",
      {
        $0.makeArray(
          .expand, [$1.index], Shape($2.rows == 1 ? 2 : $2.rows, $2.columns == 1 ? 5 : $2.columns))
      }
    ),
    ("flip down", { flip($0, $1, $2, 1) }),
    ("flip along", { flip($0, $1, $2, 2) }),
    ("equal steps", { pick($0, $1, Picks(rows: [0], columns: [1, 0]), $2) }),
    ("any places", { pick($0, $1, Picks(rows: [2, 0, 2, 1], columns: [0, 0, 1]), $2) }),
  ]

  private static func flip(
    _ graph: ExpressionGraph, _ node: Node, _ shape: Shape, _ dimension: Int32
  ) -> Node {
    let flip = Operation(array: ArrayRegistry.index(named: "flip") ?? 0)
    return graph.makeArray(flip, [node.index], shape, parameters: [dimension])
  }

  /// The node itself where the places are outside of it.
  private static func pick(
    _ graph: ExpressionGraph, _ node: Node, _ picks: Picks, _ shape: Shape
  ) -> Node {
    guard picks.rows.allSatisfy({ $0 < shape.rows }),
      picks.columns.allSatisfy({ $0 < shape.columns })
    else { return graph.makeArray(.hold, [node.index], shape) }
    return graph.makeArray(.index, [node.index], picks.shape, parameters: picks.parameters)
  }

  @Test("A view's map says what its kernel does")
  func views() {
    for shape in Self.shapes {
      for view in Self.views {
        let graph = ExpressionGraph(expectedNodes: 8)
        let record = graph[view.make(graph, graph.makeInput(shape), shape)]
        guard case .view(let rule) = record.operation.structure else {
          Issue.record("\(view.name) is a view")
          continue
        }
        var places: [Double] = []
        rule(shape, graph.shape(of: record), graph.parameters(of: record)).forEachPlace(
          operand: shape, result: graph.shape(of: record)
        ) { places.append(Double($0)) }
        let numbered = Matrix(shape, (0..<shape.count).map { Double($0) })
        #expect(
          places == graph.apply(record, to: [numbered]).elements, "\(view.name) of \(shape)")
      }
    }
  }

  @Test("Every view of the table has a map that is tested")
  func all() {
    let tested: Set<String> = ["'", "hold", "reshape", "diagonal", "expand", "flip", "index"]
    for operation in ArrayRegistry.operations {
      guard case .step(.view, _) = operation.meaning else { continue }
      #expect(tested.contains(operation.name))
    }
  }

  @Test("An index's places are read as they were written")
  func picks() {
    let picks = Picks(rows: [2, 0], columns: [1, 1, 3])
    #expect(picks.parameters == [2, 2, 0, 1, 1, 3])
    let read = Picks(picks.parameters)
    #expect(read == picks && read.shape == Shape(2, 3))
    var places: [Int] = []
    read.forEachPlace(height: 10) { places.append($0) }
    #expect(places == [12, 10, 12, 10, 32, 30])
  }
}
