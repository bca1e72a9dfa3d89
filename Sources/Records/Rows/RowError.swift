import Diagnostics
import Numerics

/// A mistake in one row of a file. Places are in the row's own record.
package enum RowError: Error, Equatable {
  /// The style is that of the fields; nil in an object.
  case number(NumberError, FieldStyle?)
  /// The place is the first field too many, or the end of the row.
  case fieldCount(Span, count: Int, expected: Int)
  /// Where the next row begins cannot be known: nobody goes on behind this one.
  case unclosedQuote(Span)
  case object(ObjectError)
  case missingKey(String)
  case wrongShape(Span, name: String, expected: Shape)
  /// An integer of 64 bits that is no double.
  case inexactInteger(String, column: Int)
  /// What the program's form hangs on is the same in all rows.
  case otherNumber(name: String, Double, first: Double)

  /// Whether what follows on the row can be read.
  package var isLocal: Bool {
    switch self {
    case .unclosedQuote, .otherNumber: false
    case .number, .fieldCount, .object, .missingKey, .wrongShape, .inexactInteger: true
    }
  }

  /// What to do about a text that is not a number.
  private static func help(
    for error: NumberError, in record: SourceText, _ style: FieldStyle?
  ) -> String {
    switch error {
    case .missing: return missingHelp(style)
    case .tooLarge:
      return "write `\(style == nil ? "Infinity" : "inf")` if infinity is meant"
    case .notANumber(let span):
      let text = record.excerpt(span)
      if missingWords.contains(text.lowercased()) { return missingHelp(style) }
      if let style, let help = otherStyle(of: span, in: record, style) { return help }
      let isDecimal = text.utf8.allSatisfy { $0 &- 0x30 < 10 || $0 == 0x2C || $0 == 0x2D }
      return isDecimal && text.contains(",")
        ? "write a decimal point, as in `1.5`"
        : "write a number such as `1.5`; `--on-error skip` leaves such rows out"
    }
  }

  /// The options with which a text is a number.
  private static func otherStyle(
    of span: Span, in record: SourceText, _ style: FieldStyle
  ) -> String? {
    let text = record.bytes[Int(span.start)..<Int(span.end)]
    guard text.count < longestNumber else { return nil }
    return StyleGuess.Reading.help(
      StyleGuess.readings(of: text, not: style), of: "it", not: style)
  }

  private static let longestNumber = 100

  /// How tables spell that a value is not known.
  private static let missingWords = ["na", "n/a", "#n/a", "nil", "none", "null", "-", "."]

  private static func missingHelp(_ style: FieldStyle?) -> String {
    "write `\(style == nil ? "null" : "nan")` where a value is not known, or let `--on-error nan` do so"
  }

  /// The message for a person; `record` is the row's text with its place in the file.
  package func diagnostic(in record: SourceText) -> Diagnostic {
    func report(_ headline: String, _ span: Span, help: String) -> Diagnostic {
      Diagnostic(.error, headline, source: record, primary: [.init(span)], helps: [help])
    }
    switch self {
    case .number(let error, let style):
      return error.diagnostic(in: record, help: RowError.help(for: error, in: record, style))
    case .fieldCount(let span, let count, let expected):
      return report(
        "this row has \(count == 1 ? "1 field" : "\(count) fields"), not \(expected)", span,
        help: "rows are equally long; a field with a separator in it stands in quotation marks")
    case .unclosedQuote(let span):
      return report(
        "this quotation mark is never closed", span, help: "numbers need none: remove it")
    case .object(let error): return RowError.diagnostic(for: error, in: record)
    case .missingKey(let name):
      return report(
        "this row has no `\(name)`", Span(0, 0), help: "every object needs the same inputs")
    case .wrongShape(let span, let name, let expected):
      return report(
        expected.isScalar
          ? "`\(name)` is an array here, and a number in the first row"
          : "`\(name)` is no \(expected) array here, as in the first row", span,
        help: "an input has the same shape in all rows")
    case .otherNumber(let name, let value, let first):
      return Diagnostic(
        .error,
        "`\(name)` is \(DecimalWriter.text(value)) in this row, and "
          + "\(DecimalWriter.text(first)) in the first", source: record,
        primary: record.bytes.isEmpty ? [] : [.init(Span(0, 0))],
        notes: ["it is a count, an index, a size or an order, which are the same in all rows"],
        helps: ["split the file by `\(name)`"])
    case .inexactInteger(let integer, let column):
      return Diagnostic(
        .error, "the integer \(integer) has too many digits for a double", source: record,
        notes: ["it stands in column \(column); beyond 2^53 not all integers are doubles"],
        helps: ["round it where the file is written: `numpy.save(file, a.astype(float))`"])
    }
  }
}

