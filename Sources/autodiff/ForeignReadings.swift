import Diagnostics
import Dialects
import Differentiation
import Graph
import Language
import Numerics

/// What a text that is no program of ours is in other languages. It is never run, only proposed.
struct ForeignReadings {
  /// A program of ours, and the dialects that read the text so.
  struct Reading {
    let program: Program
    let text: String
    var dialects: [Dialect]

    /// Where this is the only reading.
    var proposal: String {
      let titles = dialects.filter { $0.isLanguage }.map(\.title)
      // What nearly all read so needs no name.
      let origin =
        titles.isEmpty || titles.count > 4 ? "" : ", which it is in \(alternatives(titles))"
      return "write `\(text.shortened)`\(origin)"
    }

    /// One of several.
    var choice: String {
      "in \(alternatives(dialects.map(\.title))) it is `\(text.shortened)`: "
        + "`--from \(dialects[0].name)`"
    }
  }

  private var readings: [Reading] = []
  /// Why the dialect whose mark the text bears does not read it.
  private var refusal: Diagnostic?

  /// Texts that are longer are not tried.
  private static let longest = 10_000

  private init(_ source: SourceText, _ shapes: @escaping @Sendable (String) -> Shape?) {
    guard source.bytes.count <= ForeignReadings.longest else { return }
    for dialect in Dialect.allCases where dialect.mayRead(source) {
      do throws(Failure) {
        let conversion = try PastedProgram.convert(source, from: dialect, shapes: shapes)
        if !dialect.marks(source), conversion.isFarFetched(in: dialect) { continue }
        let program = try ProgramReader.lower(conversion.program, shapes: shapes)
        add(program, conversion.text, dialect)
      } catch {
        if dialect.marks(source), refusal == nil { refusal = error.diagnostic }
      }
    }
  }

  private mutating func add(_ program: Program, _ text: String, _ dialect: Dialect) {
    for place in readings.indices where readings[place].program.computesTheSame(as: program) {
      readings[place].dialects.append(dialect)
      // Of texts for one graph the shortest is the one without points.
      if text.utf8.count < readings[place].text.utf8.count {
        readings[place] = Reading(
          program: program, text: text, dialects: readings[place].dialects)
      }
      return
    }
    readings.append(Reading(program: program, text: text, dialects: [dialect]))
  }

  /// The names of the dialects that read a text.
  static func dialects(
    of source: SourceText, _ shapes: @escaping @Sendable (String) -> Shape?
  ) -> [String] {
    ForeignReadings(source, shapes).readings.flatMap { $0.dialects.map(\.name) }
  }

  /// The message about a program that cannot be read, with what it may be elsewhere.
  static func explain(
    _ failure: Failure, _ source: SourceText, _ shapes: @escaping @Sendable (String) -> Shape?
  ) -> Failure {
    guard case .program(let error, _) = failure, error.mayBeForeign else { return failure }
    let found = ForeignReadings(source, shapes)
    var diagnostic = failure.diagnostic
    if found.readings.isEmpty {
      guard let refusal = found.refusal else { return failure }
      return .foreignProgram(refusal)
    }
    let isOne = found.readings.count == 1
    let helps = found.readings.prefix(4).map { isOne ? $0.proposal : $0.choice }
    diagnostic.helps = (error.helpIsOfItsOwn ? diagnostic.helps : []) + helps
    if isOne, let dialect = found.readings[0].dialects.first,
      dialect.marks(source)
    {
      diagnostic.headline = "this is a formula in \(dialect.title)"
      diagnostic.primary = diagnostic.primary.map { .init($0.span) }
    }
    return .foreignProgram(diagnostic)
  }
}

extension ProgramError {
  /// Whether the text may be one of another language.
  fileprivate var mayBeForeign: Bool {
    switch self {
    case .language(let error):
      switch error {
      case .emptyProgram, .programTooLong, .nulByte, .invalidEncoding, .malformedNumber,
        .numberOverflow, .duplicateParameter, .arrow, .uncertainty, .fractionalExponent,
        .localTwice:
        false
      case .unexpectedCharacter, .expectedOperand,
        .unexpectedToken, .juxtaposition, .unclosed, .unmatchedClosing, .mismatched,
        .chainedComparison, .longRange, .unexpectedAssign, .secondAssign, .notDefinable,
        .assignInsideBrackets, .localFunction, .missingValue, .unnamedPart, .unendedLocal,
        .commaInLocal:
        true
      }
    case .lowering(let error):
      switch error {
      case .unknownFunction, .wrongArity, .shape(.indexNotConstant, _): true
      default: false
      }
    }
  }
}

extension ProgramError {
  /// Whether what the message proposes is better than the same in another language: it is about a
  /// mistake in our own.
  fileprivate var helpIsOfItsOwn: Bool {
    switch self {
    case .language(.expectedOperand), .language(.unexpectedToken), .language(.unclosed),
      .language(.unmatchedClosing), .language(.mismatched), .language(.longRange),
      .language(.unexpectedAssign), .language(.secondAssign), .language(.notDefinable),
      .language(.assignInsideBrackets), .language(.localFunction), .language(.missingValue),
      .language(.unnamedPart), .language(.unendedLocal), .language(.commaInLocal):
      true
    case .language, .lowering: false
    }
  }
}

extension Program {
  /// Whether two programs have the same inputs and make the same steps of them.
  fileprivate func computesTheSame(as other: Program) -> Bool {
    guard graph.count == other.graph.count, inputs.count == other.inputs.count,
      outputs.count == other.outputs.count
    else { return false }
    for place in inputs.indices
    where text(inputs[place].span) != other.text(other.inputs[place].span) { return false }
    for place in outputs.indices where outputs[place].node != other.outputs[place].node {
      return false
    }
    return (0..<graph.count).allSatisfy { graph.records[$0] == other.graph.records[$0] }
  }
}

extension Conversion {
  /// Whether a reading needs more than the text shows where nobody says what it is in: `x // y` is
  /// x in C, and `x.5` a name in R.
  fileprivate func isFarFetched(in dialect: Dialect) -> Bool {
    hasComment || dialect.isLanguage && !names.isEmpty
  }
}
