import Diagnostics

/// A mistake in a file of bindings.
package enum BindingsFileError: Error, Equatable {
  case missingEquals(Span)
  case emptyValue(Span)
  case object(ObjectError)

  /// The message for a person.
  package func diagnostic(in source: SourceText) -> Diagnostic {
    switch self {
    case .missingEquals(let span):
      Diagnostic(
        .error, "this line is no binding", source: source, primary: [.init(span)],
        helps: ["write NAME=VALUE, or one JSON object"])
    case .emptyValue(let span):
      Diagnostic(
        .error, "this binding has no value", source: source, primary: [.init(span)],
        helps: ["write NAME=VALUE"])
    case .object(let error): error.diagnostic(in: source)
    }
  }
}
