import Diagnostics

/// A mistake in a program's text, found while it is read: one case for each, with the places and
/// facts.
package enum LanguageError: Error, Equatable {
  case emptyProgram
  case programTooLong
  case nulByte(Span)
  case invalidEncoding(Span)
  case unexpectedCharacter(Span)
  case malformedNumber(Span)
  case numberOverflow(Span)
  case expectedOperand(Span, after: Span)
  case unexpectedToken(Span)
  case juxtaposition(left: Span, right: Span, insideMatrix: Bool)
  case unclosed(Span, end: Span)
  case unmatchedClosing(Span)
  case mismatched(Span, close: Span)
  case chainedComparison(first: Span, second: Span)
  case longRange(Span)
  case unexpectedAssign(Span)
  case secondAssign(Span)
  case notDefinable(Span)
  /// `isCall`: inside those of a function's arguments.
  case assignInsideBrackets(Span, isCall: Bool)
  /// A name is defined again where its first definition is known.
  case localTwice(Span, first: Span)
  case localFunction(Span)
  /// Parentheses that end with a definition.
  case missingValue(Span, close: Span)
  /// An expression with a `;` behind it, and no definition.
  case unnamedPart(Span, end: Span, open: Span)
  /// A new line begins with something that belongs to no definition before it.
  case unendedLocal(Span, end: Span, open: Span)
  case commaInLocal(Span, name: Span)
  case duplicateParameter(Span, first: Span)
  /// `<- `, which defines in R and compares with a negative number here.
  case arrow(Span)
  /// `5.00+-0.02`: a number and its uncertainty, or a difference.
  case uncertainty(Span, sign: Span)
  /// `3E0.5`
  case fractionalExponent(Span, mark: Span)
}

extension LanguageError {
  /// The message for a person.
  package func diagnostic(in source: SourceText) -> Diagnostic {
    func quote(_ span: Span) -> String { "`\(source.excerpt(span))`" }
    func report(
      _ headline: String, _ span: Span, _ label: String = "",
      secondary: [Diagnostic.Label] = [], help: String...
    ) -> Diagnostic {
      Diagnostic(
        .error, headline, source: source, primary: [.init(span, label)], secondary: secondary,
        helps: help)
    }

    switch self {
    case .emptyProgram:
      return report(
        "the program is empty", Span(0, 0), "expected an expression",
        help: "write one, for example `x^2 + sin(x)`")
    case .programTooLong:
      return Diagnostic(
        .error, "the program is too long", source: source,
        helps: ["a program may have at most 2147483646 bytes; split the work"])
    case .nulByte(let span):
      return report("the program contains a NUL byte", span, help: "remove it")
    case .invalidEncoding(let span):
      return report(
        "this byte is not UTF-8", span, help: "save the program as UTF-8 text")
    case .unexpectedCharacter(let span):
      return unexpectedCharacter(span, in: source)
    case .malformedNumber(let span):
      return report(
        "the number \(quote(span)) is not complete", span, "digits are missing",
        help: "numbers look like `1`, `.5`, `1e-3`, `0x1.8p3`")
    case .numberOverflow(let span):
      return report(
        "this number is too large", span, "beyond 1.7976931348623157e+308",
        help: "write `inf` if infinity is meant")
    case .expectedOperand(let span, let after):
      return expectedOperand(span, after: after, in: source)
    case .unexpectedToken(let span):
      return report(
        "unexpected \(quote(span))", span, "expected an operator",
        help: unexpectedHelp(span, in: source))
    case .juxtaposition(let left, let right, let insideMatrix):
      return juxtaposition(left, right, insideMatrix, in: source)
    case .unclosed(let open, let end):
      let (word, closing) = bracketWords(open, in: source)
      let isEnd = Int(end.start) >= source.bytes.count
      return report(
        "this \(word) is never closed", open,
        secondary: [
          .init(end, "expected `\(closing)` " + (isEnd ? "before the end" : "before this"))
        ])
    case .unmatchedClosing(let span):
      let word = source.excerpt(span) == "]" ? "bracket" : "parenthesis"
      return report(
        "this \(word) was never opened", span, help: "remove it, or open one before it")
    case .mismatched(let open, let close):
      let (_, closing) = bracketWords(open, in: source)
      return report(
        "\(quote(close)) does not close \(quote(open))", close, "expected `\(closing)`",
        secondary: [.init(open, "opened here")])
    case .chainedComparison(let first, let second):
      return report(
        "comparisons cannot be chained", second,
        secondary: [.init(first, "first comparison")],
        help: "write `a < b && b < c`")
    case .longRange(let span):
      return report(
        "a range has at most two colons", span, help: "write `first:step:last`")
    case .unexpectedAssign(let span):
      return report(
        "unexpected `=`", span, "expected an expression",
        help: "a definition is `name = expression`; `==` compares")
    case .secondAssign(let span):
      return report(
        "a definition has one `=`", span,
        help: "write two definitions, `b = …; a = b`; `==` compares")
    case .notDefinable(let span):
      return report(
        "only a name can be defined", span,
        help: "write `name = expression` or `f(x) = expression`; `==` compares")
    case .assignInsideBrackets(let span, let isCall):
      return report(
        "`=` cannot stand inside brackets", span,
        help: isCall
          ? "`==` compares; a definition stands in parentheses of its own: `f((a = …; …))`"
          : "`==` compares")
    case .localTwice(let span, let first):
      return report(
        "\(quote(span)) is defined twice", span, "defined again here",
        secondary: [.init(first, "first definition")],
        help: "give the second value a name of its own")
    case .localFunction(let span):
      return report(
        "a function cannot be defined inside parentheses", span,
        help: "define it before, as a statement of its own; `==` compares")
    case .missingValue(let name, let close):
      return report(
        "these parentheses define \(quote(name)) and have no value", close,
        "expected an expression before this", secondary: [.init(name, "the last definition")],
        help: "end with what they stand for, as in `(a = …; a^2)`; `==` compares")
    case .unnamedPart(let span, let end, let open):
      return report(
        "this has no name, and a `;` behind it", span,
        secondary: [.init(end, "expected `)` before this"), .init(open, "opened here")],
        help: "the last expression in parentheses is their value; others are `name = …;`")
    case .unendedLocal(let name, let end, let open):
      return report(
        "the definition of \(quote(name)) does not end", end, "expected `;`",
        secondary: [.init(open, "inside these parentheses")],
        help: "a definition in parentheses ends with `;`, and their value stands last")
    case .commaInLocal(let span, let name):
      return report(
        "the definition of \(quote(name)) ends with `;`, and not with a comma", span,
        "expected `;`", help: "write `(\(source.excerpt(name)) = …; …)`")
    case .duplicateParameter(let span, let first):
      return report(
        "the parameter \(quote(span)) is named twice", span,
        secondary: [.init(first, "first here")], help: "give each parameter its own name")
    case .arrow(let span):
      return report(
        "`<-` defines in R, and compares with a negative number here", span,
        help: "write `< -` to compare, `=` to define")
    case .uncertainty(let span, let sign):
      let first = source.excerpt(Span(span.start, sign.start))
      let second = source.excerpt(Span(sign.end, span.end))
      return report(
        "\(quote(span)) is a number with its uncertainty, or a difference", span,
        help: "write `\(first) - \(second)` for the difference")
    case .fractionalExponent(let span, let mark):
      let first = source.excerpt(Span(span.start, mark.start))
      let exponent = source.excerpt(Span(mark.end, span.end))
      return report(
        "the exponent of a number is whole", span, help: "write `\(first)*10^\(exponent)`")
    }
  }

