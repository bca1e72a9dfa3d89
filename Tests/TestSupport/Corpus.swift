import Foundation

/// A collection of expressions with reference values, beside the package (`../shared/corpus`) or
/// where the environment's `AUTODIFF_CORPUS` says. It is no part of the package: without it, its
/// tests are skipped.
package enum Corpus {
  package static let directory: URL? = {
    let chosen = ProcessInfo.processInfo.environment["AUTODIFF_CORPUS"].map {
      URL(fileURLWithPath: $0)
    }
    let beside = PackageDirectory.root.deletingLastPathComponent()
      .appendingPathComponent("shared/corpus")
    let directory = chosen ?? beside
    return FileManager.default.fileExists(
      atPath: directory.appendingPathComponent("syntax.jsonl").path) ? directory : nil
  }()

  package static var isHere: Bool { directory != nil }

  package static let skipped =
    "the corpus is not beside the package, and AUTODIFF_CORPUS does not name it"

  /// The files of single expressions with a value and a gradient.
  package static let scalarFiles = [
    "formulas", "fpbench", "functions", "herbie", "integrals", "nist", "optimization-cute",
    "optimization-other", "optimization-scipy", "peers", "symbolic-regression", "syntax",
    "systems-scalar",
  ]

  /// The files of programs with several outputs.
  package static let vectorFiles = [
    "vectors-nist", "vectors-optimization-cute", "vectors-optimization-other", "vectors-peers",
    "vectors-systems",
  ]

  /// Those of the files that this part of the corpus has.
  package static func present(_ names: [String]) -> [String] {
    guard let directory else { return [] }
    return names.filter {
      FileManager.default.fileExists(
        atPath: directory.appendingPathComponent($0 + ".jsonl").path)
    }
  }

  /// The rows of a file, one JSON object on each line: every so many-th, or the whole.
  package static func rows<Row: Decodable>(
    _ name: String, every step: Int = 1, as type: Row.Type = Row.self
  ) throws -> [Row] {
    guard let directory else { return [] }
    let file = directory.appendingPathComponent(name + ".jsonl")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")).sampled(every: step)
      .map { try decoder.decode(type, from: $0) }
  }
}

/// A number of the corpus: a JSON number, or a string of 30 digits, `inf`, `-inf`, `nan`.
package struct CorpusNumber: Decodable {
  package let value: Double

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Double.self) {
      value = number
      return
    }
    let text = try container.decode(String.self)
    // SymPy's complex infinity has no counterpart.
    value = text == "zoo" ? .nan : CorpusNumber.read(text)
  }

  /// The double nearest to a decimal number of any size; C's reader knows 0 and inf beyond the
  /// range.
  package static func read(_ text: String) -> Double { strtod(text, nil) }
}
