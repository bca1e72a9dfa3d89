import Graph
import Testing

@testable import Verification

@Suite("Step study and random points")
struct StepStudyAndPointsTests {
  @Test("The error falls with the square of the step, then rises with rounding")
  func sweepsTheStep() throws {
    let study = StepStudy.studies(of: try program("exp(x)*y"), by: [0], at: [1, 2])[0]
    #expect(study.rows.map(\.step) == StepStudy.steps)
    func error(_ step: Double) throws -> Double {
      try #require(study.rows.first { ($0.step / step - 1).magnitude < 1e-9 }).error
    }
    #expect(try error(1e-2) / error(1e-3) > 90)
    #expect(try error(1e-15) > error(1e-6))
    let best = try #require(study.rows.min { $0.error < $1.error })
    #expect((1e-7...1e-4).contains(best.step))
    #expect(best.error < 1e-9)
  }

  @Test("The steps go from 0.1 to 1e-15")
  func sweepsAllSteps() throws {
    let first = try #require(StepStudy.steps.first)
    let last = try #require(StepStudy.steps.last)
    #expect(first == 0.1)
    #expect((last / 1e-15 - 1).magnitude < 1e-9)
    #expect(zip(StepStudy.steps, StepStudy.steps.dropFirst()).allSatisfy { $0 > $1 })
  }

  @Test("Differences that are not finite stay visible")
  func sweepsNothing() throws {
    let study = StepStudy.studies(of: try program("log(x)"), by: [0], at: [-1])[0]
    #expect(study.rows.allSatisfy { $0.difference.isNaN })
  }

  @Test("The same seed gives the same points, another seed others; inputs without range stay")
  func repeatsPoints() {
    func points(seed: UInt64) -> [[Double]] {
      var generator = RandomPoints(
        seed: seed,
        ranges: [.init(coordinate: 0, low: 0, high: 1), .init(coordinate: 2, low: -5, high: -4)])
      return (0..<20).map { _ in generator.next(from: [9, 8, 7]) }
    }
    #expect(points(seed: 7) == points(seed: 7))
    #expect(points(seed: 7) != points(seed: 8))
    for point in points(seed: 7) {
      #expect((0..<1).contains(point[0]))
      #expect(point[1] == 8)
      #expect((-5..<(-4)).contains(point[2]))
    }
  }

  @Test("The generator gives the published sequence")
  func generatesThePublishedSequence() {
    var generator = RandomPoints(seed: 1_234_567, ranges: [.init(coordinate: 0, low: 0, high: 1)])
    let expected: [UInt64] = [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]
    for bits in expected {
      #expect(generator.next(from: [0]) == [Double(bits >> 11) * 0x1p-53])
    }
  }
}
