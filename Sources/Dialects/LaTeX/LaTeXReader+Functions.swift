import Diagnostics

/// Functions with and without brackets, and what a bracket behind a letter means.
extension LaTeXReader {
  // MARK: - Functions of LaTeX

  /// `\sin` and its like; the word was read.
  mutating func function(
    _ name: String, _ text: String, _ word: LaTeXToken
  ) throws(DialectError) -> Int32 {
    var text = text
    var base: Int32?
    var power: (node: Int32, word: Span)?
    var isInverse = false
    while peek.isSign("_") || peek.isSign("^") {
      let mark = next()
      if mark.isSign("_") {
        guard name == "log" else {
          throw .refused(mark.span, Refusal(headline: "`\\\(name)` has no subscript"))
        }
        base = try script("base", after: mark.span)
      } else if isMinusOne() {
        isInverse = true
      } else {
        power = (try script("power", after: mark.span), mark.span)
      }
    }
    let end = previous.span.end
    let head = Span(word.span.start, end)
    if isInverse {
      text = try inverse(name, head)
    } else if name == "log", base == nil {
      try noteLogarithm(head)
    }
    let isBare: Bool
    let argument: Int32
    if isBracket(peek) {
      argument = try bracket()
      isBare = false
    } else if peek.isSign("{") {
      argument = try group()
      isBare = false
    } else if peek.isSign("|") || peek.isMacro("lvert", "lVert", "lfloor", "lceil", "|") {
      argument = try atom()
      isBare = false
    } else {
      argument = try deeper { (reader) throws(DialectError) in
        try reader.product(isArgument: true)
      }
      isBare = true
    }
    let span = Span(word.span.start, previous.span.end)
    if let base { text = logarithm(base) }
    var values = ["x": [argument]]
    if let base { values["b"] = [base] }
    var node = try DialectParser.append(
      text, values, span: span, word: head, to: &formula)
    if let power {
      node = formula.apply(.power, [node, power.node], word: power.word, span: span)
    }
    if isBare { openArguments[node] = (head, formula[argument].span) }
    return node
  }

  private func logarithm(_ base: Int32) -> String {
    switch formula[base].kind {
    case .number("2"): "log2(x)"
    case .number("10"): "log10(x)"
    default: "log(x)/log(b)"
    }
  }

  private mutating func isMinusOne() -> Bool {
    guard peek.isSign("{"), peek(1).isSign("-"), peek(2).kind == .number("1"), peek(3).isSign("}")
    else { return false }
    for _ in 0..<4 { next() }
    return true
  }

  private mutating func inverse(_ name: String, _ head: Span) throws(DialectError) -> String {
    guard let text = LaTeXMacros.inverses[name] else {
      throw .refused(
        head,
        Refusal(
          headline: "`\(excerpt(head))` is an inverse or a reciprocal",
          advice: "write `\\frac{1}{\\\(name)…}` for the reciprocal"))
    }
    note(
      "`\(excerpt(head))` is read as the inverse function", head,
      helps: ["write `1/\\\(name) x` or `(\\\(name) x)^{-1}` for the reciprocal"])
    return text
  }

  private mutating func noteLogarithm(_ head: Span) throws(DialectError) {
    if hasNaturalLogarithm {
      throw .refused(
        head,
        Refusal(
          headline: "`\\log` stands beside `\\ln`: its base is not clear",
          edits: [
            Edit(head, "\\log_{10}"), Edit(head, "\\ln"),
          ]))
    }
    note("`\\log` is read as the natural logarithm", head)
  }

  /// `\max(a, b)`, `\min\{a, b\}`; the word was read.
  mutating func extreme(_ name: String, _ word: LaTeXToken) throws(DialectError) -> Int32 {
    guard isBracket(peek) else {
      throw .refused(
        word.span,
        Refusal(headline: "`\\\(name)` needs brackets", advice: "write `\\\(name)(a, b)`"))
    }
    let (nodes, span) = try bracketed()
    return formula.call(
      name, nodes, word: word.span, span: Span(word.span.start, span.end))
  }

  /// A function that is written as a word: `\operatorname{erf}`.
  mutating func word(_ text: String) throws(DialectError) -> Int32 {
    let token = next()
    var power: (node: Int32, word: Span)?
    if peek.isSign("^") {
      let mark = next().span
      power = (try script("power", after: mark), mark)
    }
    var nodes: [Int32]
    var isBare = false
    if isBracket(peek) {
      nodes = try bracketed().nodes
    } else if peek.isSign("{") {
      nodes = [try group()]
    } else {
      nodes = [
        try deeper { (reader) throws(DialectError) in try reader.product(isArgument: true) }
      ]
      isBare = true
    }
    let span = Span(token.span.start, previous.span.end)
    guard let rows = LaTeXMacros.words.rows(of: text) else {
      throw .unknownFunction(token.span, known: LaTeXMacros.words.names)
    }
    for row in rows {
      guard let values = values(of: row, nodes) else { continue }
      var node = try DialectParser.append(
        row.formula, values, span: span, word: token.span, to: &formula)
      if let power {
        node = formula.apply(.power, [node, power.node], word: power.word, span: span)
      }
      if isBare { openArguments[node] = (token.span, formula[nodes[0]].span) }
      return node
    }
    throw .unknownArguments(token.span, forms: rows.map(\.form))
  }

