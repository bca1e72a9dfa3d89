import Calculus
import Differentiation
import Evaluation
import Graph
import Notation
import Numerics
import ProgramSupport
import TestSupport
import Testing

/// The same derivative in all its forms: both modes, the printed formula read again, the compiled
/// C.
@Suite("All forms of a derivative agree")
struct FormsAgreementTests {
  private static let caseCount = Sampling.count(150, whole: 3000)
  private static let seed = Sampling.seed &+ 2
  /// How many functions one C program has.
  private static let batchSize = 250

  @Test("Programs of numbers")
  func numbers() throws {
    var random = RandomPrograms(seed: Self.seed)
    var tally = Tally()
    var left = Self.caseCount
    while left > 0 {
      var cases: [EmittedCase] = []
      for _ in 0..<min(left, Self.batchSize) {
        let text = random.program()
        let values = random.point()
        let subject = try Subject(text)
        let item = EmittedCase(
          "\(text) at \(values)", subject.program, at: subject.point(values), .gradient)
        guard Self.isWellConditioned(subject, values) else { continue }
        cases.append(item)
        try Self.compareForms(item, &tally)
      }
      left -= Self.batchSize
      try Self.compareCode(cases, &tally)
    }
    #expect(tally.printed > Self.caseCount / 2, "\(tally)")
    #expect(!CCompiler.isInstalled || tally.compiled > Self.caseCount / 2, "\(tally)")
  }

  @Test("Programs of arrays")
  func arrays() throws {
    var random = ArrayRandomPrograms(seed: Self.seed)
    var tally = Tally()
    var left = Self.caseCount / 3
    while left > 0 {
      var cases: [EmittedCase] = []
      for _ in 0..<min(left, Self.batchSize) {
        let (text, bindings) = random.next()
        let program = try Program(text, bindings)
        let item = EmittedCase(
          "\(text)\n\(bindings)", program, at: program.point(bindings), .gradient)
        guard item.expected.allSatisfy(\.isFinite), item.largestStep < 1e6 else { continue }
        cases.append(item)
        try Self.compareForms(item, &tally, bindings)
      }
      left -= Self.batchSize
      try Self.compareCode(cases, &tally)
    }
    #expect(tally.printed > 0 && tally.modes > 0, "\(tally)")
  }

  private struct Tally {
    var modes = 0
    var printed = 0
    var compiled = 0
  }

  // MARK: - Comparing

  /// How far two forms may be apart: by rounding errors of steps as large as the largest.
  private static func tolerance(_ item: EmittedCase, _ factor: Double) -> Double {
    factor * max(1, item.largestStep)
  }

  static func gradient(_ item: EmittedCase, _ mode: DifferentiationMode) -> [Double] {
    Gradient(
      of: item.program, by: Array(item.program.inputs.indices), at: item.point, mode: mode
    ).partials
  }

  /// Whether a tiny move of the point changes the gradient little, so that no kink is near and no
  /// rounding error decides.
  private static func isWellConditioned(_ subject: Subject, _ values: [String: Double]) -> Bool {
    let here = subject.gradient(values)
    return [1e-9, -1e-9].allSatisfy { move in
      let there = subject.gradient(values.mapValues { $0 * (1 + move) + move })
      return here.allSatisfy { name, slope in
        let other = there[name] ?? .nan
        return slope.isFinite && abs(other - slope) <= 1e-5 * max(1, abs(slope))
      }
    }
  }

  private static func compareForms(
    _ item: EmittedCase, _ tally: inout Tally, _ bindings: [(name: String, value: Matrix)] = []
  ) throws {
    let reverse = gradient(item, .reverse)
    guard item.expected.allSatisfy(\.isFinite), item.largestStep < 1e8 else { return }
    let bound = tolerance(item, 1e-9)
    tally.modes += 1
    for (f, r) in zip(gradient(item, .forward), reverse) where f.isFinite {
      #expect(agrees(f, r, within: bound), "forward \(f), reverse \(r): \(item.label)")
    }
    guard !item.hasIndefiniteQuotient else { return }
    for (number, text) in PrintedDerivative(item.program).texts().enumerated() {
      guard let text else { continue }
      let coordinates = item.program.inputs[number].coordinates
      let printed = try value(of: text, at: item, bindings)
      guard printed.allSatisfy(\.isFinite) else { continue }
      tally.printed += 1
      try #require(printed.count == coordinates.count || printed.count == 1)
      for (place, coordinate) in coordinates.enumerated() {
        let number = printed.count == 1 ? printed[0] : printed[place]
        #expect(
          agrees(number, reverse[coordinate], within: bound),
          "printed \(text) is \(number), not \(reverse[coordinate]): \(item.label)")
      }
    }
  }

  /// The printed derivative, read again and evaluated at the point.
  static func value(
    of text: String, at item: EmittedCase, _ bindings: [(name: String, value: Matrix)]
  ) throws -> [Double] {
    let program = bindings.isEmpty ? try Subject(text).program : try Program(text, bindings)
    let names = item.parameterNames
    let point = program.inputs.flatMap { input -> [Double] in
      guard let place = names.firstIndex(of: program.text(input.span)) else { return [.nan] }
      return Array(item.point[item.program.inputs[place].coordinates])
    }
    return program.values(at: point)[0].elements
  }

  private static func compareCode(_ cases: [EmittedCase], _ tally: inout Tally) throws {
    guard CCompiler.isInstalled else { return }
    for (item, numbers) in zip(cases, try EmissionBatch(cases: cases).runC()) {
      let expected = item.expected
      // Factorisations inside second derivatives are refused by name.
      guard !numbers.isEmpty, expected.allSatisfy(\.isFinite), item.largestStep < 1e8 else {
        continue
      }
      tally.compiled += 1
      try #require(numbers.count == expected.count, "\(item.label)")
      let bound = tolerance(item, 1e-10)
      for (number, value) in zip(numbers, expected) {
        #expect(
          agrees(number, value, within: bound), "C gives \(number), not \(value): \(item.label)")
      }
    }
  }
}
