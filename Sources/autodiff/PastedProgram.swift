import Diagnostics
import Dialects
import Graph
import Language
import Numerics

/// Programs that are written in another language than ours.
enum PastedProgram {
  /// A program as ours: as it was written, or as what `--from` says it is.
  ///
  /// - Parameter shapes: the shapes of the names that have a value.
  static func source(
    _ written: SourceText, _ session: Session, shapes: @escaping @Sendable (String) -> Shape?
  ) throws(Failure) -> SourceText {
    guard let dialect = session[Options.dialect] else { return written }
    let conversion = try convert(written, from: dialect, shapes: shapes)
    try session.warn(conversion.notes)
    return conversion.program
  }

  /// The program that a text of a dialect is.
  static func convert(
    _ source: SourceText, from dialect: Dialect, shapes: @escaping @Sendable (String) -> Shape?
  ) throws(Failure) -> Conversion {
    do {
      return try dialect.convert(source, known: known(shapes))
    } catch {
      throw .dialect(error, source, dialect)
    }
  }

  /// What is known about names.
  private static func known(_ shapes: @escaping @Sendable (String) -> Shape?) -> KnownNames {
    KnownNames(
      shape: { name in shapes(name).map { ($0.rows, $0.columns) } },
      isFunction: { Operation.isFunction($0) || PastedProgram.isWord($0) },
      isConstant: { LanguageWords.constant($0) != nil })
  }

  private static func isWord(_ name: String) -> Bool {
    name == LanguageWords.iterate || DerivativeFunction.allCases.contains { $0.name == name }
  }

  /// A name of a binding as our language writes it.
  static func name(_ written: String, _ dialect: Dialect?) -> String {
    dialect?.name(written) ?? Spelling.name(written)
  }
}