  private func values(of row: FunctionTable.Row, _ nodes: [Int32]) -> [String: [Int32]]? {
    var values: [String: [Int32]] = [:]
    var rest = nodes[...]
    for parameter in row.parameters {
      switch parameter {
      case .argument(let name):
        guard let node = rest.popFirst() else { return nil }
        values[name] = [node]
      case .others:
        values["..."] = Array(rest)
        rest = []
      case .literal, .keyword:
        return nil
      }
    }
    return rest.isEmpty ? values : nil
  }

  // MARK: - A bracket behind a name

  /// What a name before a bracket is; nil where they are a product.
  mutating func applied(_ name: Name, _ first: LaTeXToken) throws(DialectError) -> Int32? {
    let start = position
    let form = LaTeXReader.known[name.written]
    let isBessel = ["J_{", "Y_{"].contains { name.written.hasPrefix($0) }
    if name.written == "\\Gamma", peek.isSign("(") || peek.isSign("[") {
      let argument = try bracket()
      return try function(
        "gamma(x)", argument, word: name.span,
        span: Span(name.span.start, formula[argument].span.end))
    }
    // What is in the bracket decides, and it is read again as a factor.
    var trial = self
    let (nodes, span) = try trial.bracketed()
    let whole = Span(name.span.start, span.end)
    let text = excerpt(span)
    let written = excerpt(name.span)
    var edits: [Edit] = []
    if let form { edits.append(Edit(whole, "\\operatorname{\(form)}\(text)")) }
    if isBessel, let order = Int(name.ours.dropFirst(2)) {
      let word = name.written.hasPrefix("J") ? "besselj" : "bessely"
      let inner = text.dropFirst().dropLast()
      edits.append(Edit(whole, "\\operatorname{\(word)}(\(order), \(inner))"))
    }
    edits.append(Edit(whole, "\(written)\\cdot \(text)", "for a product"))
    if nodes.count > 1 {
      guard edits.count > 1 else { throw .unknownFunction(name.span, known: []) }
    }
    let isPlain = trial.formula.isBare(nodes[0])
    position = start
    let isAlwaysDoubtful = form != nil && name.written != "N" || isBessel
    guard isPlain || isAlwaysDoubtful || nodes.count > 1 else { return nil }
    throw .refused(
      whole,
      Refusal(
        headline: "is `\(written)` a function, or a factor?", edits: edits,
        advice: "a function is defined in the text: `\(written)(x) = …`"))
  }

  /// Letters that often are functions, with the function.
  private static let known: [String: String] = [
    "\\sigma": "sigmoid", "\\Phi": "normcdf", "\\phi": "normpdf", "\\varphi": "normpdf",
    "N": "normcdf", "\\mathcal{N}": "normcdf", "W": "lambertw", "\\psi": "digamma",
  ]

  // MARK: - Functions of the text

  /// A call of a function that the text defines, with primes for its derivatives.
  mutating func call(_ name: Name, _ parameters: [String]) throws(DialectError) -> Int32 {
    guard let function = names.function(name.written) else {
      throw .unknownFunction(name.span, known: [])
    }
    if peek.isSign("^"), peek(1).isSign("{"), peek(2).isSign("-") {
      throw .refused(
        name.span,
        Refusal(
          headline: "`\(excerpt(name.span))^{-1}` is an inverse or a reciprocal",
          advice: "write `\\frac{1}{\(excerpt(name.span))(x)}` for the reciprocal"))
    }
    guard isBracket(peek) else {
      throw .refused(
        name.span,
        Refusal(headline: "the function `\(excerpt(name.span))` stands here without an argument"))
    }
    let (nodes, span) = try bracketed()
    let whole = Span(name.span.start, span.end)
    guard name.primes > 0 else {
      return formula.call(function, nodes, word: name.span, span: whole)
    }
    guard nodes.count == 1, parameters.count == 1 else {
      throw .refused(
        name.span, Refusal(headline: "a prime is a derivative by one number"))
    }
    return try formula.derivative(
      of: name.written, order: name.primes, at: nodes[0], word: name.span, span: whole, &names)
  }
}