extension RowError {
  /// The message about a row that is no object of numbers.
  private static func diagnostic(for error: ObjectError, in record: SourceText) -> Diagnostic {
    switch error {
    case .value(let error), .element(let error):
      return RowError.number(error, nil).diagnostic(in: record)
    case .expected(.number, let span), .expected(.element, let span), .arrayAmongNumbers(let span):
      return RowError.number(.notANumber(span), nil).diagnostic(in: record)
    case .expected(let what, let span):
      let isArray = span.start == 0 && record.bytes.first == UInt8(ascii: "[")
      return Diagnostic(
        .error, "expected \(what.text)", source: record, primary: [.init(span)],
        helps: [
          isArray
            ? "`jq -c '.[]' FILE` writes the objects of an array line by line"
            : #"a line is an object, such as {"x": 1.5, "y": [1, 2]}"#
        ])
    case .spelling, .numberAmongRows, .wordAmongRows, .raggedArray:
      return error.diagnostic(in: record)
    }
  }
}

/// A mistake in a file of rows as a whole: nothing can be read behind it.
package enum RowFileError: Error {
  case unreadable(reason: String)
  case foreign(ForeignFile)
  /// The file has no line that could name the columns, or no object.
  case noRows(RowFormat)
  /// The first line holds numbers where it should name the columns.
  case numbersInHeader(SourceText, Span)
  /// No record can be kept that is longer than a certain number of bytes.
  case recordTooLong(isInQuotes: Bool)
  /// What is wrong before the numbers of an NPY file.
  case numPy(NumPyError, SourceText)
  /// The file ends before the rows that its header promises.
  case missingRows(found: Int, expected: Int)
  /// Columns that lie one after the other can only be read from a file.
  case columnsFromPipe
  /// What the first row has is wrong.
  case firstRow(RowError, SourceText)

  /// - Parameter line: the first line that was not read.
  package func diagnostic(in name: String, line: Int) -> Diagnostic {
    func report(_ headline: String, notes: [String] = [], help: String) -> Diagnostic {
      Diagnostic(
        .error, headline, source: SourceText(name: name, bytes: []), notes: notes, helps: [help])
    }
    switch self {
    case .unreadable(let reason):
      return Diagnostic(
        .error,
        "cannot read \(name == "standard input" ? name : "`\(name.shortened)`"): \(reason)")
    case .foreign(let foreign):
      return foreign.diagnostic(in: name, unpacked: "| autodiff … --rows -")
    case .noRows(.ndjson):
      return report("this file has no rows", help: "write an object on each line")
    case .noRows:
      return report(
        "this file is empty", help: "its first line names the columns; others are the rows")
    case .numbersInHeader(let source, let span):
      return Diagnostic(
        .error, "the first line does not name the columns", source: source,
        primary: [.init(span, "this is a number")],
        helps: ["with `--header no` the columns bind the inputs in order of appearance"])
    case .recordTooLong(let isInQuotes):
      return report(
        "the row in line \(line) is longer than \(RowReader.longestRecord >> 20) MB",
        help: isInQuotes
          ? "a quotation mark in it is never closed"
          : "is this a file of rows? a row ends with a newline")
    case .numPy(let error, let source):
      return error.diagnostic(in: source)
    case .missingRows(let found, let expected):
      return report(
        "this NPY file ends after \(found) of \(expected) rows", help: "write or copy it again")
    case .columnsFromPipe:
      return report(
        "the columns of this array lie one after the other, which only a file allows",
        help: "name the file, or save the array with `numpy.ascontiguousarray`")
    case .firstRow(let error, let source):
      return error.diagnostic(in: source)
    }
  }
}
