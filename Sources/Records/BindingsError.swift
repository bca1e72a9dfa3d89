import Diagnostics

/// A mistake in a file of bindings.
package enum BindingsError: Error, Equatable {
  case missingEquals(Span)
  case emptyValue(Span)
  case notAnObject(Span)
  case expected(String, Span)
  case unsupportedValue(Span)
  case tooLarge(Span)
  /// An element of an array that is neither a number nor an array.
  case notANumber(Span)
  /// A number among the rows of a matrix.
  case numberAmongRows(Span)
  /// An array among numbers.
  case arrayAmongNumbers(Span)
  case raggedArray(Span, count: Int, expected: Int, firstRow: Span)
  case trailingText(Span)

  package func diagnostic(in source: SourceText) -> Diagnostic {
    func report(
      _ headline: String, _ span: Span, _ label: String = "", cause: Diagnostic.Label? = nil,
      help: String
    ) -> Diagnostic {
      Diagnostic(
        .error, headline, source: source, primary: [.init(span, label)],
        secondary: cause.map { [$0] } ?? [], helps: [help])
    }
    switch self {
    case .missingEquals(let span):
      return report("this line is no binding", span, help: "write NAME=VALUE, or one JSON object")
    case .emptyValue(let span):
      return report("this binding has no value", span, help: "write NAME=VALUE")
    case .notAnObject(let span):
      return report("the JSON object is not complete", span, help: #"write {"x": 1.5, "y": 2}"#)
    case .expected(let what, let span):
      return report(
        "expected \(what)", span, help: #"a JSON object looks like {"x": 1.5, "y": [1, 2]}"#)
    case .unsupportedValue(let span):
      return report("this value is neither a number nor an array", span, help: values)
    case .tooLarge(let span):
      return report(
        "this number is too large", span, "beyond 1.7976931348623157e+308",
        help: "JSON has no infinity: write a line `NAME=inf`")
    case .notANumber(let span):
      return report(
        "an element of an array must be a number", span,
        help: source.excerpt(span) == "null"
          ? "JSON has no nan: write a line `NAME=[1; nan; 3]`, or `NAME=@FILE` with a .csv file"
          : values)
    case .numberAmongRows(let span):
      return report("a number among the rows of a matrix", span, help: values)
    case .arrayAmongNumbers(let span):
      return report("an array among numbers", span, help: values)
    case .raggedArray(let span, let count, let expected, let firstRow):
      return report(
        "this row has \(count == 1 ? "1 number" : "\(count) numbers"), not \(expected)", span,
        cause: .init(firstRow, "the first row has \(expected)"),
        help: "the rows of a matrix are equally long")
    case .trailingText(let span):
      return report(
        "text follows the JSON object", span, help: "remove it; a file holds one object")
    }
  }
}

private let values =
  "write a number, a vector `[1, 2, 3]`, or a matrix by its rows `[[1, 2], [3, 4]]`"
