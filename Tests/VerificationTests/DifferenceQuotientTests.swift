import Numerics
import Testing

@testable import Verification

@Suite("Difference quotients")
struct DifferenceQuotientTests {
  struct Smooth: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let x: Double
    let function: @Sendable (Double) -> Double
    let derivative: @Sendable (Double) -> Double
  }

  static let smooth = [
    Smooth(testDescription: "sin", x: 0.7, function: { sin($0) }, derivative: { cos($0) }),
    Smooth(testDescription: "sin at 0", x: 0, function: { sin($0) }, derivative: { cos($0) }),
    Smooth(testDescription: "exp", x: -3, function: { exp($0) }, derivative: { exp($0) }),
    Smooth(
      testDescription: "log far out", x: 1e-200, function: { log($0) }, derivative: { 1 / $0 }),
    Smooth(
      testDescription: "reciprocal", x: 1e-5, function: { 1 / $0 }, derivative: { -1 / $0 / $0 }),
    Smooth(
      testDescription: "cubic", x: 1e100, function: { $0 * $0 * $0 }, derivative: { 3 * $0 * $0 }),
    Smooth(
      testDescription: "square root", x: 1e-12, function: { $0.squareRoot() },
      derivative: { 0.5 / $0.squareRoot() }),
    Smooth(
      testDescription: "largest numbers", x: 1.7e308, function: { $0 }, derivative: { _ in 1 }),
  ]

  @Test(
    "A smooth function's slope is found to ten digits, within its estimate", arguments: smooth)
  func findsSmoothSlopes(_ example: Smooth) throws {
    let slope = try #require(quotient(at: example.x, of: example.function).central)
    let derivative = example.derivative(example.x)
    #expect((slope.value - derivative).magnitude <= slope.estimate)
    #expect(slope.estimate <= 1e-10 * derivative.magnitude)
    #expect(slope.isResolved)
  }

  @Test(
    "x + h - x is exact for every step of the first window", arguments: [1.3, 0.1, -7e-9, 3e200])
  func samplesExactSteps(_ x: Double) {
    nonisolated(unsafe) var points: [Double] = []
    _ = DifferenceQuotient(
      at: x, value: 0, roundingError: { $0.map { _ in 0 } },
      of: { sampled in
        points += sampled
        return sampled
      })
    #expect(points.count == 2 * DifferenceQuotient.stepsPerWindow)
    for pair in stride(from: 0, to: points.count, by: 2) {
      let step = points[pair] - x
      #expect(step == x - points[pair + 1])
      #expect((step / x.magnitude * Double(1 << (pair / 2)) - 0.1).magnitude < 1e-9)
    }
  }

  @Test("The slopes from the left and from the right are those of the two pieces")
  func findsOneSidedSlopes() throws {
    let slopes = quotient(at: 2) { $0 < 2 ? 3 * $0 : $0 * $0 + 2 }
    #expect((try #require(slopes.left).value - 3).magnitude < 1e-9)
    #expect((try #require(slopes.right).value - 4).magnitude < 1e-9)
  }

  @Test("At the edge of a domain the slope of the side that exists is the derivative")
  func usesOneSideAtAnEdge() throws {
    let slope = try #require(quotient(at: 1) { $0 < 1 ? .nan : log($0) }.slope)
    #expect((slope.value - 1).magnitude <= slope.estimate)
    #expect(slope.estimate < 1e-9)
  }

  @Test("Near the edge of a domain the steps shrink")
  func shrinksNearAnEdge() throws {
    var slopes = quotient(at: 1 + 1e-7) { ($0 - 1).squareRoot() }
    while slopes.central?.isResolved != true, slopes.refine() {}
    let slope = try #require(slopes.central)
    #expect((slope.value / (0.5 / 1e-7.squareRoot()) - 1).magnitude < 1e-6)
  }

  @Test("A jump and a vertical tangent make the slope grow without bound")
  func seesDivergence() {
    func refined(at x: Double, _ function: @escaping (Double) -> Double) -> DifferenceQuotient {
      var slopes = quotient(at: x, of: function)
      while slopes.refine() {}
      return slopes
    }
    let jump = refined(at: 2) { $0.rounded(.down) }
    #expect(jump.leftDivergence == .infinity)
    #expect(jump.rightDivergence == nil)
    let root = refined(at: 0) { ($0.magnitude).squareRoot() }
    #expect(root.leftDivergence == -.infinity)
    #expect(root.rightDivergence == .infinity)
    let smooth = refined(at: 1) { exp($0) }
    #expect(smooth.leftDivergence == nil)
  }

  @Test("Whole periods between the points do not pass for a slope of 0")
  func seesThroughAliasing() throws {
    // sin(2π·320·x) is 0 at 1 ± 0.1·2^-k for k up to 5.
    let slope = try #require(quotient(at: 1) { sin(640 * .pi * ($0 - 1)) }.central)
    #expect((slope.value - 640 * .pi).magnitude <= 10 * slope.estimate)
  }

  @Test(
    "A fixed step gives the textbook's quotient, with an honest estimate", arguments: [1e-2, 1e-5])
  func takesAFixedStep(_ h: Double) throws {
    let slope = try #require(quotient(at: 0.5, fixedStep: h) { exp($0) }.slope)
    #expect(slope.value == (exp(0.5 + h) - exp(0.5 - h)) / (2 * h))
    let error = (slope.value - exp(0.5)).magnitude
    #expect(error <= 1.01 * slope.estimate)
    #expect(slope.estimate <= 2 * error + 1e-9)
    #expect(slope.step == h)
  }

  @Test("Points that are not finite and steps that vanish leave nothing, and do no harm")
  func survivesTheExtremes() {
    for x in [Double.nan, .infinity, -.infinity] {
      #expect(quotient(at: x) { $0 }.slope == nil)
    }
    #expect(quotient(at: 1, fixedStep: 0) { $0 }.slope == nil)
    #expect(quotient(at: 1, fixedStep: .infinity) { $0 }.slope == nil)
    #expect(quotient(at: 0) { _ in .nan }.slope == nil)
    #expect(quotient(at: .leastNonzeroMagnitude) { $0 }.slope?.value == 1)
  }
}
