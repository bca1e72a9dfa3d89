import Diagnostics

/// A way of writing formulas that is not ours, and how it is read.
///
/// # How to add a dialect
///
/// Write `Spellings/<Name>.swift` with one value like those beside it: a grammar, which is the
/// dialect's words, its operators with their binding, and its functions with the formulas of ours
/// that they are. Add it to `Dialect.allCases`. Only what no table can say is code: a form of
/// operand or statement that begins with a word of its own.
///
/// The meaning is kept and not the spelling: argument orders, bases of logarithms, first indices
/// and what `*` does to arrays are the dialect's. All of the text is read or nothing, and what has
/// two meanings is refused with an edit for each.
package final class Dialect: Sendable, CaseIterable {
  /// As `--from` has it.
  package let name: String
  /// As messages have it: `Python`.
  package let title: String
  /// What hardly anything but this dialect has in it.
  private let marks: [Mark]
  /// Whether a text without a mark of the dialect is not meant to be one of it, although it can be
  /// read: where names side by side are products, nearly all can.
  private let needsMark: Bool
  private let reader: Reader

  private enum Reader: Sendable {
    case grammar(@Sendable () -> Grammar)
    case own(OwnReader, name: @Sendable (String) -> String?)
  }

  /// A reader for a dialect that no grammar describes.
  typealias OwnReader = @Sendable (SourceText, KnownNames) throws(DialectError) -> Reading

  init(
    _ name: String, title: String, marks: [Mark] = [], needsMark: Bool = false,
    read: @escaping OwnReader,
    readName: @escaping @Sendable (String) -> String?
  ) {
    self.name = name
    self.title = title
    self.marks = marks
    self.needsMark = needsMark
    reader = .own(read, name: readName)
  }

  /// A dialect that a grammar describes.
  init(
    _ name: String, title: String, marks: [Mark] = [], needsMark: Bool = false,
    grammar: @autoclosure @escaping @Sendable () -> Grammar
  ) {
    self.name = name
    self.title = title
    self.marks = marks
    self.needsMark = needsMark
    reader = .grammar(grammar)
  }

  /// Whether it is a language with a name, and not mathematics as everybody writes it.
  package var isLanguage: Bool { name != Dialect.unicode.name }

  /// The grammar of a dialect that has one.
  var grammar: Grammar? {
    switch reader {
    case .grammar(let grammar): grammar()
    case .own: nil
    }
  }

  private func read(
    _ source: SourceText, _ known: KnownNames
  ) throws(DialectError) -> Reading {
    switch reader {
    case .own(let read, _):
      return try read(source, known)
    case .grammar(let grammar):
      var parser = try DialectParser(grammar(), source, known)
      try parser.run()
      return Reading(
        formula: parser.formula, names: parser.names, notes: parser.notes,
        hasComment: parser.hasComment)
    }
  }

  /// All dialects, in the order of help.
  package static let allCases: [Dialect] = [
    .python, .c, .javascript, .latex, .mathematica, .julia, .octave, .r, .excel, .fortran, .maxima,
    .unicode,
  ]

  /// Whether a text that is not said to be of this dialect may be.
  package func mayRead(_ source: SourceText) -> Bool { !needsMark || marks(source) }

  /// Whether a text has a mark of the dialect in it.
  package func marks(_ source: SourceText) -> Bool {
    marks.contains { $0.stands(in: source.bytes) }
  }

  /// A name of the dialect as our language writes it; nil where it is none.
  package func name(_ written: String) -> String? {
    switch reader {
    case .own(_, let name): name(written)
    case .grammar(let grammar):
      grammar().lexicon.caseFolding.apply(Spelling.name(written))
    }
  }

  /// Reads a text and writes it as a program of ours.
  package func convert(
    _ source: SourceText, known: KnownNames
  ) throws(DialectError) -> Conversion {
    guard source.bytes.count <= Dialect.longest else { throw .tooLong }
    let reading = try read(source, known)
    guard let program = FormulaWriter.program(reading.formula) else { throw .tooLong }
    return Conversion(
      program: SourceText(
        name: source.name, bytes: program.bytes,
        origin: SourceOrigin(source, parts: program.parts)),
      notes: reading.notes, hasComment: reading.hasComment,
      names: reading.names.changed.map { (source.excerpt($0.span), $0.name) }
        .filter { $0.0 != $0.1 })
  }

  /// A pasted formula is never longer.
  private static let longest = 1 << 24
}

/// What was read.
struct Reading {
  var formula: Formula
  var names: Names
  var notes: [Diagnostic]
  /// A part of the text is a comment, and was left out.
  var hasComment: Bool
}

/// A pasted text as a program of ours.
package struct Conversion: Sendable {
  /// With the places of its parts in what was pasted.
  package let program: SourceText
  /// How it was read, where that may not be what was meant.
  package let notes: [Diagnostic]
  /// A part of the text is a comment: where nobody says what the dialect is, that is a guess too
  /// far.
  package let hasComment: Bool
  /// The names that are written in another way.
  package let names: [(written: String, name: String)]

  /// The program as a string.
  package var text: String { String(decoding: program.bytes, as: UTF8.self) }
}
