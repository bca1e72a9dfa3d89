import Diagnostics
import Dialects
import Differentiation
import Evaluation
import Graph
import Language
import Numerics
import Testing

/// A pasted text and what becomes of it.
struct Pasted: CustomTestStringConvertible, Sendable {
  enum Result: Sendable, Equatable {
    /// The program, and words of the notes in their order.
    case read(String, notes: [String])
    /// A part of the headline, and the edits.
    case refused(String, edits: [String])
  }

  let dialect: Dialect
  let text: String
  let expected: Result
  /// Names that have a value, and whether that is a number.
  let known: [String: Bool]

  var testDescription: String { "\(dialect.name): \(text)" }

  /// A text that is read silently, or with notes that have these words.
  static func read(
    _ dialect: Dialect, _ text: String, _ program: String, notes: [String] = [],
    known: [String: Bool] = [:]
  ) -> Pasted {
    Pasted(
      dialect: dialect, text: text, expected: .read(program, notes: notes), known: known)
  }

  /// A text that is refused, with the replacements that its message proposes.
  static func refused(
    _ dialect: Dialect, _ text: String, _ headline: String, edits: [String] = []
  ) -> Pasted {
    Pasted(
      dialect: dialect, text: text, expected: .refused(headline, edits: edits), known: [:])
  }

  func convert(_ text: String) throws(DialectError) -> Conversion {
    let known = self.known
    return try dialect.convert(
      SourceText(name: "expression", text),
      known: KnownNames(
        shape: { known[$0].map { $0 ? (1, 1) : (2, 1) } },
        isFunction: { name in
          Operation.isFunction(name) || DerivativeFunction.allCases.contains { $0.name == name }
        },
        isConstant: { LanguageWords.constant($0) != nil }))
  }

  /// Checks that the text is read or refused as it should be.
  func check() throws {
    do throws(DialectError) {
      let conversion = try convert(text)
      let notes = conversion.notes.map(\.headline)
      guard case .read(let program, let words) = expected else {
        Issue.record("\(text) is read as \(conversion.text)")
        return
      }
      #expect(conversion.text == program)
      #expect(notes.count == words.count, "\(notes)")
      for (note, word) in zip(notes, words) { #expect(note.contains(word)) }
      #expect(
        throws: Never.self, "\(conversion.text)",
        performing: { try Parser.parse(conversion.program) })
    } catch {
      let diagnostic = error.diagnostic(
        in: SourceText(name: "expression", text), dialect: dialect.title)
      guard case .refused(let headline, let edits) = expected else {
        Issue.record("\(text) is refused: \(diagnostic.headline)")
        return
      }
      #expect(diagnostic.headline.contains(headline), "\(diagnostic.headline)")
      #expect(error.edits.map(\.replacement) == edits)
      for edit in error.edits { try apply(edit) }
    }
  }

  /// What a message proposes can be read, and is a program.
  private func apply(_ edit: Edit) throws {
    var bytes = Array(text.utf8)
    bytes.replaceSubrange(Int(edit.span.start)..<Int(edit.span.end), with: edit.replacement.utf8)
    let edited = String(decoding: bytes, as: UTF8.self)
    do throws(DialectError) {
      let program = try convert(edited).program
      #expect(throws: Never.self, "\(edited)") { try Parser.parse(program) }
    } catch {
      let diagnostic = error.diagnostic(
        in: SourceText(name: "expression", edited), dialect: dialect.title)
      Issue.record("`\(edited)` is proposed and not read: \(diagnostic.headline)")
    }
  }

  /// The value of a text.
  static func value(
    _ dialect: Dialect, _ text: String, _ bindings: [String: Double] = [:]
  ) throws -> Double {
    let pasted = read(dialect, text, "", known: bindings.mapValues { _ in true })
    let source = try pasted.convert(text).program
    let program = try Lowering.lower(
      source, transforms: GraphTransforms(), shapes: { bindings[$0] == nil ? nil : .scalar })
    let point = program.inputs.map { bindings[program.text($0.span)] ?? .nan }
    return program.values(at: Array(point))[0].elements[0]
  }
}
