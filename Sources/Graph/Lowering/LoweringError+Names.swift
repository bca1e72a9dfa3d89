import Diagnostics
import Numerics

/// Messages about local names and about inputs that are whole numbers.
extension LoweringError {
  /// The error with the whole numbers of its program, where what is wrong may hang on them.
  func given(_ numbers: [WholeNumber]) -> LoweringError {
    guard !numbers.isEmpty else { return self }
    switch self {
    case .shape, .iterateNeedsCount, .needsConstantInteger, .tooLarge:
      return .withNumbers(self, numbers)
    case .duplicateDefinition, .redefinesBuiltin, .usedBeforeDefinition, .selfReference,
      .unknownFunction, .wrongArity, .functionWithoutArguments, .iterateNeedsFunction,
      .derivativeTooLarge, .noOutput, .derivativeByExpression, .derivativeByList,
      .derivativeByWholeNumber, .localHides, .localOutside, .wholeNumberWithoutValue, .notWhole,
      .withNumbers, .unknownOutput, .columnOfNoFile, .unnamedColumns, .unknownColumn,
      .repeatedColumn:
      return self
    }
  }

  /// The message of one of these errors.
  func ofNames(in source: SourceText) -> Diagnostic {
    func report(
      _ headline: String, _ span: Span, _ label: String = "",
      secondary: [Diagnostic.Label] = [], help: [String]
    ) -> Diagnostic {
      Diagnostic(
        .error, headline, source: source, primary: [.init(span, label)], secondary: secondary,
        helps: help)
    }
    switch self {
    case .derivativeByWholeNumber(let function, let span, let number):
      return report(
        "`\(function)` cannot differentiate by `\(source.excerpt(span))`, which is a whole number",
        span, secondary: [.init(number.use, "used as one here")],
        help: ["differentiate by an input that varies"])
    case .localHides(let name, let span, let kind, let first):
      let article = kind == .input ? "an" : "a"
      return report(
        "`\(name)` is \(article) \(kind.rawValue), and a definition in parentheses hides none",
        span,
        "defined again here",
        secondary: first.map { [.init($0, "\(article) \(kind.rawValue) here")] } ?? [],
        help: ["give the local definition a name of its own"])
    case .localOutside(let name, let span, let definition):
      return report(
        "`\(name)` is known only inside the parentheses that define it", span, "outside of them",
        secondary: [.init(definition, "defined here")],
        help: ["define it before, as a statement of its own, or give this another name"])
    case .wholeNumberWithoutValue(let name, let span):
      return report(
        "no value for `\(name)`, which must be a whole number", span,
        "a count, an index, a size or an order", help: ["add `\(name)=…`"])
    case .notWhole(let name, let value, let span, let isRange):
      return report(
        "`\(name)` must be a whole number, and is \(DecimalWriter.text(value))", span,
        "a count, an index, a size or an order",
        help: [
          isRange
            ? "`a + (b - a)*(0:n)/n` makes a row from variables, with a whole `n`"
            : "bind a whole number, as in `\(name)=3`"
        ])
    case .withNumbers(let error, let numbers):
      var diagnostic = error.diagnostic(in: source)
      let shown = numbers.prefix(8).map { number in
        "\(source.excerpt(number.span)) = \(DecimalWriter.text(number.value))"
      }
      diagnostic.notes.append(
        shown.joined(separator: ", ") + (numbers.count > shown.count ? ", …" : ""))
      return diagnostic
    case .duplicateDefinition, .redefinesBuiltin, .usedBeforeDefinition, .selfReference,
      .unknownFunction, .wrongArity, .functionWithoutArguments, .iterateNeedsFunction,
      .iterateNeedsCount, .needsConstantInteger, .tooLarge, .derivativeTooLarge, .noOutput, .shape,
      .derivativeByExpression, .derivativeByList, .unknownOutput, .columnOfNoFile,
      .unnamedColumns, .unknownColumn, .repeatedColumn:
      preconditionFailure("these messages are of the file that names the errors")
    }
  }
}
