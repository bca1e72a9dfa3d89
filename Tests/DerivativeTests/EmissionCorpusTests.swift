import Evaluation
import Foundation
import Graph
import Notation
import Testing

/// Programs by others, that may lie beside the package: written out in C, compiled and run.
enum EmissionCorpus {
  struct Row: Decodable {
    let id: String
    let program: String
    let inputs: [String: Number]
    let extreme: Bool?
  }

  /// A number; a text where JSON has none.
  struct Number: Decodable {
    let value: Double

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      value = (try? container.decode(Double.self)) ?? .nan
    }
  }

  static let files = [
    "formulas", "fpbench", "functions", "herbie", "integrals", "nist", "optimization-cute",
    "optimization-other", "optimization-scipy", "peers", "symbolic-regression", "syntax",
  ].filter { FileManager.default.fileExists(atPath: url($0).path) }

  private static func url(_ name: String) -> URL {
    let chosen = ProcessInfo.processInfo.environment["AUTODIFF_CORPUS"].map {
      URL(fileURLWithPath: $0)
    }
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let beside = package.deletingLastPathComponent().appendingPathComponent("shared/corpus")
    return (chosen ?? beside).appendingPathComponent(name + ".jsonl")
  }

  static func rows(_ name: String) throws -> [Row] {
    try Data(contentsOf: url(name)).split(separator: UInt8(ascii: "\n")).compactMap {
      try? JSONDecoder().decode(Row.self, from: $0)
    }
  }
}

@Suite(
  "Generated C of the corpus",
  .enabled(if: CCompiler.isInstalled, "there is no C compiler (`cc`) here"),
  .enabled(
    if: !EmissionCorpus.files.isEmpty,
    "the corpus is not beside the package, and AUTODIFF_CORPUS does not name it"))
struct EmissionCorpusTests {
  @Test(
    "Value and gradient agree with the evaluator to a few units of all steps' rounding errors",
    arguments: EmissionCorpus.files)
  func compiled(_ file: String) throws {
    let cases = try EmissionCorpus.rows(file).filter { $0.extreme != true }.map { row in
      let subject = try Subject(row.program, inputs: Array(row.inputs.keys))
      return EmittedCase(
        row.id, subject.program, at: subject.point(row.inputs.mapValues(\.value)), .gradient)
    }
    let results = try EmissionBatch(cases: cases).runC()
    for (item, numbers) in zip(cases, results) {
      let expected = item.expected
      try #require(numbers.count == expected.count, "\(item.label)")
      if zip(numbers, expected).allSatisfy({ ulps($0, $1) <= 8 }) { continue }
      let bounds = item.roundingBounds()
      for (index, (number, value)) in zip(numbers, expected).enumerated() {
        #expect(
          agrees(number, value, within: 16 * bounds[index] + 8 * value.ulp),
          "number \(index) of \(item.label): C gives \(number), not \(value)")
      }
    }
  }
}
