import Foundation
import TestSupport
import Testing

/// Programs that must be refused, may be refused, or are of extreme size: the real executable must
/// never crash, hang, or print half a result.
@Suite("Corpus, refusals", .enabled(if: Corpus.isHere, "\(Corpus.skipped)"))
struct RefusalTests {
  private struct Row: Decodable {
    struct Place: Decodable, Equatable {
      let line: Int
      let column: Int
    }

    struct Answer: Decodable {
      let value: CorpusNumber
    }

    /// A text and how often it is repeated.
    struct Part: Decodable {
      let text: String
      let count: Int

      init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        text = try container.decode(String.self)
        count = try container.decode(Int.self)
      }
    }

    let id: String
    let program: String?
    let programBase64: String?
    let programParts: [Part]?
    let inputs: [String: CorpusNumber]
    let line: Int?
    let column: Int?
    let alsoAccept: [Place]?
    let maySucceedWith: Answer?

    var text: Data {
      if let programBase64 { return Data(base64Encoded: programBase64) ?? Data() }
      let parts = programParts?.map { String(repeating: $0.text, count: $0.count) }
      return Data((program ?? parts?.joined() ?? "").utf8)
    }

    var places: [Place] {
      guard let line, let column else { return [] }
      return [Place(line: line, column: column)] + (alsoAccept ?? [])
    }

    var bindings: [String] { inputs.map { "\($0.key)=\($0.value.value)" } }
  }

  private static func run(_ command: String, _ row: Row) throws -> ProcessOutcome {
    let directory = try TemporaryDirectory()
    return try Tool.run(
      [command, "-f", "-"] + row.bindings, input: row.text, in: directory.url)
  }

  /// Exit status 2 or 3, one message on standard error, nothing on standard output.
  private static func expectRefusal(_ outcome: ProcessOutcome, _ id: String) {
    #expect([2, 3].contains(outcome.status), "\(id): status \(outcome.status)")
    #expect(outcome.output.isEmpty, "\(id): \(outcome.outputText)")
    let messages = outcome.errorText.ranges(of: "error:").count
    #expect(messages == 1, "\(id): \(outcome.errorText)")
  }

  @Test("A malformed program gets one message at the right place")
  func malformed() throws {
    for row in try Corpus.rows("malformed", as: Row.self) {
      let outcome = try Self.run("eval", row)
      Self.expectRefusal(outcome, row.id)
      let arrow = outcome.errorText.firstMatch(of: /\n +--> [^\n]*:(\d+):(\d+)\n/)
      let place = arrow.flatMap { match in
        Int(match.1).flatMap { line in
          Int(match.2).map { Row.Place(line: line, column: $0) }
        }
      }
      let isRight = place.map { row.places.contains($0) } ?? false
      #expect(isRight, "\(row.id): expected \(row.places)\n\(outcome.errorText)")
    }
  }

  @Test("What only some languages know is computed, or refused with one message")
  func dialect() throws {
    for row in try Corpus.rows("dialect", as: Row.self) {
      let outcome = try Self.run("eval", row)
      if outcome.status == 0 {
        #expect(!outcome.output.isEmpty, "\(row.id)")
      } else {
        Self.expectRefusal(outcome, row.id)
      }
    }
  }

  @Test("Programs of extreme size neither crash nor hang")
  func limits() throws {
    for row in try Corpus.rows("limits", as: Row.self) {
      let outcome = try Self.run("eval", row)
      #expect([0, 2, 3, 4].contains(outcome.status), "\(row.id): status \(outcome.status)")
      if outcome.status == 0, let answer = row.maySucceedWith {
        let printed = outcome.outputText.trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(Double(printed) == answer.value.value, "\(row.id): \(printed)")
      }
    }
  }
}
