import Foundation
import Graph
import Testing

@testable import Verification

/// A directory of expressions by others, with reference derivatives, that may lie beside the
/// package.
enum Corpus {
  struct Row: Decodable {
    let id: String
    let program: String
    let inputs: [String: Number]
  }

  /// A number, or one of the texts `inf`, `-inf`, `nan`.
  struct Number: Decodable {
    let value: Double

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Double.self) {
        value = number
      } else {
        value = Double(try container.decode(String.self)) ?? .nan
      }
    }
  }

  /// Files in which every program has inputs and derivatives, with the part of their rows that is
  /// taken: every second, every twentieth.
  static let files: [(name: String, stride: Int)] = [
    ("edges", 1), ("formulas", 3), ("fpbench", 2), ("functions", 1), ("herbie", 12),
    ("integrals", 20), ("large", 3), ("nist", 4), ("optimization-cute", 24),
    ("optimization-other", 10), ("optimization-scipy", 5), ("peers", 5),
    ("symbolic-regression", 6), ("syntax", 1), ("vectors-nist", 21),
    ("vectors-optimization-cute", 40), ("vectors-optimization-other", 60), ("vectors-peers", 2),
    ("vectors-systems", 20),
  ]

  static let directory = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("shared/corpus")

  static var isPresent: Bool { FileManager.default.fileExists(atPath: directory.path) }

  /// The rows whose number is a multiple of the stride, and of these the ones that have a program.
  static func rows(of file: String, stride: Int) throws -> [Row] {
    let url = directory.appendingPathComponent(file + ".jsonl")
    let lines = try Data(contentsOf: url).split(separator: UInt8(ascii: "\n"))
    return lines.enumerated().filter { $0.offset % stride == 0 }.compactMap {
      try? JSONDecoder().decode(Row.self, from: Data($0.element))
    }
  }
}

@Suite(
  "The check on the corpus", .enabled(if: Corpus.isPresent, "no corpus lies beside the package"))
struct CorpusTests {
  /// Derivatives whose program is right and whose value, as computed, is not.
  ///
  /// exp(log(x)) at the least number: 1/x overflows, and the true derivative is 1.
  private static let wrongDerivatives: Set<String> = ["edges/denormal/006"]

  private func checks(
    _ row: Corpus.Row, distort: DerivativeCheck.Distortion? = nil
  ) throws -> [DerivativeCheck.Derivative] {
    let program = try program(row.program) { row.inputs[$0] != nil }
    let point = program.inputs.map { row.inputs[program.text($0.span)]?.value ?? .nan }
    return program.outputs.indices.flatMap { output in
      DerivativeCheck(
        of: program, output: output, by: Array(program.inputs.indices), at: point,
        distort: distort
      ).derivatives
    }
  }

  @Test("No derivative is called wrong, and few are left open", arguments: Corpus.files)
  func doesNotCryWolf(_ file: String, _ stride: Int) throws {
    var open = 0
    var count = 0
    for row in try Corpus.rows(of: file, stride: stride) {
      for derivative in try checks(row) {
        count += 1
        if derivative.verdict == .undecided { open += 1 }
        #expect(
          (derivative.verdict == .disagrees) == Self.wrongDerivatives.contains(row.id),
          "\(row.id): \(derivative)")
      }
    }
    #expect(count > 0)
    if file != "edges" { #expect(open <= 2 + count / 10) }
  }

  @Test(
    "A derivative that is wrong by one part in ten thousand is reported", arguments: Corpus.files)
  func doesNotSleep(_ file: String, _ stride: Int) throws {
    var missed = 0
    var count = 0
    for row in try Corpus.rows(of: file, stride: 2 * stride) {
      let right = try checks(row)
      let wrong = try checks(row) { _, _, value in value * (1 + 1e-4) }
      for (right, wrong) in zip(right, wrong) where right.verdict == .agrees && right.reverse != 0 {
        count += 1
        if wrong.verdict != .disagrees { missed += 1 }
        #expect(wrong.verdict != .agrees, "\(row.id): \(wrong)")
      }
    }
    #expect(missed <= count / 50)
  }
}
