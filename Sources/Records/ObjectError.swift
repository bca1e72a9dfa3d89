import Diagnostics
import Numerics

/// What is wrong with a JSON object of numbers and arrays of numbers. Places count from the start
/// of its record.
package enum ObjectError: Error, Equatable {
  /// What has to stand in a place.
  package enum Expectation: Equatable {
    case object, name, colon, value
    /// Anything that goes on as JSON.
    case json
    /// The value of a member that is a number or an array.
    case number
    case element, row, array
    case memberEnd, elementEnd, stringEnd, objectEnd
  }

  /// Something else stands there; the place is empty at the end of the text.
  case expected(Expectation, Span)
  /// The value of a member.
  case value(NumberError)
  /// An element of an array.
  case element(NumberError)
  /// A number that JSON spells in another way.
  case spelling(Span, Double)
  /// A number or a word where the rows of a matrix stand.
  case numberAmongRows(Span)
  case wordAmongRows(Span)
  case arrayAmongNumbers(Span)
  case raggedArray(Span, count: Int, expected: Int, firstRow: Span)

  /// Whether the numbers are no matrix.
  var isOfShape: Bool {
    switch self {
    case .numberAmongRows, .wordAmongRows, .raggedArray, .expected(.row, _): true
    case .expected, .value, .element, .spelling, .arrayAmongNumbers: false
    }
  }

  /// The message about a file that is one object.
  func diagnostic(in source: SourceText) -> Diagnostic {
    func report(
      _ headline: String, _ span: Span, cause: Diagnostic.Label? = nil, help: String
    ) -> Diagnostic {
      Diagnostic(
        .error, headline, source: source, primary: [.init(span)],
        secondary: cause.map { [$0] } ?? [], helps: [help])
    }
    switch self {
    case .expected(let what, let span):
      if what == .objectEnd {
        return report(
          "text follows the JSON object", span, help: "remove it; a file holds one object")
      }
      if span.isEmpty, what.isPartOfOpen {
        return report("the JSON object is not complete", span, help: #"write {"x": 1.5, "y": 2}"#)
      }
      return report(
        "expected \(what.text)", span, help: #"a JSON object looks like {"x": 1.5, "y": [1, 2]}"#)
    case .value(let error):
      return diagnostic(
        for: error, "this value is neither a number nor an array", in: source, help: values)
    case .element(let error):
      return diagnostic(for: error, elementHeadline, in: source, help: values)
    case .spelling(let span, let number):
      return report(
        "`\(source.excerpt(span))` is no number of JSON", span,
        help: "write `\(DecimalWriter.text(number))`, or a text in quotation marks")
    case .wordAmongRows(let span):
      return report(elementHeadline, span, help: values)
    case .numberAmongRows(let span):
      return report("a number among the rows of a matrix", span, help: values)
    case .arrayAmongNumbers(let span):
      return report("an array among numbers", span, help: values)
    case .raggedArray(let span, let count, let expected, let firstRow):
      return report(
        "this row has \(count == 1 ? "1 number" : "\(count) numbers"), not \(expected)", span,
        cause: .init(firstRow, "the first row has \(expected)"),
        help: "the rows of a matrix are equally long")
    }
  }

  private func diagnostic(
    for error: NumberError, _ headline: String, in source: SourceText, help: String
  ) -> Diagnostic {
    switch error {
    case .tooLarge:
      error.diagnostic(in: source, help: "write `Infinity` if infinity is meant")
    case .missing, .notANumber:
      error.diagnostic(in: source, headline: headline, help: help)
    }
  }
}

extension ObjectError.Expectation {
  var text: String {
    switch self {
    case .object: "`{`"
    case .name: "a name in quotation marks"
    case .colon: "`:`"
    case .value: "a value"
    case .json: "JSON"
    case .number, .element, .row: "a number"
    case .array: "an array"
    case .memberEnd: "`,` or `}`"
    case .elementEnd: "`,` or `]`"
    case .stringEnd: "the end of a string"
    case .objectEnd: "the end of the line"
    }
  }

  /// Whether a bracket or a quotation mark is open that may be closed further on.
  fileprivate var isPartOfOpen: Bool {
    switch self {
    case .element, .row, .memberEnd, .elementEnd, .stringEnd: true
    case .object, .name, .colon, .value, .json, .number, .array, .objectEnd: false
    }
  }
}

// MARK: - Words

private let elementHeadline = "an element of an array must be a number"

private let values =
  "write a number, a vector `[1, 2, 3]`, or a matrix by its rows `[[1, 2], [3, 4]]`"
