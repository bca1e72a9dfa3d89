import Graph

/// Directions in which all elements of some inputs move at once: the same in every run.
///
/// Each element moves by ½ to 1 of its own size, in either direction, so that it keeps its sign
/// and contributes to a slope what the derivative by it contributes to a relative change. An
/// element far smaller than the others of its input moves by a thousandth of the largest.
struct RandomDirections {
  let program: Program
  let inputs: [Int]
  /// Placed like a point.
  private let sizes: [Double]

  private static let leastSize = 1e-3

  init(of program: Program, inputs: [Int], at point: [Double]) {
    self.program = program
    self.inputs = inputs
    var sizes = [Double](repeating: 0, count: program.coordinateCount)
    for input in inputs.map({ program.inputs[$0] }) {
      let largest = point[input.coordinates].reduce(0) {
        $1.isFinite ? max($0, $1.magnitude) : $0
      }
      let least = largest > 0 ? RandomDirections.leastSize * largest : 1
      for coordinate in input.coordinates {
        let size = point[coordinate].magnitude
        sizes[coordinate] = size.isFinite ? max(size, least) : 1
      }
    }
    self.sizes = sizes
  }

  /// The direction of a number from 1.
  ///
  /// - Parameter isTaken: whether an element moves, by its number among those of all inputs; nil:
  ///   all do.
  func line(_ number: Int, where isTaken: ((Int) -> Bool)? = nil) -> Line {
    var random = SplitMix(seed: UInt64(number))
    var components = [Double](repeating: 0, count: sizes.count)
    var count = 0
    for coordinate in inputs.lazy.flatMap({ program.inputs[$0].coordinates }) {
      let component = sizes[coordinate] * random.nextWeight()
      if isTaken?(count) ?? true { components[coordinate] = component }
      count += 1
    }
    return Line(direction: number, of: program, inputs: inputs, components: components)
  }
}