  private func bracketWords(_ open: Span, in source: SourceText) -> (word: String, close: String) {
    source.excerpt(open) == "[" ? ("bracket", "]") : ("parenthesis", ")")
  }

  private func expectedOperand(
    _ span: Span, after: Span, in source: SourceText
  ) -> Diagnostic {
    let before = source.excerpt(after)
    let found = source.excerpt(span)
    let place =
      Int(span.start) >= source.bytes.count
      ? "the program ends here" : found == "\n" ? "the line ends here" : "found `\(found)`"
    let headline =
      before.isEmpty || before == found && after.start == span.start
      ? "expected a number, a name or `(`" : "expected a number, a name or `(` after `\(before)`"
    var helps: [String] = []
    if before == "/" && (found == "/" || found == "*") {
      helps = ["a comment starts with `#`"]
    } else if before == "<" && found == ">" {
      helps = ["`!=` means not equal"]
    } else if before == "=" && found == ">" {
      helps = ["`>=` means at least"]
    } else if before == ";" && found == ";" {
      helps = ["remove one `;`"]
    } else if before == "," && found == ")" {
      helps = ["remove the comma, or add an argument"]
    } else if found == "'" {
      helps = ["`'` transposes what stands before it; text needs no quotes"]
    }
    return Diagnostic(
      .error, headline, source: source, primary: [.init(span, place)], helps: helps)
  }

  private func unexpectedHelp(_ span: Span, in source: SourceText) -> String {
    func isDigit(_ offset: Int32) -> Bool {
      source.bytes.indices.contains(Int(offset))
        && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(source.bytes[Int(offset)])
    }
    return switch source.excerpt(span) {
    case "," where isDigit(span.start - 1) && isDigit(span.end):
      "a number is written with a point: `1.5`"
    case ",": "statements are separated by `;` or a new line"
    case "!": "`!` stands before what it negates; `!=` means not equal"
    default: "put an operator between the two"
    }
  }

  private func juxtaposition(
    _ left: Span, _ right: Span, _ insideMatrix: Bool, in source: SourceText
  ) -> Diagnostic {
    let first = source.excerpt(left)
    let second = source.excerpt(right)
    let help: String
    if insideMatrix {
      help = "separate elements by commas: `\(first), \(second)`"
    } else if second == "if" {
      help = "write `if(condition, a, b)` for `a if condition else b`"
    } else if second == "(", first.hasSuffix("'") {
      help =
        "write `diff(…, x)` for a derivative; `'` transposes, and `\(first)*(…)` multiplies"
    } else if second == "(" {
      help = "write `\(first)*(…)` to multiply"
    } else {
      help = "write `\(first)*\(second)` to multiply"
    }
    return Diagnostic(
      .error, "there is no operator between `\(first)` and `\(second)`", source: source,
      primary: [.init(right, "expected an operator before this")], helps: [help])
  }

  private func unexpectedCharacter(_ span: Span, in source: SourceText) -> Diagnostic {
    let character = source.excerpt(span)
    let scalar = character.unicodeScalars.first?.value ?? 0
    if scalar < 0x20 || scalar == 0x7F {
      return Diagnostic(
        .error, "the program contains a control character", source: source,
        primary: [.init(span)], helps: ["remove it"])
    }
    return Diagnostic(
      .error, "unexpected character `\(character)`", source: source, primary: [.init(span)],
      helps: Lookalike.help(for: scalar).map { [$0] } ?? [])
  }
}
