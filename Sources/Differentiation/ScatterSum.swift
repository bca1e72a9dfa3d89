import Calculus
import Graph
import Numerics

/// Shares in the adjoint of one array that go to a few of its elements each: those of `x[k]` for
/// many k.
///
/// Each share as an array of its own would cost the whole array's size, so that a formula which
/// writes n indices out would cost n². Here they are laid out below each other and put in their
/// places by one step.
struct ScatterSum {
  /// So many are added one by one, as arrays of their own, before they are collected.
  static let fewest = 8

  /// How many shares the array has got, collected or not.
  var count = 0
  private var shares: [Node] = []
  /// The reach of each: a mask of the share's shape, or a scalar.
  private var reaches: [Node] = []
  private var sizes: [Int] = []
  private var places: [Int32] = []

  var isEmpty: Bool { shares.isEmpty }

  /// Takes a share for the elements that an index picks.
  ///
  /// - Parameter height: the rows of the array that is indexed.
  mutating func add(_ share: Node, reach: Node, at picks: Picks, height: Int) {
    shares.append(share)
    reaches.append(reach)
    sizes.append(picks.shape.count)
    picks.forEachPlace(height: height) { places.append(Int32(truncatingIfNeeded: $0)) }
  }

  /// The sum of the shares, as an array of a shape.
  func sum(_ shape: Shape, _ rules: ArrayRules) -> Node {
    rules.scatter(shares, sizes, to: places, in: shape)
  }

  /// The elements that are reached through one of the shares.
  func reach(_ shape: Shape, _ rules: ArrayRules) -> Node {
    rules.scatter(reaches, sizes, to: places, in: shape)
  }
}
