import Calculus
import Graph
import Numerics

/// Elements at places that are computed, as steps of loops have them.
extension ArrayCase {
  /// In the order of `vec`, from 0; one place occurs twice.
  private static let places = [4, 0, 4]
  private static let shape = Shape(3, 2)

  package static let computedPlaces: [ArrayCase] = [
    ArrayCase(
      hidden: "gather", [.init("A", shape)],
      { operands in Matrix(Shape(3, 1), places.map { operands[0].elements[$0] }) }
    ) { builder, operands throws(ShapeError) in
      try builder.call(.array(named: "gather"), [operands[0], column(builder)])
    },
    ArrayCase(
      hidden: "scatter", [.init("X", Shape(3, 1))],
      { operands in
        var result = Matrix(shape)
        for (number, place) in places.enumerated() {
          result.elements[place] += operands[0].elements[number]
        }
        return result
      }
    ) { builder, operands throws(ShapeError) in
      let zeros = builder.expand(builder.graph.constant(0), to: shape).index
      return try builder.call(.array(named: "scatter"), [operands[0], column(builder), zeros])
    },
  ]

  private static func column(_ builder: ArrayBuilder) -> Int32 {
    let numbers = places.map { builder.graph.constant(Double($0)).index }
    return builder.graph.makeArray(.stack, numbers, Shape(numbers.count, 1)).index
  }
}
