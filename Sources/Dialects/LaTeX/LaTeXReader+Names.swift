import Diagnostics

/// Names: letters with what stands at them, and what a bracket behind them means.
extension LaTeXReader {
  /// A name that was read.
  struct Name {
    /// One spelling for all ways to write it.
    var written: String
    var ours: String
    var isArray = false
    var primes = 0
    var span: Span
    /// Its subscript is the index of a sum over elements.
    var isElement = false
  }

  /// A name, or a call of a function of the text.
  @inline(never)
  mutating func named() throws(DialectError) -> Int32 {
    noteWord()
    let first = peek
    let name = try readName()
    if name.primes == 0, name.written.count == 1, let value = indexValues[name.written] {
      return formula.number(String(value), name.span)
    }
    if name.written == "\\Gamma", peek.isSign("^"), peek(1).isSign("{"), peek(2).isSign("-") {
      throw .refused(
        name.span,
        Refusal(
          headline: "`\\Gamma^{-1}` is an inverse or a reciprocal",
          advice: "write `\\frac{1}{\\Gamma(x)}` for the reciprocal"))
    }
    if peek.isSign("^"), peek(1).isSign("{"), peek(2).isSign("("), case .number = peek(3).kind,
      peek(4).isSign(")"), peek(5).isSign("}"), isBracket(peek(6))
    {
      throw .refused(
        Span(name.span.start, peek(5).span.end),
        Refusal(
          headline: "a number in brackets above a function is a derivative",
          advice: "write `f''(x)`, or `x^{2}` for the power"))
    }
    if let parameters = functions[name.written] {
      return try call(name, parameters)
    }
    if isBracket(peek), !name.isElement {
      if let node = try applied(name, first) { return node }
    }
    if name.written == "e", name.primes == 0, !known.isBound("e"), !names.isDefined("e") {
      let node = formula.name("e", name.span, .number)
      isEuler.insert(node)
      if !peek.isSign("^") {
        noteEuler(name.span)
      }
      return node
    }
    if let form = LaTeXReader.refusedWords[name.written] {
      throw .refused(name.span, form.refusal(at: name.span))
    }
    if name.primes > 0 {
      note("`\(excerpt(name.span))` is read as a name", name.span)
    }
    if ["_bar", "_dot"].contains(where: { name.ours.hasSuffix($0) }) {
      note(
        "`\(name.ours)` is also what traces call a derivative", name.span)
    }
    let node = try value(name.written, name.ours, name.span)
    if name.isArray || name.isElement { arrays.insert(node) }
    if name.isElement { indexed.append(node) }
    return node
  }

  static let refusedWords: [String: RefusedForm] = [
    "\\mathrm{i}": RefusedForm("there are no complex numbers")
  ]

  mutating func value(
    _ written: String, _ ours: String, _ span: Span
  ) throws(DialectError) -> Int32 {
    let name = try names.value(written, as: ours, span)
    return formula.name(name, span, names.extent(written))
  }

  /// A letter alone, as a script.
  mutating func letterNode(_ letter: String, _ span: Span) throws(DialectError) -> Int32 {
    if let value = indexValues[letter] { return formula.number(String(value), span) }
    return try value(letter, letter, span)
  }

  /// Letters side by side are a product; where they are a name that has a value, that is said.
  @inline(never)
  private mutating func noteWord() {
    guard case .letter = peek.kind else { return }
    if case .letter = previous.kind, peek.isAdjacent, position > 0 { return }
    var text = ""
    var distance = 0
    while case .letter(let letter) = peek(distance).kind, distance == 0 || peek(distance).isAdjacent
    {
      text += letter
      distance += 1
    }
    guard text.count > 1, known.isBound(text) else { return }
    let span = Span(peek.span.start, peek(distance - 1).span.end)
    note(
      "`\(text)` is read as a product of letters", span,
      helps: ["write `\\mathrm{\(text)}` for one name"])
  }

  // MARK: - Reading

  @inline(never)
  mutating func readName() throws(DialectError) -> Name {
    var name = try letter()
    try moveSubscript()
    while true {
      if peek.isSign("_") {
        next()
        try addSubscript(&name)
      } else if peek.isSign("'") {
        name.primes += 1
        name.span.end = next().span.end
      } else if peek.isSign("^"), isPrimeScript() {
        name.span.end = previous.span.end
        name.primes += 1
      } else {
        break
      }
    }
    if name.primes > 0, functions[name.written] == nil {
      name.written += String(repeating: "'", count: name.primes)
      for _ in 0..<name.primes { name.ours += "_prime" }
    }
    return name
  }

