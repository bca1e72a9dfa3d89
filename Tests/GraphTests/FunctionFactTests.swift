import Calculus
import Graph
import Testing

/// What a rule states of its function holds, at the rule's own points and beyond them.
@Suite("Facts of functions")
struct FunctionFactTests {
  private static let ofOneNumber = Registry.primitives.filter(isOfOneNumber)

  private static func isOfOneNumber(_ primitive: Primitive) -> Bool {
    primitive.form == .function && primitive.parameters.count == 1
  }

  /// Points of a rule, of either sign and at 0, where it takes a single operand.
  private static func points(_ primitive: Primitive) -> [[Double]] {
    let own = primitive.samples + primitive.far + primitive.special.map(\.operands)
    guard primitive.parameters.count == 1 else { return own }
    return own + own.map { [-$0[0]] } + [0, -0.0, 0.5, 3, -40, 800].map { [$0] }
  }

  @Test("A function is odd or even where its rule says so, and only there; the sign of 0 aside")
  func parity() {
    for primitive in Self.ofOneNumber {
      var (isOdd, isEven) = (true, true)
      for point in Self.points(primitive) {
        let value = primitive.value.apply(point)
        let mirrored = primitive.value.apply([-point[0]])
        if value.isNaN, mirrored.isNaN { continue }
        isOdd = isOdd && mirrored == -value
        isEven = isEven && mirrored == value
      }
      let expected: Primitive.Parity = isOdd ? .odd : isEven ? .even : .none
      #expect(primitive.parity == expected, "\(primitive.name)")
    }
  }

  @Test("An even function that does not bend states its curvature; no other of one operand does")
  func curvature() {
    for primitive in Self.ofOneNumber {
      let isSmooth = primitive.parity == .even && !primitive.bends
      #expect((primitive.curvature != nil) == isSmooth, "\(primitive.name)")
    }
  }

  @Test("No value is below 0 where the rule says so, and of functions of one number only there")
  func range() {
    for primitive in Registry.primitives {
      let isNonnegative = Self.points(primitive).allSatisfy {
        let value = primitive.value.apply($0)
        return value.isNaN || value >= 0
      }
      let isKnown = primitive.range == .nonnegative
      #expect(isNonnegative || !isKnown, "\(primitive.name)")
      #expect(isKnown || !isNonnegative || !Self.isOfOneNumber(primitive), "\(primitive.name)")
    }
  }

  @Test("A function takes back what the inverse that its rule names has done")
  func inverse() throws {
    for primitive in Registry.primitives {
      guard let name = primitive.inverse else { continue }
      let inverse = try #require(Operation.named(name)).primitive
      for point in inverse.samples {
        let found = primitive.value.apply([inverse.value.apply(point)])
        #expect(abs(found - point[0]) <= 1e-14 * abs(point[0]), "\(primitive.name), \(point)")
      }
    }
  }

  @Test("Functions that share their work name each other, and have the bits of each alone")
  func sharedWork() throws {
    for primitive in Registry.primitives {
      guard let shared = primitive.sharesWorkWith else { continue }
      let other = try #require(Operation.named(shared.function)).primitive
      #expect(other.sharesWorkWith?.function == primitive.name)
      let points = (Self.points(primitive) + Self.points(other)).map { $0[0] }
      var (own, others) = (points, points)
      shared.kernel(points, &own, &others, points.count)
      for (index, point) in points.enumerated() {
        for (found, function) in [(own[index], primitive), (others[index], other)] {
          let alone = function.value.apply([point])
          let isSame = found.bitPattern == alone.bitPattern || found.isNaN && alone.isNaN
          #expect(isSame, "\(function.name) at \(point)")
        }
      }
    }
  }
}
