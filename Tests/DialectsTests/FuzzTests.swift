import Diagnostics
import Graph
import TestSupport
import Testing

@testable import Dialects

/// Formulas with mistakes in them: each is read, or has one message that points into the text.
@Suite("Formulas of other languages with mistakes")
struct FuzzTests {
  @Test("A changed formula is read or has one message", arguments: Dialect.allCases)
  func changed(dialect: Dialect) throws {
    var random = Pseudorandom(seed: 0x5eed)
    let formulas = try WrittenFormula.all(of: dialect).map { Array($0.text.utf8) }
    for formula in formulas {
      for round in 0..<12 {
        let bytes = Mutation.apply(to: formula, among: formulas, &random)
        try check(bytes, dialect)
        if round == 0 {
          for other in Dialect.allCases { try check(bytes, other) }
        }
      }
    }
  }

  @Test("Deep and long formulas end in a message or are read", arguments: Dialect.allCases)
  func large(dialect: Dialect) throws {
    let pieces = [
      "(", "[", "{", "-", "!", "~", "f(", "x[", "sin(", "sin ", "2^", "x^{", "\\frac{", "\\sqrt{",
      "|", "√", "∑", "[[", "if(", "x ? ", "@(", "f[", "not ", "Sqrt[", "\\sum_{i=1}^{9}", "_{",
      "\\begin{cases}",
      "sum(x for ", "x'", "!", "\"", "'", "`", "$", "%", "&", "\\left(", "D[", "(*", "/*", "#",
    ]
    for piece in pieces {
      for count in [40, 120, 3000] {
        try check(Array(String(repeating: piece, count: count).utf8), dialect)
        try check(Array((String(repeating: piece, count: count) + "x").utf8), dialect)
      }
    }
    for piece in ["x+", "x*", "x;", "x\n", "x,", "2 ", "x=1;", "a ", "y_1 "] {
      try check(Array((String(repeating: piece, count: 5000) + "x").utf8), dialect)
    }
  }

  private func check(_ bytes: [UInt8], _ dialect: Dialect) throws {
    let source = SourceText(name: "expression", bytes: bytes)
    let known = KnownNames(isFunction: { Operation.isFunction($0) })
    do throws(DialectError) {
      let conversion = try dialect.convert(source, known: known)
      for start in 0..<min(conversion.program.bytes.count, 50) {
        let place = conversion.program.origin?.place(of: Span(start..<start + 1))
        #expect(place?.isInside(bytes.count) ?? false)
      }
      for note in conversion.notes {
        #expect(note.primary.allSatisfy { $0.span.isInside(bytes.count) })
      }
    } catch {
      let diagnostic = error.diagnostic(in: source, dialect: dialect.title)
      let text = String(decoding: bytes.prefix(200), as: UTF8.self)
      for label in diagnostic.primary + diagnostic.secondary {
        #expect(label.span.isInside(bytes.count), "\(dialect.name): \(text)")
      }
      for edit in error.edits {
        #expect(edit.span.isInside(bytes.count), "\(dialect.name): \(text)")
        try follow(edit, error, bytes, dialect, known)
      }
    }
  }

  /// What a message proposes makes its own mistake go away.
  private func follow(
    _ edit: Edit, _ error: DialectError, _ bytes: [UInt8], _ dialect: Dialect, _ known: KnownNames
  ) throws {
    var edited = bytes
    edited.replaceSubrange(Int(edit.span.start)..<Int(edit.span.end), with: edit.replacement.utf8)
    let source = SourceText(name: "expression", bytes: bytes)
    let changed = SourceText(name: "expression", bytes: edited)
    do throws(DialectError) {
      _ = try dialect.convert(changed, known: known)
    } catch let next {
      let before = error.diagnostic(in: source, dialect: dialect.title).headline
      let after = next.diagnostic(in: changed, dialect: dialect.title).headline
      let isSame =
        before == after && next.place.start == error.place.start
        && source.excerpt(error.place) == changed.excerpt(next.place)
      #expect(
        !isSame,
        "\(dialect.name): \(changed.excerpt(Span(0..<min(edited.count, 200)))) is proposed: \(after)"
      )
    }
  }
}

extension Span {
  fileprivate func isInside(_ count: Int) -> Bool {
    start >= 0 && start <= end && Int(end) <= count
  }
}

/// A change of a text that may make a mistake of it.
private enum Mutation: Int, CaseIterable {
  case delete, duplicate, swap, truncate, random, join, insert

  static func apply(
    to text: [UInt8], among others: [[UInt8]], _ random: inout Pseudorandom
  ) -> [UInt8] {
    var bytes = text
    let first = Int.random(in: 0..<bytes.count, using: &random)
    let length = Int.random(in: 1...min(6, bytes.count - first), using: &random)
    let range = first..<first + length
    switch Mutation.allCases.randomElement(using: &random) ?? .delete {
    case .delete: bytes.removeSubrange(range)
    case .duplicate: bytes.insert(contentsOf: bytes[range], at: first)
    case .swap: bytes.swapAt(first, Int.random(in: 0..<bytes.count, using: &random))
    case .truncate: bytes.removeSubrange(first...)
    case .random: bytes[first] = UInt8.random(in: 0...255, using: &random)
    case .join: bytes += others.randomElement(using: &random) ?? []
    case .insert:
      let signs = Array("()[]{}+-*/^_'\"\\|&%$#@!?:;,.<>=~`0129eEx \n".utf8)
      bytes.insert(signs.randomElement(using: &random) ?? 0x28, at: first)
    }
    return bytes.isEmpty ? text : bytes
  }
}
