import Diagnostics
import Dialects
import Graph

/// Programs that are written in another language than ours.
enum PastedProgram {
  /// The program that a text of a dialect is.
  static func convert(
    _ source: SourceText, from dialect: Dialect, _ bindings: Bindings
  ) throws(Failure) -> Conversion {
    do {
      return try dialect.convert(source, known: known(bindings))
    } catch {
      throw .dialect(error, source, dialect)
    }
  }

  /// What the bindings say about names.
  static func known(_ bindings: Bindings) -> KnownNames {
    let names = bindings.names
    return KnownNames(
      bound: Set(names),
      scalars: Set(names.filter { bindings.shape(of: $0)?.isScalar ?? false }),
      isFunction: { Operation.isFunction($0) || LanguageWords.functions.contains($0) })
  }
}