  /// `^\prime`, `^{\prime}`.
  private mutating func isPrimeScript() -> Bool {
    if peek(1).isMacro("prime") {
      next()
      next()
      return true
    }
    if peek(1).isSign("{"), peek(2).isMacro("prime"), peek(3).isSign("}") {
      for _ in 0..<4 { next() }
      return true
    }
    return false
  }

  /// The letter of a name, with accents.
  private mutating func letter() throws(DialectError) -> Name {
    let token = next()
    switch token.kind {
    case .letter(let letter):
      return Name(written: letter, ours: letter, span: token.span)
    case .word(let macro, let text):
      return try wordName(macro, text, token)
    case .macro(let name):
      if name == "Delta" || name == "delta" { return try difference(name, token) }
      if LaTeXMacros.letters.contains(name) {
        return Name(written: "\\" + name, ours: name, span: token.span)
      }
      guard
        LaTeXMacros.accents[name] != nil || LaTeXMacros.bold.contains(name)
          || LaTeXReader.scripts.contains(name)
      else { throw .unexpectedWord(token.span, expected: "a name") }
      var inner = try deeper { (reader) throws(DialectError) in try reader.enclosedName() }
      inner.span.start = token.span.start
      inner.span.end = previous.span.end
      if let accent = LaTeXMacros.accents[name] {
        inner.written = "\\\(name){\(inner.written)}"
        inner.ours += "_" + accent
      } else {
        inner.written = "\\\(LaTeXMacros.bold.contains(name) ? "mathbf" : name){\(inner.written)}"
        if LaTeXMacros.bold.contains(name) { inner.isArray = true }
      }
      return inner
    case .number, .sign, .begin, .finish, .line, .end:
      throw .unexpectedWord(token.span, expected: "a name")
    }
  }

  /// Letters of another form.
  static let scripts: Set<String> = ["mathcal", "mathscr", "mathfrak"]

  /// The name in braces, or the letter that follows.
  private mutating func enclosedName() throws(DialectError) -> Name {
    guard take("{") else { return try letter() }
    let name = try readName()
    try expect("}")
    return name
  }

  /// A word that is one name; its blanks mean nothing.
  private func wordName(
    _ macro: String, _ text: String, _ token: LaTeXToken
  ) throws(DialectError) -> Name {
    let bare = LaTeXReader.plain(text)
    let isName =
      bare.unicodeScalars.first.map { Spelling.isLetter($0) } ?? false
      && bare.unicodeScalars.allSatisfy {
        Spelling.isLetter($0) || $0 == "_" || $0.properties.numericType == .decimal
      }
    guard isName else {
      throw .refused(
        token.span, Refusal(headline: "`\(excerpt(token.span))` is no name"))
    }
    if bare.count == 1 {
      if bare == "e" { return Name(written: "e", ours: "e", span: token.span) }
      return Name(written: "\\mathrm{\(bare)}", ours: bare, span: token.span)
    }
    return Name(written: bare, ours: bare, span: token.span)
  }

  /// A word without what only sets it.
  static func plain(_ text: String) -> String {
    var result = ""
    var isEscaped = false
    for character in text {
      if isEscaped {
        isEscaped = false
        if character == "_" { result.append("_") }
      } else if character == "\\" {
        isEscaped = true
      } else if character != " ", character != "~", character != "-" {
        result.append(character)
      }
    }
    return result
  }

  /// `\Delta x` is one name.
  @inline(never)
  private mutating func difference(
    _ macro: String, _ token: LaTeXToken
  ) throws(DialectError) -> Name {
    let isLetter: Bool
    switch peek.kind {
    case .letter: isLetter = true
    case .macro(let name): isLetter = LaTeXMacros.letters.contains(name)
    case .word, .number, .sign, .begin, .finish, .line, .end: isLetter = false
    }
    guard isLetter else { return Name(written: "\\" + macro, ours: macro, span: token.span) }
    let inner = try letter()
    let span = Span(token.span.start, inner.span.end)
    guard macro == "Delta" else {
      throw .refused(
        span,
        Refusal(
          headline: "`\(excerpt(span))` is one name, or two",
          edits: [
            Edit(span, "\\Delta \(excerpt(inner.span))", "for one name"),
            Edit(span, "\\delta\\cdot \(excerpt(inner.span))", "for a product"),
          ]))
    }
    note("`\(excerpt(span))` is read as one name, `Delta_\(inner.ours)`", span)
    return Name(
      written: "\\Delta \(inner.written)", ours: "Delta_" + inner.ours, span: span)
  }
}
